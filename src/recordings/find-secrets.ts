import type { Edit } from './edit.ts'
import { isEncoded, KNOWN_KEY, REDACTED, SIGNATURE } from './known-secrets.ts'

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
  '\n': ['\\\\+n'],
  '\r': ['\\\\+r'],
  '\t': ['\\\\+t'],
}

const MAY_BE_BACKSLASHED = /["/\\]/

/** Makes a function that finds these credentials, however they are written, known keys, and the signatures of URLs. */
export function secretFinder(credentials: readonly string[]): FindSecrets {
  // The longer first: one may begin like another.
  const patterns = [...new Set(credentials)].sort((a, b) => b.length - a.length).map((secret) => [...secret].map(writtenAs).join(''))
  const given = patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'g')
  return (text) => {
    const own = given === undefined ? [] : matches(text, given)
    return merged(isEncoded(text) ? own : [...own, ...matches(text, KNOWN_KEY), ...matches(text, SIGNATURE)])
  }
}

/** A character as a pattern: itself, escaped in JSON once or again, percent-encoded once or twice, or an entity of HTML. */
function writtenAs(character: string): string {
  const utf8 = Buffer.from(character)
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  const plain = [character, utf8.toString('latin1')].map((form) => `${MAY_BE_BACKSLASHED.test(character) ? '\\\\*' : ''}${literal(form)}`)
  const escaped = units.map((unit) => `\\\\+u${inEitherCase(unit, 4)}`).join('')
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
  const result: Edit[] = []
  for (const edit of edits.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = result.at(-1)
    if (last === undefined || edit.from >= last.to) result.push(edit)
    else if (edit.to > last.to) result[result.length - 1] = { ...last, to: edit.to }
  }
  return result
}
