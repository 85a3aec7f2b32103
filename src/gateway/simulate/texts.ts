import type { Body } from '../../body/body.ts'
import { printable } from '../../core/printable.ts'
import { asString, objectsIn } from '../../formats/shape.ts'
import type { RequestContext } from '../../rules/rule.ts'

/** What a request says in words. Lengths count UTF-16 code units. */
export interface Texts {
  /** Length of the system prompt. */
  readonly systemLength: number
  /** Length of everything else that is said, tools included. */
  readonly otherLength: number
  /** The beginning of the last text of a user, for a person to know it by. */
  readonly question: string
}

const SHOWN = 60

/** Gathers the texts of a request, without keeping them. */
export function textsOf({ value, body, parts }: RequestContext): Texts {
  const messages = objectsIn(value.messages).map(([, message]) => ({ role: asString(message.role), text: message.content }))
  const inParts = parts.map(({ role, value: part }) => ({ role, text: part.type === 'tool_result' ? part.content : (part.text ?? part.thinking) }))
  const texts = [{ role: 'system', text: value.system }, ...messages, ...inParts].flatMap(({ role, text }) => (typeof text === 'string' ? [{ role, text }] : []))
  const system = texts.filter(({ role }) => isSystem(role))
  const others = texts.filter(({ role }) => !isSystem(role))
  const tools = value.tools === undefined ? 0 : JSON.stringify(value.tools).length
  return {
    systemLength: lengthOf(system, body),
    otherLength: lengthOf(others, body) + tools,
    question: printable(shortened(body.head(others.findLast(({ role }) => role === 'user')?.text ?? ''))),
  }
}

function isSystem(role: string): boolean {
  return role === 'system' || role === 'developer'
}

function lengthOf(texts: readonly { readonly text: string }[], body: Body): number {
  return texts.reduce((sum, { text }) => sum + body.lengthOf(text), 0)
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed().replace(/\ufffd$/, '')}…` : text
}
