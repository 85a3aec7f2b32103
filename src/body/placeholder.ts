/**
 * A long string leaves a placeholder behind: U+0000 and its number. No other string of a scanned body begins with U+0000,
 * since the scanner cuts out every one that does.
 */

/** How a placeholder begins in JSON text: the only way to write U+0000 there. */
export const SOURCE_MARK = '\\u0000'

/** What stands for the long string of this number in a value. */
export function placeholder(number: number): string {
  return `\u0000${number}`
}

/** How many bytes it takes in JSON text, without quotes. */
export function placeholderBytes(number: number): number {
  return SOURCE_MARK.length + String(number).length
}

/** The number of the long string that `value` stands for, or `undefined` when `value` is itself. */
export function placeholderNumber(value: string): number | undefined {
  return value.charCodeAt(0) === 0 ? Number(value.slice(1)) : undefined
}

/** The same for a string token of JSON text, with its quotes. */
export function placeholderOfToken(token: string): number | undefined {
  return token.startsWith(`"${SOURCE_MARK}`) ? Number(token.slice(1 + SOURCE_MARK.length, -1)) : undefined
}

// An opening quote never follows a backslash, and no quote but an opening one is followed by one.
const IN_TEXT = /(?<!\\)"\\u0000(\d+)/g

/** The placeholders in JSON text, from behind their opening quote to before their closing one. */
export function* placeholders(text: string): Generator<{ start: number; end: number; number: number }> {
  for (const match of text.matchAll(IN_TEXT)) {
    yield { start: match.index + 1, end: match.index + match[0].length, number: Number(match[1]) }
  }
}
