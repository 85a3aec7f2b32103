import { describe, expect, test } from 'vitest'
import { imageTokens, imageTokensEnlarged } from '../../src/image/image-tokens.ts'

describe('the tokens of an image', () => {
  // As the published code computes them.
  test.each([
    [1024, 1024, 1024],
    [1920, 1080, 2040],
    [3840, 2160, 8160],
    [800, 600, 475],
    [4096, 2048, 8192],
    [12_000, 9000, 8112],
    [2896, 2896, 8100],
    [64, 128, 8],
    [64, 64, 4],
    [80, 80, 9],
    [8, 8, 1],
    [10_000, 10, 2184],
  ])('of %i by %i pixels are %i', (width, height, tokens) => {
    expect(imageTokens({ width, height })).toBe(tokens)
  })

  test.each([
    [64, 64, 9],
    [8, 8, 9],
    [10_000, 10, 90],
    [1024, 1024, 1024],
  ])('of %i by %i pixels are %i when small images are enlarged', (width, height, tokens) => {
    expect(imageTokensEnlarged({ width, height })).toBe(tokens)
  })

  test('round halves to the even number of squares, as Python does', () => {
    expect(imageTokens({ width: 80, height: 1024 })).toBe(2 * 32)
    expect(imageTokens({ width: 112, height: 1024 })).toBe(4 * 32)
  })

  test('are never more than 8,192', () => {
    for (const side of [2896, 2897, 5000, 65_535]) expect(imageTokens({ width: side, height: side })).toBeLessThanOrEqual(8192)
  })
})
