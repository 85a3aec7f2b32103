import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { convertRequest, decodeRequest, validateRequest, type FormatId } from '../../src/index.ts'
import { FORMATS } from '../../src/formats/detect.ts'
import { dataFiles, hasData, titleNote } from '../real/shared.ts'

const FORMAT_IDS: readonly FormatId[] = ['openai-chat', 'anthropic-messages']

function otherThan(format: FormatId): FormatId {
  return FORMAT_IDS.find((id) => id !== format)!
}

/** The roles, texts and images of a body, in their order; an image by its URL or by what its bytes are. */
function essence(body: unknown, format: FormatId): unknown {
  const { request } = decodeRequest(body, format)
  const digest = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
  const turns = request.turns.map(({ role, content }) => [role, content.map((item) => (item.type === 'text' ? item.text : 'url' in item ? item.url : digest(item.data)))])
  return { system: request.system, turns }
}

describe('convertRequest', () => {
  test.each([
    ['openai', 'url'], ['openai', 'base64'], ['openai', 'multi-image'], ['anthropic', 'url'], ['anthropic', 'base64'], ['anthropic', 'multi-image'],
  ])('turns the documented %s request with %s into that of the other format', (vendor, name) => {
    const from = vendor === 'openai' ? 'openai-chat' : 'anthropic-messages'
    const body: unknown = JSON.parse(readFileSync(`fixtures/documented/good/${vendor}-${name}.json`, 'utf8'))
    const other: unknown = JSON.parse(readFileSync(`fixtures/documented/good/${vendor === 'openai' ? 'anthropic' : 'openai'}-${name}.json`, 'utf8'))
    expect(convertRequest(body, from, otherThan(from))).toEqual({ body: other, changes: [] })
  })

  test('tells that detail is lost where the other format has none', () => {
    const body = { model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } }] }] }
    const { body: converted, changes } = convertRequest(body, 'openai-chat', 'anthropic-messages')
    expect(converted.messages).toEqual([{ role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }] }])
    expect(changes).toEqual([{ pointer: '/messages/0/content/0/image_url/detail', kind: 'lost', message: '"detail" is not carried over.' }])
    expect(convertRequest(body, 'openai-chat', 'openai-chat')).toEqual({ body, changes: [] })
  })

  test('mends a media type that the bytes belie, and says so', () => {
    const data = readFileSync('fixtures/images/green.jpg').toString('base64')
    const body = { model: 'mimo-v2-omni', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } }, { type: 'text', text: '?' }] }] }
    const { body: converted, changes } = convertRequest(body, 'openai-chat', 'anthropic-messages')
    expect(changes.map(({ message }) => message)).toEqual(['The media type image/png becomes image/jpeg, which the bytes are.'])
    expect(validateRequest(converted, { format: 'anthropic-messages' }).findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  test('throws for an image whose bytes are none', () => {
    const body = { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${btoa('just some text')}` } }] }] }
    expect(() => convertRequest(body, 'openai-chat', 'anthropic-messages')).toThrow('image 1 is text, and an image is expected')
  })
})

interface Capture {
  readonly request: { readonly path: string; readonly body_text: string }
}

describe(`what real SDKs send${titleNote('sdk-captures')}`, () => {
  const captures = dataFiles<Capture>('sdk-captures').map(([name, { request }]) => {
    const format: FormatId = request.path.includes('/messages') ? 'anthropic-messages' : 'openai-chat'
    return [name, format, request.body_text] as const
  })

  // Without the data there is none of the tests below, and a suite must have one to be seen as skipped.
  test.skipIf(!hasData('sdk-captures'))('is there to be converted', () => {
    expect(captures.length).toBeGreaterThan(50)
  })

  test.skipIf(!hasData('sdk-captures')).each(captures)('%s keeps its images, texts and roles when it is converted to the other format and back', (_, format, text) => {
    const there = convertRequest(text, format, otherThan(format)).body
    const back = convertRequest(there, otherThan(format), format)
    expect(back.changes).toEqual([])
    expect(essence(back.body, format)).toEqual(essence(text, format))
  })

  test.skipIf(!hasData('sdk-captures')).each(captures)('%s is read to the last image, or says which are lost', (_, format, text) => {
    const { request, changes } = decodeRequest(text, format)
    const value: unknown = JSON.parse(text)
    const parts = FORMATS[format].contentParts(value).filter(({ type }) => type === FORMATS[format].imageType)
    const lost = parts.filter(({ pointer }) => changes.some((change) => change.kind === 'lost' && `${pointer}/`.startsWith(`${change.pointer}/`)))
    const read = request.turns.flatMap(({ content }) => content).filter(({ type }) => type === 'image')
    expect(read.length + lost.length).toBe(parts.length)
  })
})
