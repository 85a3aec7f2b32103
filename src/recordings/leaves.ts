import { child } from '../core/pointer.ts'
import { printable } from '../core/printable.ts'
import { kindOfBytes } from '../image/kinds.ts'
import { parseDataUrl } from '../image/data-url.ts'
import { countsByBytes, digestOfText } from './digest.ts'
import { edited } from './edit.ts'
import type { Subject } from './key.ts'
import { tokenOfString } from './tokens.ts'

/** A value of a body in which no other is: what it counts as, and how it is shown. */
export interface Leaf {
  readonly token: string
  readonly shown: () => string
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
    if (typeof value === 'string') leaves.set(pointer, { token: tokenOfString(subject, value, pointer), shown: () => shownString(subject, value, pointer) })
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

/** How a leaf is shown, or that there is none. */
export function shownLeaf(leaf: Leaf | undefined): string {
  return leaf === undefined ? 'nothing' : leaf.shown()
}

function shownString({ body, blobs, images, find }: Subject, text: string, pointer: string): string {
  const blob = blobs.get(pointer)
  if (blob !== undefined) return `${blob.mediaType ?? 'data'} sha256 ${blob.sha256.slice(0, 8)}…`
  const facts = body.facts(text)
  if (images.has(pointer) || countsByBytes(facts)) {
    const token = tokenOfString({ body, blobs, images, find }, text, pointer)
    const bytes = Buffer.from(facts.head.slice(parseDataUrl(facts.head)?.payloadStart ?? 0, 4096), 'base64')
    return `${kindOfBytes(bytes)?.mediaType ?? 'data'} sha256 ${token.slice(-64, -56)}…`
  }
  const length = facts.length > LONGEST ? ` (${facts.length.toLocaleString('en-US')} characters)` : ''
  return `${JSON.stringify(shortened(edited(facts.head, find(facts.head))))}${length}`
}

function shortened(text: string): string {
  return printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
}
