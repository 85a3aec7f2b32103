import { looksLikeEventStream } from '../body/event-stream.ts'
import { walkJson } from '../body/json-walk.ts'
import { MOST_LEVELS } from '../body/limits.ts'
import { edited, type Edit } from './edit.ts'
import type { FindSecrets } from './find-secrets.ts'

const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf'

/**
 * What must change in a body so that it holds no secret. Each byte is taken for a character, so that offsets count bytes and what is
 * no UTF-8 stays what it is.
 */
export function editsOfBody(bytes: Uint8Array, find: FindSecrets): readonly Edit[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (looksLikeEventStream(text.slice(0, 100))) return linesOf(text).flatMap(({ from, to }) => editsOfLine(text.slice(from, to), find).map(shiftedBy(from)))
  const start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0
  return editsOfJson(text.slice(start), find)?.map(shiftedBy(start)) ?? find(text)
}

/** The body with these edits. */
export function editedBody(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  if (edits.length === 0) return bytes
  return Buffer.from(edited(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), edits), 'latin1')
}

/** JSON is searched string by string, without its escapes, so that it stays JSON; `undefined` for what is none. */
function editsOfJson(text: string, find: FindSecrets): readonly Edit[] | undefined {
  const edits: Edit[] = []
  const fault = walkJson(text, {
    mostLevels: MOST_LEVELS,
    enter() {},
    leave() {},
    string(token, offset) {
      const edit = editOfToken(token, find)
      if (edit !== undefined) edits.push({ from: offset, to: offset + token.length, text: edit })
      return undefined
    },
  })
  return fault === undefined ? edits : undefined
}

/** What takes the place of a string of JSON, or `undefined` where it holds no secret. */
function editOfToken(token: string, find: FindSecrets): string | undefined {
  const text = decode(token)
  const edits = find(text)
  return edits.length === 0 ? undefined : Buffer.from(JSON.stringify(edited(text, edits))).toString('latin1')
}

function decode(token: string): string {
  return JSON.parse(Buffer.from(token, 'latin1').toString()) as string
}

function editsOfLine(line: string, find: FindSecrets): readonly Edit[] {
  const [, field, data] = /^(\u00ef\u00bb\u00bf?data: ?|data: ?)(.*)$/s.exec(line) ?? []
  if (field === undefined || data === undefined) return find(line)
  return editsOfJson(data, find)?.map(shiftedBy(field.length)) ?? find(line)
}

function linesOf(text: string): { from: number; to: number }[] {
  return Array.from(text.matchAll(/[^\r\n]+/g), ({ index, 0: line }) => ({ from: index, to: index + line.length }))
}

function shiftedBy(offset: number): (edit: Edit) => Edit {
  return ({ from, to, text }) => ({ from: from + offset, to: to + offset, text })
}
