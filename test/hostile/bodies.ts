import { readFileSync } from 'node:fs'

/** The content of a file, piece by piece. */
export type Pieces = Iterable<string | Uint8Array>

const png = readFileSync(new URL('../../fixtures/images/red.png', import.meta.url)).toString('base64')
const PIECE = 1 << 20

/** `text`, `times` times. */
export function* many(text: string, times: number): Generator<string> {
  const atOnce = Math.max(1, Math.floor(PIECE / text.length))
  const piece = text.repeat(Math.min(atOnce, times))
  let left = times
  for (; left >= atOnce; left -= atOnce) yield piece
  yield text.repeat(left)
}

/** An element, `times` times, as JSON. */
export function* list(element: string, times: number): Generator<string> {
  yield* around('[', many(`${element},`, times - 1), `${element}]`)
}

/** What `piece` makes of 0, 1, 2 …, with commas between. */
export function* numbered(piece: (number: string) => string, times: number): Generator<string> {
  let text = ''
  for (let number = 0; number < times; number++) {
    text += `${number === 0 ? '' : ','}${piece(String(number).padStart(8, '0'))}`
    if (text.length < PIECE) continue
    yield text
    text = ''
  }
  yield text
}

export function* around(before: string, pieces: Iterable<string>, after: string): Generator<string> {
  yield before
  yield* pieces
  yield after
}

/** `levels` containers, one in the other. */
export function* nested(open: string, close: string, levels: number, innermost = '1'): Generator<string> {
  yield* around('', many(open, levels), innermost)
  yield* many(close, levels)
}

/** A chat request with further fields. */
export function chat(fields: Iterable<string>): Iterable<string> {
  return around('{"model":"mimo-v2-omni","max_completion_tokens":9,', fields, '}')
}

/** A chat request with one message. */
export function content(parts: Iterable<string>): Iterable<string> {
  return chat(around('"messages":[{"role":"user","content":', parts, '}]'))
}

/** A chat request that has a fault as well: no messages. */
export function empty(name: string, value: Iterable<string>): Iterable<string> {
  return chat(around(`"messages":[],"${name}":`, value, ''))
}

/** A Messages request with one content block. */
export function block(role: string, pieces: Iterable<string>): Iterable<string> {
  return around(`{"model":"mimo-v2-omni","max_tokens":9,"system":"s","messages":[{"role":"${role}","content":[`, pieces, ']}]}')
}

/** A part with a PNG whose base64 has so many characters, a number that four divides. */
export function* image(characters: number): Generator<string> {
  const kept = 64
  yield `{"type":"image_url","image_url":{"url":"data:image/png;base64,${png.slice(0, -kept)}`
  yield* many('A', characters - png.length)
  yield `${png.slice(-kept)}"}}`
}

export const TEXT = '{"type":"text","text":"?"}'

/** Parts, and a text behind them. */
export function* withText(parts: Iterable<Iterable<string>>): Generator<string> {
  yield '['
  for (const part of parts) {
    yield* part
    yield ','
  }
  yield `${TEXT}]`
}
