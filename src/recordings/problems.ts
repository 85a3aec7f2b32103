import type { Finding } from '../core/vocabulary.ts'

/** What can be wrong with a recording itself, whatever it holds. */
const PROBLEMS = {
  unusable: { text: 'The recording cannot be used: {why}', hint: '{hint}' },
  secret: { text: 'What is here looks like a secret.', hint: 'Have the key replaced by its owner, and record the exchange anew: what the kit stores it redacts.' },
  header: { text: 'The header {name} is none that recordings keep.', hint: 'Take it out.' },
  image: { text: 'An image cannot be put back: {why}', hint: '{hint}' },
  'stray-image': { text: 'No recording names this file.', hint: 'Delete it.' },
} as const

export type ProblemId = keyof typeof PROBLEMS

/** A problem of a recording as a finding, so that it is reported like any other. */
export function problem(messageId: ProblemId, pointer: string, params: Readonly<Record<string, string>> = {}, side: Finding['side'] = 'request'): Finding {
  const { text, hint } = PROBLEMS[messageId]
  const filled = (template: string): string => template.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
  return {
    ruleId: 'recording',
    messageId,
    severity: 'error',
    side,
    pointer,
    params,
    message: filled(text),
    hint: filled(hint),
    docs: 'docs/recordings.md',
  }
}
