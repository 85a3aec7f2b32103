import { isRecord } from '../core/record.ts'
import type { Edit } from './edit.ts'
import type { FindSecrets } from './find-secrets.ts'
import { eachString, editsInSource, type JsonString } from './json-strings.ts'

const DATA = /^(?:\u00ef\u00bb\u00bf)?data: ?/

/**
 * What must change in an event stream so that it holds no secret: neither in an event, nor in the text that the events spell together.
 * Each byte is taken for a character.
 */
export function editsOfStream(text: string, find: FindSecrets): readonly Edit[] {
  const edits: (readonly Edit[])[] = []
  const spelled = new Map<string, JsonString[]>()
  const piecesAt = (place: string): JsonString[] => {
    const pieces = spelled.get(place) ?? []
    spelled.set(place, pieces)
    return pieces
  }
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const field = DATA.exec(line)?.[0]
    const event = field === undefined ? undefined : readEvent(line.slice(field.length), index + field.length)
    if (event === undefined) edits.push(find(line).map(({ from, to, text }) => ({ from: from + index, to: to + index, text })))
    for (const one of event?.strings ?? []) {
      if (one.keys.includes('delta')) piecesAt(placeOf(one.keys, event?.value)).push(one)
      else edits.push(editsInSource(one, find(one.text)))
    }
  }
  for (const pieces of spelled.values()) edits.push(editsOfPieces(pieces, find))
  return edits.flat().sort((a, b) => a.from - b.from)
}

interface ReadEvent {
  readonly strings: readonly JsonString[]
  readonly value: unknown
}

/** The strings of an event, also of one that was cut; `undefined` for what is no JSON. */
function readEvent(text: string, start: number): ReadEvent | undefined {
  for (const json of [text, closed(text)]) {
    const strings: JsonString[] = []
    if (eachString(json, (one) => strings.push({ ...one, at: one.at + start }), true)) return { strings, value: JSON.parse(json) }
  }
  return undefined
}

/** JSON text that was cut, with the ends of all that is open. */
function closed(text: string): string {
  const ends: string[] = []
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (isInString && character === '\\') at++
    else if (character === '"') isInString = !isInString
    else if (!isInString && (character === '{' || character === '[')) ends.push(character === '{' ? '}' : ']')
    else if (!isInString && (character === '}' || character === ']')) ends.pop()
  }
  return text + (isInString ? '"' : '') + ends.reverse().join('')
}

/** Where a piece of text goes: choices, calls and blocks of content take turns, and say by an `index` of their own which they are. */
function placeOf(keys: JsonString['keys'], value: unknown): string {
  let at: unknown = value
  const own: (string | number | undefined)[] = [indexOf(value)]
  for (const key of keys) {
    at = isRecord(at) || Array.isArray(at) ? (at as Record<string | number, unknown>)[key] : undefined
    own.push(typeof key === 'number' ? (indexOf(at) ?? key) : key)
  }
  return own.join('/')
}

function indexOf(value: unknown): number | undefined {
  return isRecord(value) && typeof value['index'] === 'number' ? value['index'] : undefined
}

/** What takes a secret's place stands where it begins; the rest of it is gone from the pieces that follow. */
function editsOfPieces(pieces: readonly JsonString[], find: FindSecrets): Edit[] {
  const found = find(pieces.map((piece) => piece.text).join(''))
  const edits: (readonly Edit[])[] = []
  let start = 0
  let next = 0
  for (const piece of pieces) {
    const end = start + piece.text.length
    const own: Edit[] = []
    for (let at = next; at < found.length && found[at]!.from < end; at++) {
      const { from, to, text } = found[at]!
      own.push({ from: Math.max(from, start) - start, to: Math.min(to, end) - start, text: from < start ? '' : text })
      if (to <= end) next = at + 1
    }
    edits.push(editsInSource(piece, own))
    start = end
  }
  return edits.flat()
}
