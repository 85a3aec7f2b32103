import { child } from '../core/pointer.ts'
import { printable } from '../core/printable.ts'
import { parseDataUrl } from '../image/data-url.ts'
import { kindOfBytes } from '../image/kinds.ts'
import { digestOfText } from './digest.ts'
import { edited } from './edit.ts'
import type { Subject } from './key.ts'
import { countsBytes, tokenOfString } from './tokens.ts'

/** A value of a body in which no other is: what it counts as, and how it is shown. */
export interface Leaf {
  readonly token: string
  /** From a character on, where it is a long text. */
  readonly shown: (from?: number) => string
  /** The beginning of a text without its secrets; absent for what is none. */
  readonly text?: () => string
}

/** What is compared for a person's sake; a key is made of all. */
const MOST_LEAVES = 20_000
const MOST_LEVELS = 64
const LONGEST = 80

/** The leaves of a body by their pointers, but for those at or below `left`. A body that is no JSON is one. */
export function leavesOf(subject: Subject, left: ReadonlySet<string>): ReadonlyMap<string, Leaf> {
  const { body, find } = subject
  const unread = body.unread
  if (unread !== undefined) {
    const text = edited(unread, find(unread))
    return new Map([['', { token: digestOfText(text), shown: () => (text === '' ? 'no body' : `a body that is no JSON, beginning with ${JSON.stringify(shortened(text))}`) }]])
  }
  const leaves = new Map<string, Leaf>()
  const open: { pointer: string; value: unknown; depth: number }[] = [{ pointer: '', value: body.value, depth: 0 }]
  for (let next = open.pop(); next !== undefined && leaves.size < MOST_LEAVES; next = open.pop()) {
    const { pointer, value, depth } = next
    if (left.has(pointer)) continue
    if (typeof value === 'string') leaves.set(pointer, leafOfString(subject, value, pointer))
    else if (typeof value !== 'object' || value === null) leaves.set(pointer, { token: String(value), shown: () => String(value) })
    else {
      const members = Object.entries(value)
      const empty = Array.isArray(value) ? '[]' : '{}'
      if (members.length === 0 || depth === MOST_LEVELS) leaves.set(pointer, { token: empty, shown: () => empty })
      else for (const [key, held] of members.reverse()) open.push({ pointer: child(pointer, key), value: held as unknown, depth: depth + 1 })
    }
  }
  return leaves
}

/** How two leaves are shown, or that there is none. Of long texts the piece is shown where they begin to differ. */
export function shownLeaves(one: Leaf | undefined, other: Leaf | undefined): [string, string] {
  const [text = '', otherText = ''] = [one?.text?.(), other?.text?.()]
  let common = 0
  while (common < text.length && text[common] === otherText[common]) common++
  const from = Math.max(0, common - LONGEST / 2)
  return [one?.shown(from) ?? 'nothing', other?.shown(from) ?? 'nothing']
}

function leafOfString(subject: Subject, value: string, pointer: string): Leaf {
  const { body, blobs, find } = subject
  const token = tokenOfString(subject, value, pointer)
  const blob = blobs.get(pointer)
  if (blob !== undefined) return { token, shown: () => shownImage(blob.mediaType, blob.sha256) }
  const head = body.head(value)
  if (countsBytes(token)) {
    const start = parseDataUrl(head)?.payloadStart ?? 0
    const bytes = Buffer.from(head.slice(start, start + 4096), 'base64')
    return { token, shown: () => shownImage(kindOfBytes(bytes)?.mediaType, token.slice(-64)) }
  }
  const text = (): string => edited(head, find(head))
  const size = (): string => {
    const { length } = body.facts(value)
    return length > LONGEST ? ` (${length.toLocaleString('en-US')} characters)` : ''
  }
  return { token, text, shown: (from = 0) => `${JSON.stringify(shortened(text(), from))}${size()}` }
}

function shownImage(mediaType: string | undefined, sha256: string): string {
  return `${mediaType ?? 'data'} sha256 ${sha256.slice(0, 8)}…`
}

function shortened(text: string, from: number = 0): string {
  const start = text.length > LONGEST ? from : 0
  const end = start + LONGEST
  return printable(`${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`)
}
