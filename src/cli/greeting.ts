import type { Mode } from '../gateway/modes/mode.ts'
import type { GatewayOptions } from '../gateway/options.ts'
import type { Gateway } from '../gateway/start-gateway.ts'

/** What is said of a mode when it starts. */
const WORDS: Readonly<Record<Mode, (upstream: string, recordings: string) => readonly string[]>> = {
  simulate: () => ['Any key will do.'],
  replay: (_, recordings) => [`Answers come from the recordings in ${recordings}. Any key will do.`],
  record: (upstream, recordings) => [`Requests are passed on to ${upstream}, and what it answers is stored in ${recordings}. Keys are passed on, and not stored.`],
  auto: (upstream, recordings) => [`Answers come from the recordings in ${recordings}, and where there is none from ${upstream}; then they are stored. Keys are passed on, and not stored.`],
  forward: (upstream) => [`Requests are passed on to ${upstream}, and nothing is stored.`],
}

/** What a gateway tells when it starts: where it is, and where its answers come from. */
export function greeting({ url, openaiBaseUrl, anthropicBaseUrl }: Gateway, profile: string, { mode = 'simulate', upstream, recordings = 'recordings' }: GatewayOptions): string {
  return [
    `pixpact plays the gateway of profile ${profile} at ${url}. Stop it with Ctrl-C.`,
    ...(openaiBaseUrl === undefined ? [] : [`  OPENAI_BASE_URL=${openaiBaseUrl}`]),
    ...(anthropicBaseUrl === undefined ? [] : [`  ANTHROPIC_BASE_URL=${anthropicBaseUrl}`]),
    ...WORDS[mode](shown(upstream), recordings).map((line) => `  ${line}`),
    '',
  ].join('\n')
}

/** Without what may be a secret. */
function shown(upstream = ''): string {
  const { origin, pathname } = new URL(upstream || 'http://localhost')
  return `${origin}${pathname === '/' ? '' : pathname}`
}
