import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SIZED_TYPES, type SizedType } from '../../src/image/padding.ts'
import { readTestCard, smallestTestCard, testCard, validateRequest, type TestCard } from '../../src/index.ts'
import { cases } from '../cases.ts'

const LETTERS = 'ACEFHJKLMNPQRTVWXY234679'
const codes = fc.array(fc.constantFrom(...LETTERS), { minLength: 4, maxLength: 6 }).map((letters) => letters.join(''))
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe.each(SIZED_TYPES)('a test card of type %s', (mediaType) => {
  test('is of the wanted size, whole, an image that the rules take, and tells its code', () => {
    fc.assert(
      fc.property(codes, seeds, fc.nat({ max: 300_000 }), (code, seed, more) => {
        const bytes = smallestTestCard({ code, mediaType, seed }) + more
        const card = testCard({ code, mediaType, seed, bytes })
        expect(card.length).toBe(bytes)
        expect(readTestCard(card)).toBe(code)
        const part = { type: 'image_url', image_url: { url: `data:${mediaType};base64,${card.toString('base64')}` } }
        const { findings, images } = validateRequest({ model: 'mimo-v2-omni', messages: [{ role: 'user', content: [part, { type: 'text', text: '?' }] }] })
        expect(findings).toEqual([])
        expect(images[0]).toMatchObject({ decodedBytes: bytes, detectedMediaType: mediaType, width: (6 * code.length + 3) * 8, height: 96 })
      }),
      cases(20),
    )
  })

  test('can be read from its first 48 KiB, however long it is', () => {
    const card = testCard({ code: 'K7Q2XY', mediaType, bytes: 2_000_001 })
    expect(readTestCard(card.subarray(0, 48 * 1024), card.length)).toBe('K7Q2XY')
  })

  test('is no card any more with one pixel or its code changed, or cut within the picture', () => {
    const card = testCard({ code: 'K7Q2', mediaType, seed: 7 })
    const changed = (at: number): Buffer => Buffer.concat([card.subarray(0, at), Buffer.from([card[at]! ^ 1]), card.subarray(at + 1)])
    const label = card.indexOf('K7Q2')
    // In the middle of each of these files there are pixels.
    for (const broken of [changed(Math.floor(card.length / 2)), changed(label), changed(label + 12), card.subarray(0, card.length / 2), card.subarray(0, label + 6)]) {
      expect(readTestCard(broken, card.length)).toBeUndefined()
    }
    expect(readTestCard(card)).toBe('K7Q2')
  })
})

describe('test cards', () => {
  // Baselines and recordings know images by their digests, so these may never change: neither here nor on another version of Node.
  test.each<[SizedType, bytes: number, sha256: string]>([
    ['image/png', 5436, 'd47b2ee8a67b2c99'],
    ['image/jpeg', 1001, 'e5fe70faa4a26589'],
    ['image/gif', 1180, 'be80f1279fc242f5'],
    ['image/webp', 934, '318a01198bfde180'],
    ['image/bmp', 10469, 'de614936745f7db7'],
  ])('of type %s have the same bytes everywhere', (mediaType, bytes, sha256) => {
    const card = testCard({ code: 'K7Q2', mediaType, seed: 1 })
    expect([card.length, createHash('sha256').update(card).digest('hex').slice(0, 16)]).toEqual([bytes, sha256])
  })

  test('are of type PNG, of seed 0 and as small as can be where nothing else is said', () => {
    expect(testCard({ code: 'K7Q2' })).toEqual(testCard({ code: 'K7Q2', mediaType: 'image/png', seed: 0, bytes: smallestTestCard({ code: 'K7Q2' }) }))
  })

  test.each<[what: string, card: TestCard, sentence: string]>([
    ['a letter that looks like another', { code: 'K0Q2' }, '"K0Q2" is no code of a test card.'],
    ['lower case', { code: 'k7q2' }, '"k7q2" is no code'],
    ['three letters', { code: 'K7Q' }, '"K7Q" is no code'],
    ['seven letters', { code: 'K7QK7QK' }, '"K7QK7QK" is no code'],
    ['a type that is not drawn', { code: 'K7Q2', mediaType: 'image/avif' as SizedType }, 'No test card can be of type "image/avif".'],
    ['a name that objects have anyway', { code: 'K7Q2', mediaType: 'toString' as SizedType }, 'No test card can be of type "toString".'],
    ['a seed that is none', { code: 'K7Q2', seed: -1 }, '-1 is no seed of a test card.'],
    ['a size that is too small', { code: 'K7Q2', bytes: 10 }, 'A test card of type image/png has from 5436 to 1073741824 bytes, not 10.'],
    ['a size that is no number', { code: 'K7Q2', bytes: NaN }, 'not NaN.'],
    ['a size beyond all reason', { code: 'K7Q2', bytes: 2 ** 40 }, 'not 1099511627776.'],
  ])('refuse %s', (_, card, sentence) => {
    expect(() => testCard(card)).toThrow(sentence)
  })

  test.each<[what: string, bytes: Buffer]>([
    ['no bytes', Buffer.alloc(0)],
    ['the name alone', Buffer.from('pixpact test card K7Q2 00000000')],
    ['a file that claims to be a card', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(200), Buffer.from('pixpact test card K7Q2 00000000'), Buffer.alloc(60_000)])],
    ['a code of no card', Buffer.concat([Buffer.from('GIF89a pixpact test card 00000 00000000'), Buffer.alloc(5000)])],
    ['a name at the very end', Buffer.from('GIF89a pixpact test card ')],
  ])('are not seen in %s', (_, bytes) => {
    expect(readTestCard(bytes)).toBeUndefined()
  })
})

const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import PIL']).status === 0)
const LOOK = `
import sys, json
from PIL import Image
for path in sys.argv[1:]:
    image = Image.open(path)
    image.load()
    pixels = image.convert('RGB')
    dots = [[pixels.getpixel((x + 4, y + 4)) for x in range(0, image.width, 8)] for y in range(0, image.height, 8)]
    flat = all(pixels.getpixel((x, y)) == tuple(dots[y // 8][x // 8]) for y in range(image.height) for x in range(image.width))
    print(json.dumps({'format': image.format, 'frames': getattr(image, 'n_frames', 1), 'flat': flat, 'dots': dots}))
`

interface Look {
  readonly format: string
  readonly frames: number
  /** Whether all pixels of a dot are alike. */
  readonly flat: boolean
  readonly dots: readonly (readonly (readonly [number, number, number])[])[]
}

/** What Pillow, a decoder that is none of ours, sees in the files. */
function lookAt(cards: readonly Buffer[]): Look[] {
  const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
  const files = cards.map((card, index) => {
    writeFileSync(join(folder, String(index)), card)
    return join(folder, String(index))
  })
  const { stdout, stderr } = spawnSync(python!, ['-c', LOOK, ...files], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as Look)
}

const isInk = (colour: readonly number[]): boolean => colour.every((part) => part < 8)

describe(`another decoder${python === undefined ? ' (SKIPPED: Python with Pillow is not here)' : ''}`, () => {
  test.skipIf(python === undefined).each(['ACEFHJ', 'KLMNPQ', 'RTVWXY', '234679'])('sees the same picture of %s in all types', (code) => {
    const cards = SIZED_TYPES.flatMap((mediaType) => [testCard({ code, mediaType, seed: 3 }), testCard({ code, mediaType, seed: 3, bytes: 50_001 })])
    const [first, ...others] = lookAt(cards)
    expect(first).toMatchObject({ format: 'PNG', flat: true, frames: 1 })
    expect(first!.dots.flat().filter(isInk).length).toBeGreaterThan(50)
    for (const other of others) {
      expect(other).toMatchObject({ flat: true, frames: 1 })
      // JPEG rounds brightness and colour.
      for (const [y, row] of other.dots.entries()) {
        for (const [x, colour] of row.entries()) for (const [part, level] of colour.entries()) expect(Math.abs(level - first!.dots[y]![x]![part]!)).toBeLessThan(3)
      }
    }
  })

  test.skipIf(python === undefined).each(SIZED_TYPES)('sees other pixels with another code or seed in %s', (mediaType) => {
    const cards = [
      ...['K7Q2', 'K7Q3', 'K7Q2X'].map((code) => testCard({ code, mediaType, seed: 1 })),
      ...[0, 2, 3, 2 ** 31, 2 ** 32 - 1].map((seed) => testCard({ code: 'K7Q2', mediaType, seed })),
    ]
    const seen = lookAt(cards).map(({ dots }) => JSON.stringify(dots))
    expect(new Set(seen).size).toBe(cards.length)
  })
})
