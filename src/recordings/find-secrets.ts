import type { Edit } from './edit.ts'
import { EQUALS_SIGN, isEncoded, KNOWN_KEY, REDACTED, SIGNATURE } from './known-secrets.ts'

/** Finds the secrets in a text; sorted, and none overlaps another. */
export type FindSecrets = (text: string) => readonly Edit[]

/** Characters that are written as something else in HTML, or as backslash and letter in JSON. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;', '&#34;'],
  "'": ['&#39;', '&#x27;'],
  ' ': ['\\+'],
  '\n': ['\\\\{1,7}n'],
  '\r': ['\\\\{1,7}r'],
  '\t': ['\\\\{1,7}t'],
}

const MAY_BE_BACKSLASHED = /["/\\]/

/** No known key is shorter. Most strings of a body are, and need not be searched for one. */
const SHORTEST_KEY = 19

/** Makes a function that finds these credentials, however they are written, known keys, and the signatures of URLs. */
export function secretFinder(credentials: readonly string[]): FindSecrets {
  // The longer first: one may begin like another.
  const secrets = [...new Set(credentials)].sort((a, b) => b.length - a.length)
  const given = new RegExp(secrets.map((secret) => [...secret].map(writtenAs).join('')).join('|'), 'g')
  const shortest = secrets.at(-1)?.length ?? Infinity
  return (text) => {
    const own = text.length < shortest ? [] : matches(text, given)
    if (isEncoded(text)) return merged(own)
    const keys = text.length < SHORTEST_KEY ? [] : matches(text, KNOWN_KEY)
    const signatures = EQUALS_SIGN.test(text) ? matches(text, SIGNATURE) : []
    return merged([...own, ...keys, ...signatures])
  }
}

/**
 * A character as a pattern: itself, escaped in JSON once or up to three times, percent-encoded once or twice, or an entity of HTML. The number of
 * backslashes has a bound: a text may consist of them.
 */
function writtenAs(character: string): string {
  const utf8 = Buffer.from(character)
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  const plain = [character, utf8.toString('latin1')].map((form) => `${MAY_BE_BACKSLASHED.test(character) ? '\\\\{0,7}' : ''}${literal(form)}`)
  const escaped = units.map((unit) => `\\\\{1,7}u${inEitherCase(unit, 4)}`).join('')
  const percent = [...utf8].map((byte) => `%(?:25)?${inEitherCase(byte, 2)}`).join('')
  return `(?:${[...new Set(plain), escaped, percent, ...(NAMED[character] ?? [])].join('|')})`
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

function inEitherCase(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0').replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
}

function matches(text: string, pattern: RegExp): Edit[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({ from: index, to: index + found.length, text: REDACTED }))
}

function merged(edits: Edit[]): Edit[] {
  if (edits.length < 2) return edits
  const result: Edit[] = []
  for (const edit of edits.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = result.at(-1)
    if (last === undefined || edit.from >= last.to) result.push(edit)
    else if (edit.to > last.to) result[result.length - 1] = { ...last, to: edit.to }
  }
  return result
}
