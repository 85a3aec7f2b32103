import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { documentedRequests } from '../../scripts/documented.ts'
import {
  encodeRequest, extendProfile, PixpactError, profiles, validateRequest,
  type AnthropicMessagesRequest, type FormatId, type ImageItem, type OpenAIChatRequest, type VisionRequest,
} from '../../src/index.ts'

const red = 'fixtures/images/red.png'
const question = { type: 'text', text: 'What is this?' } as const

/** A question about these images, of which any profile takes each. */
function asking(images: readonly ImageItem[], model = 'm'): VisionRequest {
  return { model, turns: [{ role: 'user', content: [...images, question] }], maxOutputTokens: 100 }
}

function errorOf(run: () => unknown): PixpactError {
  try {
    run()
  } catch (error) {
    if (error instanceof PixpactError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** Each profile with each of its formats, and a model that it knows. */
const places = profiles.flatMap((profile) =>
  (Object.keys(profile.formats) as FormatId[]).map((format) => [profile.id, format, profile.samples?.model ?? (profile.models ? 'anthropic.claude-x' : 'm')] as const),
)

describe('encodeRequest', () => {
  test('writes an image of a file, with the type of its bytes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
    const file = join(folder, 'photo.png')
    writeFileSync(file, readFileSync('fixtures/images/green.jpg'))
    const request = asking([{ type: 'image', file }], 'mimo-v2-omni')
    const base64 = readFileSync('fixtures/images/green.jpg').toString('base64')
    expect(encodeRequest(request, 'openai-chat')).toEqual({
      model: 'mimo-v2-omni',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/jpeg;base64,${base64}` } }, question] }],
      max_completion_tokens: 100,
    })
    expect(encodeRequest(request, 'anthropic-messages')).toEqual({
      model: 'mimo-v2-omni',
      max_tokens: 100,
      messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: base64 } }, question] }],
    })
  })

  test('writes an image of a piece of a buffer', () => {
    const bytes = readFileSync(red)
    const data = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('behind')]).subarray(6, 6 + bytes.length)
    expect(encodeRequest(asking([{ type: 'image', data }], 'mimo-v2-omni'), 'openai-chat')).toEqual(
      encodeRequest(asking([{ type: 'image', file: red }], 'mimo-v2-omni'), 'openai-chat'),
    )
  })

  test('writes system prompt, turns and stream, and a lone text as a string', () => {
    const request: VisionRequest = {
      model: 'mimo-v2-omni',
      system: 'Be brief.',
      turns: [
        { role: 'user', content: [{ type: 'image', url: 'https://example.com/a.png' }, question] },
        { role: 'assistant', content: [{ type: 'text', text: 'A disc.' }] },
        { role: 'user', content: [{ type: 'text', text: 'Sure?' }] },
      ],
      stream: true,
    }
    expect(encodeRequest(request, 'openai-chat')).toEqual({
      model: 'mimo-v2-omni',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }, question] },
        { role: 'assistant', content: 'A disc.' },
        { role: 'user', content: 'Sure?' },
      ],
      stream: true,
    })
    expect(encodeRequest(request, 'anthropic-messages')).toMatchObject({ system: 'Be brief.', stream: true })
  })

  test.each(places)('writes for %s in %s what is judged without an error or a warning', (profile, format, model) => {
    const types = profiles.find(({ id }) => id === profile)!.formats[format]!.mediaTypes
    const files = { 'image/png': red, 'image/jpeg': 'green.jpg', 'image/gif': 'blue.gif', 'image/webp': 'yellow.webp', 'image/bmp': 'grey.bmp' }
    const images = types.map((type) => ({ type: 'image', file: join('fixtures/images', (files as Record<string, string>)[type]!.split('/').at(-1)!) }) as const)
    const body = encodeRequest(asking(images, model), format, profile)
    const { findings, images: seen } = validateRequest(body, { profile, format })
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(seen.map(({ detectedMediaType }) => detectedMediaType)).toEqual(types)
  })

  test('gives the body the type of its format', () => {
    const request = asking([{ type: 'image', file: red }], 'mimo-v2-omni')
    expectTypeOf(encodeRequest(request, 'openai-chat')).toEqualTypeOf<OpenAIChatRequest>()
    expectTypeOf(encodeRequest(request, 'anthropic-messages')).toEqualTypeOf<AnthropicMessagesRequest>()
  })

  test('writes detail for Chat Completions', () => {
    const request = asking([{ type: 'image', file: red, detail: 'low' }], 'gpt-5.4')
    expect(encodeRequest(request, 'openai-chat', 'openai').messages[0]!.content![0]).toMatchObject({ image_url: { detail: 'low' } })
  })

  test('writes a warning away when its level is lowered', () => {
    const request = asking([{ type: 'image', file: red }], 'mimo-v9')
    expect(errorOf(() => encodeRequest(request, 'openai-chat')).message).toContain('may refuse this request as it is: /model:')
    expect(encodeRequest(request, 'openai-chat', 'shubiaobiao', { rules: { 'model/unknown': 'off' } }).model).toBe('mimo-v9')
  })

  test('takes a profile of the user', () => {
    const own = extendProfile({ extends: 'openai-compatible', id: 'own', formats: { 'openai-chat': { limits: { encodedChars: 100 } } } }, 'own.json')
    expect(errorOf(() => encodeRequest(asking([{ type: 'image', file: red }]), 'openai-chat', own)).message).toContain(
      'Own does not take this request as it is: image 1 (fixtures/images/red.png): The base64 text has 508 characters, which is 408 over the limit of 100.',
    )
  })
})

describe('encodeRequest throws', () => {
  const over = Buffer.concat([readFileSync(red).subarray(0, -12), Buffer.alloc(7_864_320 - 369 - 12), readFileSync(red).subarray(-12)])

  test.each<[what: string, image: ImageItem, format: FormatId, profile: string, model: string, message: string]>([
    ['an http URL to Anthropic', { type: 'image', url: 'http://example.com/a.png' }, 'anthropic-messages', 'anthropic', 'claude-x', 'image 1: The image URL begins with http:. (image-url/insecure)'],
    ['a URL to the cloud', { type: 'image', url: 'https://example.com/a.png' }, 'anthropic-messages', 'anthropic-cloud', 'claude-x', '(image-url/unsupported)'],
    ['a BMP to OpenAI', { type: 'image', file: 'fixtures/images/grey.bmp' }, 'openai-chat', 'openai', 'gpt-5', 'image 1 (fixtures/images/grey.bmp): The declared media type is "image/bmp"'],
    ['an image over the limit, and by how much', { type: 'image', data: Buffer.concat([over, Buffer.alloc(3)]) }, 'anthropic-messages', 'anthropic', 'claude-x', 'The base64 text has 10,485,764 characters, which is 4 over the limit of 10,485,760.'],
    ['a local URL', { type: 'image', url: 'http://localhost/a.png' }, 'openai-chat', 'shubiaobiao', 'mimo-v2-omni', '(image-url/not-public)'],
    ['detail in Messages', { type: 'image', file: red, detail: 'low' }, 'anthropic-messages', 'anthropic', 'claude-x', 'Detail "low" is asked for image 1 (fixtures/images/red.png), and Messages has no such field.'],
    ['a text file', { type: 'image', file: 'README.md' }, 'openai-chat', 'openai', 'gpt-5', 'image 1 (README.md) is text, and an image is expected.'],
    ['no bytes', { type: 'image', data: new Uint8Array() }, 'openai-chat', 'openai', 'gpt-5', 'image 1 holds no bytes, and an image is expected.'],
  ])('not-representable for %s', (_, image, format, profile, model, message) => {
    const error = errorOf(() => encodeRequest(asking([image], model), format, profile))
    expect(error.message).toContain(message)
    expect(error.code).toBe('not-representable')
    expect(error.hint).not.toBe('')
  })

  test('nothing for an image of just the limit', () => {
    const body = encodeRequest(asking([{ type: 'image', data: over }], 'claude-x'), 'anthropic-messages', 'anthropic')
    expect(validateRequest(body, { profile: 'anthropic' }).images[0]).toMatchObject({ encodedChars: 10_485_760 })
  })

  test('all that is wrong at once, and which image it is about', () => {
    const images: ImageItem[] = [{ type: 'image', file: red }, { type: 'image', url: 'http://example.com/a.png' }, { type: 'image', file: 'fixtures/images/grey.bmp' }]
    const { message } = errorOf(() => encodeRequest({ ...asking(images, 'claude-x'), maxOutputTokens: -1 }, 'anthropic-messages', 'anthropic'))
    expect(message.split('\n').map((line) => line.trim().slice(0, 44))).toEqual([
      'The Anthropic API does not take this request',
      '/max_tokens: "max_tokens" is -1, and the Ant',
      'image 2: The image URL begins with http:. (i',
      'image 3 (fixtures/images/grey.bmp): The decl',
    ])
  })

  test('unreadable-input for a file that is not there', () => {
    const error = errorOf(() => encodeRequest(asking([{ type: 'image', file: 'no\u001bfile.png' }]), 'openai-chat'))
    expect(error).toMatchObject({ code: 'unreadable-input' })
    expect(error.message).toMatch(/^The image no\ufffdfile.png cannot be read: ENOENT/)
  })

  test('what validateRequest throws for options that mean nothing', () => {
    expect(errorOf(() => encodeRequest(asking([]), 'openai-chat', 'nope')).code).toBe('unknown-profile')
    expect(errorOf(() => encodeRequest(asking([]), 'anthropic-messages', 'openai')).code).toBe('usage')
    expect(errorOf(() => encodeRequest(asking([]), 'openai-chat', 'openai', { rules: { nope: 'off' } })).code).toBe('unknown-rule')
  })
})

test.each([...documentedRequests()])('the encoder builds the request %s of the documented page', (name, text) => {
  expect(readFileSync(`fixtures/documented/good/${name}`, 'utf8')).toBe(text)
})
