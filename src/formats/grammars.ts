import type { FormatId } from '../core/vocabulary.ts'
import { ChatGrammar } from './chat-grammar.ts'
import { MessagesGrammar } from './messages-grammar.ts'
import type { StreamGrammar } from './stream-event.ts'

/** Makes what follows a stream of a format. */
export const GRAMMARS: Readonly<Record<FormatId, () => StreamGrammar>> = {
  'openai-chat': () => new ChatGrammar(),
  'anthropic-messages': () => new MessagesGrammar(),
}
