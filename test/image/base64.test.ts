import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Base64Check, decodedLength, PIECE } from '../../src/image/base64.ts'
import { referenceBase64 } from '../body/reference.ts'
import { cases } from '../cases.ts'

function check(text: string, pieceSize: number = PIECE): ReturnType<Base64Check['end']> {
  const checker = new Base64Check()
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceSize) checker.push(bytes.subarray(at, at + pieceSize))
  return checker.end()
}

/** Long enough for the fast path, with up to three oddities anywhere. */
const nearlyBase64 = fc
  .tuple(fc.nat(400), fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'-_= \n\t\r!~A*\u0000\u007f', 'é', '==')), { maxLength: 3 }))
  .map(([length, oddities]) => {
    let text = 'Ab+/09zZ'.repeat(60).slice(0, length)
    for (const [at, oddity] of oddities) {
      const place = at % (text.length + 1)
      text = text.slice(0, place) + oddity + text.slice(place)
    }
    return text
  })

describe('the base64 check', () => {
  test('agrees with a slow reading, whatever the pieces', () => {
    fc.assert(
      fc.property(nearlyBase64, fc.integer({ min: 1, max: 500 }), (text, size) => {
        // A piece may end inside of a character; then the character cannot be named.
        const { foreign, ...facts } = check(text, /[^\x00-\x7f]/.test(text) ? PIECE : size)
        const { foreign: expected, ...others } = referenceBase64(text)
        expect(foreign).toEqual(expected)
        expect(facts).toEqual(others)
      }),
      cases(3000),
    )
  })

  test('takes whatever Node encodes, and knows how many bytes it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const facts = check(Buffer.from(bytes).toString('base64'))
        expect(facts).toEqual({ digits: Math.ceil((bytes.length * 4) / 3), padding: (3 - (bytes.length % 3)) % 3, trailingBits: false })
        expect(decodedLength(facts)).toBe(bytes.length)
      }),
      cases(100),
    )
  })

  test.each([
    ['QR==', { trailingBits: true }],
    ['QUJ', { digits: 3, padding: 0 }],
    ['QUJD=', { digits: 4, padding: 1 }],
    ['Q=JD', { foreign: { offset: 1, character: '=' } }],
    ['Q-_D', { urlSafe: { offset: 1, character: '-' } }],
    ['QU JD', { whitespace: { offset: 2, character: ' ' } }],
    ['!!\nQUJD', { foreign: { offset: 0, character: '!' } }],
    ['QU語D', { foreign: { offset: 2, character: '語' } }],
  ])('reads %j strictly', (text, expected) => {
    expect(check(text)).toMatchObject(expected)
  })
})
