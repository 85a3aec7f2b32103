import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SIZED_TYPES, sizedImage, smallestImage } from '../../src/image/sized-image.ts'
import { validateRequest } from '../../src/index.ts'
import { cases } from '../cases.ts'

describe.each(SIZED_TYPES)('a made image of type %s', (mediaType) => {
  const least = smallestImage(mediaType)

  test('is of the wanted size, whole, of one frame and of 96 x 96 pixels', () => {
    const sizes = fc.oneof(fc.integer({ min: least, max: least + 300 }), fc.integer({ min: least, max: 200_000 }), fc.constantFrom(7_864_320, 7_864_319))
    fc.assert(
      fc.property(sizes, fc.nat(), (bytes, mark) => {
        const base64 = sizedImage({ mediaType, bytes, mark })
        expect(Buffer.from(base64, 'base64').length).toBe(bytes)
        const part = { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64}` } }
        const { findings, images } = validateRequest({ model: 'mimo-v2-omni', messages: [{ role: 'user', content: [part, { type: 'text', text: '?' }] }] })
        expect(findings.map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)).toEqual(base64.length > 10_000_000 ? ['image-size/ambiguous'] : [])
        expect(images[0]).toMatchObject({ decodedBytes: bytes, detectedMediaType: mediaType, width: 96, height: 96 })
      }),
      cases(40),
    )
  })

  test('has other bytes with another mark', () => {
    const bytes = least + 7
    expect(sizedImage({ mediaType, bytes, mark: 1 })).not.toBe(sizedImage({ mediaType, bytes, mark: 2 }))
    expect(sizedImage({ mediaType, bytes, mark: 1 })).toBe(sizedImage({ mediaType, bytes, mark: 1 }))
  })

  test('is refused when it is to be smaller than it can be', () => {
    expect(() => sizedImage({ mediaType, bytes: least - 1, mark: 0 })).toThrow(`at least ${least} bytes`)
  })
})
