import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dimensionsOf } from '../../src/image/dimensions.ts'
import { kindOfBytes } from '../../src/image/kinds.ts'
import { parseMediaType } from '../../src/image/media-type.ts'

const FILES = { 'red.png': 'image/png', 'green.jpg': 'image/jpeg', 'blue.gif': 'image/gif', 'yellow.webp': 'image/webp', 'grey.bmp': 'image/bmp' }

describe('the first bytes of a file', () => {
  test.each(Object.entries(FILES))('tell that %s is %s, and how large', (name, mediaType) => {
    const bytes = readFileSync(`fixtures/images/${name}`)
    expect(kindOfBytes(bytes)?.mediaType).toBe(mediaType)
    expect(dimensionsOf(bytes)).toEqual({ width: 96, height: 96 })
  })

  test.each([
    ['text/html', '<!DOCTYPE html><html><body>404</body></html>'],
    ['image/svg+xml', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['application/pdf', '%PDF-1.7\n'],
    ['text/plain', 'hello'],
    ['application/octet-stream', '\0\0\0\0\0\0\0\0'],
    ['image/heic', '\0\0\0\x18ftypheic\0\0\0\0'],
    ['image/avif', '\0\0\0\x1cftypavif\0\0\0\0'],
    ['video/mp4', '\0\0\0\x18ftypisom\0\0\0\0'],
    ['image/tiff', 'II*\0\x08\0\0\0'],
  ])('tell %s', (mediaType, bytes) => {
    expect(kindOfBytes(Buffer.from(bytes, 'latin1'))?.mediaType).toBe(mediaType)
  })

  test('say nothing when there are none, or when they are noise', () => {
    expect(kindOfBytes(Buffer.alloc(0))).toBeUndefined()
    expect(kindOfBytes(Buffer.from('9f03e17c5588ab', 'hex'))).toBeUndefined()
  })

  test('say no size when the header is cut, even inside of a larger buffer', () => {
    const png = readFileSync('fixtures/images/red.png')
    expect(dimensionsOf(png.subarray(0, 16))).toBeUndefined()
  })
})

describe('a media type', () => {
  test.each([
    ['image/png', { essence: 'image/png', isAlias: false, isLowerCase: true, hasParameters: false }],
    ['IMAGE/JPG; q=1', { essence: 'image/jpeg', written: 'IMAGE/JPG', isAlias: true, isLowerCase: false, hasParameters: true }],
    ['', { essence: '', isAlias: false }],
    ['__proto__', { essence: '__proto__', isAlias: false }],
  ])('%j is taken apart', (text, expected) => {
    expect(parseMediaType(text)).toMatchObject(expected)
  })
})
