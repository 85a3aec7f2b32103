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
    const strings: JsonString[] = []
    const isJson = field !== undefined && eachString(line.slice(field.length), (one) => strings.push({ ...one, at: one.at + index + field.length }), true)
    if (!isJson) edits.push(find(line).map(({ from, to, text }) => ({ from: from + index, to: to + index, text })))
    for (const one of isJson ? strings : []) {
      if (one.keys.includes('delta')) piecesAt(one.keys.join('/')).push(one)
      else edits.push(editsInSource(one, find(one.text)))
    }
  }
  for (const pieces of spelled.values()) edits.push(editsOfPieces(pieces, find))
  return edits.flat().sort((a, b) => a.from - b.from)
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
