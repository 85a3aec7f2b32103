/** The two wire formats that the miniature speaks, on either side. */
export type Dialect = 'openai-chat' | 'anthropic-messages'

/** What the miniature takes, and what the provider behind it takes. */
export interface Pair {
  readonly inbound: Dialect
  readonly upstreamFormat: Dialect
}

export type PairName = `${Dialect}→${Dialect}`

export const PATHS: Readonly<Record<Dialect, string>> = {
  'openai-chat': '/v1/chat/completions',
  'anthropic-messages': '/v1/messages',
}

export const DIALECTS: readonly Dialect[] = ['openai-chat', 'anthropic-messages']

export const PAIRS: readonly Pair[] = DIALECTS.flatMap((inbound) => DIALECTS.map((upstreamFormat) => ({ inbound, upstreamFormat })))

export function nameOf({ inbound, upstreamFormat }: Pair): PairName {
  return `${inbound}→${upstreamFormat}`
}
