import type { FormatId } from './vocabulary.ts'

/** The wire formats that the kit knows. */
export const FORMAT_IDS: readonly FormatId[] = ['openai-chat', 'anthropic-messages']
