import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { digestOfPayload, payloadDigest } from '../../src/body/payload-digest.ts'
import { BodyScanner } from '../../src/body/scanner.ts'

const bytes = Buffer.from(Array.from({ length: 200_003 }, (_, index) => (index * 7919) % 251))
const base64 = bytes.toString('base64')
const expected = createHash('sha256').update(bytes).digest('hex')

/** The digests of the long strings of a body that comes in chunks of this size. */
function digestsIn(text: string, chunk: number): (string | undefined)[] {
  const scanner = new BodyScanner({ digest: payloadDigest })
  const source = Buffer.from(text)
  for (let at = 0; at < source.length; at += chunk) scanner.push(source.subarray(at, at + chunk))
  return scanner.end().cut.map(({ sha256 }) => sha256)
}

describe('the digest of what a string encodes', () => {
  test.each([1, 77, 65_536, 1 << 20])('is that of the bytes, in chunks of %i', (chunk) => {
    expect(digestsIn(JSON.stringify({ a: `data:image/png;base64,${base64}`, b: base64 }), chunk)).toEqual([expected, expected])
  })

  test('does not mind line breaks, escapes and missing padding', () => {
    const broken = base64.replaceAll(/.{76}/g, '$&\r\n')
    expect(digestsIn(JSON.stringify([broken]), 1000)).toEqual([expected])
    expect(digestsIn(JSON.stringify([base64]).replaceAll('/', '\\/'), 1000)).toEqual([expected])
    expect(digestsIn(JSON.stringify([base64.replaceAll('=', '')]), 1000)).toEqual([expected])
  })

  test('is not made of what is no base64', () => {
    expect(digestsIn(JSON.stringify([`https://example.com/?${'x'.repeat(2000)}`]), 1000)).toEqual([undefined])
  })

  test('is the same for a text that is at hand', () => {
    expect(digestOfPayload(`data:image/png;base64,${base64}`)).toBe(expected)
  })

  test('is told only where it is asked for', () => {
    const scanner = new BodyScanner()
    scanner.push(Buffer.from(JSON.stringify([base64])))
    expect(scanner.end().cut[0]).not.toHaveProperty('sha256')
  })
})
