import { looksLikeEventStream } from '../body/event-stream.ts'
import { edited, type Edit } from './edit.ts'
import type { FindSecrets } from './find-secrets.ts'
import { eachString, editsInSource } from './json-strings.ts'
import { editsOfStream } from './redact-stream.ts'

const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf'

/**
 * What must change in a body so that it holds no secret. Each byte is taken for a character, so that offsets count bytes and what is
 * no UTF-8 stays what it is.
 */
export function editsOfBody(bytes: Uint8Array, find: FindSecrets): readonly Edit[] {
  const text = latin1(bytes)
  if (looksLikeEventStream(text.slice(0, 100))) return editsOfStream(text, find)
  const start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0
  return editsOfJson(text.slice(start), find)?.map(({ from, to, text }) => ({ from: from + start, to: to + start, text })) ?? find(text)
}

/** The body with these edits. */
export function editedBody(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  return edits.length === 0 ? bytes : Buffer.from(edited(latin1(bytes), edits), 'latin1')
}

/** JSON is searched string by string, without its escapes, so that it stays JSON; `undefined` for what is none. */
function editsOfJson(text: string, find: FindSecrets): readonly Edit[] | undefined {
  const edits: Edit[] = []
  const isJson = eachString(text, (one) => {
    for (const edit of editsInSource(one, find(one.text))) edits.push(edit)
  })
  return isJson ? edits : undefined
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
