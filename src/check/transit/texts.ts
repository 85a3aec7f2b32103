import { printable } from '../../core/printable.ts'
import type { CheckFinding } from '../causes.ts'
import type { ConversionRules } from './conversions.ts'
import { messageOf, movedPictures } from './roles.ts'
import type { SeenText, View } from './view.ts'

/** What became of the texts, each of which is told from all others by the token that it begins with. */
export function textsInTransit(sent: View, arrived: View, rules: ConversionRules, token: string): CheckFinding[] {
  const findings = sent.texts.flatMap((text) => fateOf(text, arrived.texts, rules))
  const moved = new Set(movedPictures(sent, arrived, rules).map(messageOf))
  const strange = arrived.texts.filter((text) => isStrange(text, sent.texts, token) && !(moved.size > 0 && (text.speaker === 'tool' || moved.has(messageOf(text)))))
  return [...findings, ...strange.map(({ pointer, text }): CheckFinding => ({ cause: 'text-invented', message: `At ${pointer} of the converted body stands ${quoted(text)}.` }))]
}

function isStrange({ text }: SeenText, sent: readonly SeenText[], token: string): boolean {
  return !text.includes(token) && !sent.some((one) => text.includes(one.text) || one.text.includes(text.trim()))
}

function fateOf({ text, pointer, speaker }: SeenText, arrived: readonly SeenText[], { texts, system }: ConversionRules): CheckFinding[] {
  const sign = text.trim()
  const holders = arrived.filter((candidate) => (texts.rule === 'free' ? candidate.text.includes(sign) : candidate.text.trim() === sign))
  if (holders.some((candidate) => candidate.speaker === speaker || (speaker === 'system' && system.rule === 'free'))) return []
  const [other] = holders
  if (other !== undefined) {
    return [{ cause: 'role', message: `The text at ${pointer} was said by ${speaker}, and arrived at ${other.pointer} as said by ${other.speaker}.` }]
  }
  const [token = ''] = text.split(' ', 1)
  const changed = arrived.find((candidate) => candidate.text.includes(token))
  return changed === undefined
    ? [{ cause: 'text-missing', message: `The text at ${pointer}, ${quoted(text)}, did not arrive.` }]
    : [{ cause: 'text-changed', message: `The text at ${pointer}, ${quoted(text)}, arrived as ${quoted(changed.text)}.` }]
}

function quoted(text: string): string {
  return `"${printable(text.slice(0, 60))}${text.length > 60 ? '…' : ''}"`
}
