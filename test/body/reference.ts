import { crc32 } from 'node:zlib'
import type { Base64Facts } from '../../src/image/base64.ts'
import type { StringFacts } from '../../src/body/string-facts.ts'

/** The facts of a string, worked out the slow and obvious way. */
export function referenceFacts(text: string): Omit<StringFacts, 'sourceLength' | 'fault'> {
  const wellFormed = text.toWellFormed()
  const prefix = /^data:[^,]{0,1018},/i.exec(wellFormed)?.[0].length ?? 0
  return {
    length: text.length,
    head: firstBytes(wellFormed, 65_536),
    tail: lastBytes(wellFormed, 1024),
    payloadStart: prefix,
    base64: referenceBase64(wellFormed.slice(prefix)),
    sampleChecksum: sampleChecksum(Buffer.from(wellFormed), prefix),
    wellFormed: text === wellFormed,
  }
}

function sampleChecksum(utf8: Buffer, prefix: number): number {
  const samples: Buffer[] = []
  for (let at = 0; at < utf8.length; at += 65_536) {
    const from = at === 0 ? prefix : at
    samples.push(utf8.subarray(from, Math.min(from + 1024, at + 65_536)))
  }
  return crc32(Buffer.concat(samples))
}

export function referenceBase64(text: string): Base64Facts {
  // A '=' that a digit follows is no padding, and nothing behind the first foreign character counts.
  const early = /=(?==*[ \t\r\n=]*[A-Za-z0-9+/_-])/.exec(text)?.index ?? Infinity
  const firstEquals = early === Infinity ? Infinity : text.indexOf('=')
  const alien = /[^A-Za-z0-9+/_=\- \t\r\n]/u.exec(text)?.index ?? Infinity
  const foreignAt = alien < firstDigitBehind(text, firstEquals) ? alien : firstEquals
  const judged = foreignAt === Infinity ? text : text.slice(0, foreignAt === firstEquals ? firstDigitBehind(text, firstEquals) : foreignAt)
  const digits = judged.match(/[A-Za-z0-9+/_-]/g) ?? []
  const urlSafe = /[-_]/.exec(judged)
  const whitespace = /[ \t\r\n]/.exec(judged)
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(
    (digits.at(-1) ?? 'A').replace('-', '+').replace('_', '/'),
  )
  const spare = digits.length % 4 === 2 ? last % 16 : digits.length % 4 === 3 ? last % 4 : 0
  return {
    digits: digits.length,
    padding: (judged.match(/=/g) ?? []).length,
    trailingBits: spare !== 0,
    ...(foreignAt !== Infinity && {
      foreign: { offset: foreignAt, character: String.fromCodePoint(text.codePointAt(foreignAt)!) },
    }),
    ...(urlSafe && { urlSafe: { offset: urlSafe.index, character: urlSafe[0] } }),
    ...(whitespace && { whitespace: { offset: whitespace.index, character: whitespace[0] } }),
  }
}

function firstDigitBehind(text: string, equals: number): number {
  if (equals === Infinity) return Infinity
  const behind = /[A-Za-z0-9+/_-]/.exec(text.slice(equals))?.index
  return behind === undefined ? Infinity : equals + behind
}

function firstBytes(text: string, limit: number): string {
  let bytes = 0
  let result = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > limit) break
    result += character
  }
  return result
}

function lastBytes(text: string, limit: number): string {
  return [...firstBytes([...text].reverse().join(''), limit)].reverse().join('')
}
