import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imageFiles, imageLists, mutatedBodies, requestBodies, visionRequests } from '../../src/arbitraries/index.ts'
import { imageRecipes } from '../../src/arbitraries/images.ts'
import { FORMATS } from '../../src/formats/detect.ts'
import { sizedImage } from '../../src/image/sized-image.ts'
import { extendProfile, profiles, validateRequest, type FormatId } from '../../src/index.ts'

function imagesIn(body: unknown, format: FormatId): number {
  return FORMATS[format].contentParts(body).filter(({ type }) => type === FORMATS[format].imageType).length
}

describe('requestBodies', () => {
  const bodies = fc.sample(requestBodies({ profile: 'anthropic' }), { numRuns: 3000, seed: 1 })
  const has = (pattern: RegExp): boolean => bodies.some((body) => pattern.test(JSON.stringify(body)))

  test('have from no image to many', () => {
    const counts = bodies.map((body) => imagesIn(body, 'anthropic-messages'))
    expect(Math.min(...counts)).toBe(0)
    expect(Math.max(...counts)).toBeGreaterThan(25)
    expect(Math.max(...counts)).toBeLessThanOrEqual(60)
  })

  test.each([
    ['a URL', /"type":"url"/], ['every type of image', /image\/png.*image\/jpeg.*image\/gif.*image\/webp|image\/webp/], ['a system prompt of parts', /"system":\[/],
    ['a tool result with an image', /"tool_result","tool_use_id":"[^"]*","content":\[\{"type":"image"/], ['thinking', /"budget_tokens"/], ['caching', /"cache_control"/],
    ['several turns', /"assistant".*"assistant"/], ['a stream', /"stream":true/], ['text that is not ASCII', /[^\x00-\x7f]/],
  ])('have %s now and then', (_, pattern) => {
    expect(has(pattern)).toBe(true)
  })

  test('shrink to one question without an image', () => {
    const { counterexample } = fc.check(fc.property(requestBodies(), () => false), { seed: 3 })
    expect(counterexample).toEqual([{ model: 'mimo-v2-flash', messages: [{ role: 'user', content: '?' }], max_completion_tokens: 1 }].map((body) => ({ ...body, model: 'mimo-v2-pro' })))
  })

  test('are for a profile of the user too', () => {
    const profile = extendProfile({ extends: 'openai', id: 'own', formats: { 'openai-chat': { mediaTypes: ['image/webp'], limits: { encodedChars: 400 } } } }, 'own.json')
    const types = new Set<string | undefined>()
    for (const body of fc.sample(requestBodies({ profile, sizes: 'any' }), { numRuns: 200, seed: 1 })) {
      const { findings, images } = validateRequest(body, { profile })
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
      for (const { form, detectedMediaType } of images) if (form === 'base64') types.add(detectedMediaType)
    }
    expect([...types]).toEqual(['image/webp'])
  })

  test('refuse a format that the profile does not take', () => {
    expect(() => requestBodies({ profile: 'openai', format: 'anthropic-messages' })).toThrow('Profile openai takes no anthropic-messages requests.')
  })
})

describe('sizes', () => {
  test.each(profiles.flatMap(({ id, formats }) => Object.values(formats).flatMap(({ limits }) => (limits.encodedChars === undefined ? [] : [[id, limits.encodedChars] as const]))))(
    'shrink to the exact limit of %s: %i characters, four more being too many',
    (_, limit) => {
      const { counterexample } = fc.check(
        fc.property(imageRecipes({ mediaTypes: ['image/jpeg'], maxEncodedChars: limit + 1000 }), (recipe) => Math.ceil(recipe.bytes / 3) * 4 <= limit),
        { seed: 1, numRuns: 5000 },
      )
      expect(sizedImage({ ...counterexample![0], mark: 0 })).toHaveLength(limit + 4)
      expect(counterexample![0].bytes).toBe((limit / 4) * 3 + 1)
    },
  )

  test('of images reach the limit and do not pass it', () => {
    const sizes = fc.sample(imageRecipes({ maxEncodedChars: 100_000 }), { numRuns: 3000, seed: 1 }).map(({ bytes }) => Math.ceil(bytes / 3) * 4)
    expect(Math.max(...sizes)).toBe(100_000)
  })

  test('that are too small for any image are refused', () => {
    expect(() => imageRecipes({ mediaTypes: ['image/bmp'], maxEncodedChars: 100 })).toThrow('No image of image/bmp has at most 100 characters of base64.')
  })
})

describe('images', () => {
  test('of a list are all different', () => {
    for (const images of fc.sample(imageLists({ minLength: 2 }), { numRuns: 100, seed: 1 })) {
      expect(new Set(images.map(({ data }) => Buffer.from(data).toString('latin1'))).size).toBe(images.length)
    }
  })

  test('keep to the wanted types and number', () => {
    for (const images of fc.sample(imageLists({ mediaTypes: ['image/gif'], minLength: 1, maxLength: 3 }), { numRuns: 50, seed: 1 })) {
      expect(images.length).toBeLessThanOrEqual(3)
      expect(images.every(({ mediaType, data }) => mediaType === 'image/gif' && Buffer.from(data).toString('latin1', 0, 4) === 'GIF8')).toBe(true)
    }
  })

  test('are printed by what they are', () => {
    expect(fc.stringify(fc.sample(imageFiles({ mediaTypes: ['image/png'] }), { numRuns: 1, seed: 1 })[0])).toMatch(/^\{mediaType: "image\/png", data: \d+ bytes, number \d+\}$/)
  })
})

describe('mutatedBodies', () => {
  test('carry what was done, what must be reported, and the valid body', () => {
    for (const mutated of fc.sample(mutatedBodies({ profile: 'openai', only: ['path-for-a-url'] }), { numRuns: 20, seed: 1 })) {
      expect(mutated).toMatchObject({ mutation: 'path-for-a-url', triggers: 'image-url/malformed', formatIsTold: true })
      expect(validateRequest(mutated.valid, { profile: 'openai' }).valid).toBe(true)
      expect(validateRequest(mutated.body, { profile: 'openai' }).valid).toBe(false)
    }
  })

  test('refuse mutations that are no fault for the profile', () => {
    expect(() => mutatedBodies({ profile: 'openai', only: ['no-limit-of-tokens'] })).toThrow('None of these mutations is a fault in openai-chat for openai.')
  })
})

test('visionRequests have texts and images by URL and as bytes, and shrink to one question', () => {
  const items = fc.sample(visionRequests(), { numRuns: 200, seed: 1 }).flatMap(({ turns }) => turns.flatMap(({ content }) => content))
  expect(items.some((item) => 'url' in item) && items.some((item) => 'data' in item)).toBe(true)
  const { counterexample } = fc.check(fc.property(visionRequests(), () => false), { seed: 3 })
  expect(counterexample).toEqual([{ model: 'a-model', turns: [{ role: 'user', content: [{ type: 'text', text: '?' }] }], maxOutputTokens: 1 }])
})
