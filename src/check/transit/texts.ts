import { printable } from '../../core/printable.ts'
import type { CheckFinding } from '../causes.ts'
import type { SeenText, View } from './view.ts'

/** What became of the texts, each of which is told from all others by the token that it begins with. */
export function textsInTransit(sent: View, arrived: View, token: string): CheckFinding[] {
  const findings = sent.texts.flatMap((text) => fateOf(text, arrived.texts))
  const signs = sent.texts.map(({ text }) => text)
  const strange = arrived.texts.filter(({ text }) => !text.includes(token) && !signs.some((sign) => text.includes(sign) || sign.includes(text.trim())))
  return [...findings, ...strange.map(({ pointer, text }): CheckFinding => ({ cause: 'text-invented', message: `At ${pointer} of the converted body stands ${quoted(text)}.` }))]
}

function fateOf({ text, pointer, speaker }: SeenText, arrived: readonly SeenText[]): CheckFinding[] {
  const holders = arrived.filter((candidate) => candidate.text.includes(text.trim()))
  if (holders.some((candidate) => candidate.speaker === speaker)) return []
  const [other] = holders
  if (other !== undefined) {
    return [{ cause: 'role', message: `The text at ${pointer} was said by ${speaker}, and arrived at ${other.pointer} as said by ${other.speaker}.` }]
  }
  const [sign = ''] = text.split(' ', 1)
  const changed = arrived.find((candidate) => candidate.text.includes(sign))
  return changed === undefined
    ? [{ cause: 'text-missing', message: `The text at ${pointer}, ${quoted(text)}, did not arrive.` }]
    : [{ cause: 'text-changed', message: `The text at ${pointer}, ${quoted(text)}, arrived as ${quoted(changed.text)}.` }]
}

function quoted(text: string): string {
  return `"${printable(text.slice(0, 60))}${text.length > 60 ? '…' : ''}"`
}
