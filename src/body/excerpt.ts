import { printable } from '../core/printable.ts'
import type { Excerpt } from '../core/vocabulary.ts'
import { SOURCE_MARK, placeholders } from './placeholder.ts'
import type { StringFacts } from './string-facts.ts'

const BEFORE = 48
const AFTER = 64
/** With its opening quote and more digits than there can be strings. */
const LONGEST_PLACEHOLDER = 24

/** Cuts what surrounds `offset` out of the skeleton's line `[from, to)`. */
export function excerptAt(text: string, offset: number, line: readonly [number, number], cut: readonly StringFacts[]): Excerpt {
  const from = beforePlaceholder(text, Math.max(line[0], offset - BEFORE), line[0])
  const to = beforePlaceholder(text, Math.min(line[1], offset + AFTER), offset + 1)
  const before = elide(text.slice(from, offset), cut)
  const indent = from === line[0] ? before.length - before.trimStart().length : 0
  const lead = from === line[0] ? '' : '…'
  const trail = to === line[1] ? '' : '…'
  const visible = before.slice(indent)
  return {
    text: printable(`${lead}${visible}${elide(text.slice(offset, to), cut)}`.trimEnd() + trail, ' '),
    caret: lead.length + visible.length,
  }
}

/** `position`, or the beginning of the placeholder that it would cut in two, but not before `least`. */
function beforePlaceholder(text: string, position: number, least: number): number {
  // A placeholder is short, and the text before it may be long.
  const near = Math.max(least, position - LONGEST_PLACEHOLDER)
  const quote = near + text.slice(near, position + SOURCE_MARK.length).lastIndexOf(`"${SOURCE_MARK}`)
  const close = quote < near ? -1 : text.indexOf('"', quote + 1)
  return close >= position ? quote : position
}

function elide(text: string, cut: readonly StringFacts[]): string {
  let result = ''
  let at = 0
  for (const { start, end, number } of placeholders(text)) {
    const facts = cut[number]
    if (facts === undefined) continue
    result += text.slice(at, start) + elided(facts)
    at = end
  }
  return result + text.slice(at)
}

/** The two ends of a long string and how long it is: `iVBORw0KGgo…[1,234,567 characters]…SuQmCC`. */
export function elided(facts: StringFacts): string {
  const length = facts.length.toLocaleString('en-US')
  return `${facts.head.slice(0, Math.max(24, facts.payloadStart + 8))}…[${length} characters]…${facts.tail.slice(-8)}`
}
