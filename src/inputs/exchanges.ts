import type { Body } from '../body/body.ts'
import type { PixpactError } from '../core/errors.ts'
import type { Exchange } from '../core/vocabulary.ts'
import type { Received } from '../formats/received.ts'
import type { Bytes } from './file-bytes.ts'
import { exchangesOfHar } from './har.ts'
import { exchangeOfJson } from './json-file.ts'
import { exchangesOfLines } from './json-lines.ts'

/** What an input may be: one body, a body a line, or a recording of a browser or proxy. */
export const INPUT_KINDS = ['json', 'jsonl', 'har'] as const
export type InputKind = (typeof INPUT_KINDS)[number]

/** An exchange as an input holds it. */
export type ReadExchange = Exchange<Body, Received>

/** What an input holds, in its order; an error stands for an exchange that is there but cannot be read. */
export type Exchanges = AsyncIterable<ReadExchange | PixpactError>

const READERS: Readonly<Record<InputKind, (path: string, bytes: Bytes) => Exchanges>> = {
  json: exchangeOfJson,
  jsonl: exchangesOfLines,
  har: exchangesOfHar,
}

/** Reads an input piece by piece. `path` names it in reports and, where no `kind` is given, tells by its ending what it is. */
export function exchangesIn(path: string, bytes: Bytes, kind: InputKind = kindOf(path)): Exchanges {
  return READERS[kind](path, bytes)
}

function kindOf(path: string): InputKind {
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return 'jsonl'
  return /\.har$/i.test(path) ? 'har' : 'json'
}
