import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { ask, chat, CHAT_PATH, messages, MESSAGES_PATH, PNG } from './requests.ts'

let gateway: Gateway
let xiaomi: Gateway
beforeAll(async () => {
  gateway = await startGateway({ maxRequestBytes: 100_000 })
  xiaomi = await startGateway({ profile: 'xiaomi-mimo' })
})
afterAll(async () => {
  await gateway.close()
  await xiaomi.close()
})

const PDF = Buffer.from('%PDF-1.7 and so on, for some more bytes').toString('base64')
const BAD_FORMAT = { code: '400', message: 'Param Incorrect', param: 'invalid image format, only bmp/gif/png/jpeg/webp are supported', type: '' }

describe('what the profile does not take', () => {
  test.each<[string, object, number, object]>([
    ['bytes that are no image', chat([PDF]), 400, BAD_FORMAT],
    ['no messages', chat([], { messages: [] }), 400, { code: '400', message: 'Param Incorrect', param: 'messages must not be empty', type: '' }],
    ['an image for a model that sees none', chat([PNG], { model: 'mimo-v2.5-pro' }), 404, { code: '404', message: 'No endpoints found that support image input', param: '', type: '' }],
    [
      'an image in a tool message',
      chat([], { messages: [{ role: 'tool', tool_call_id: 'a', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } }] }] }),
      400,
      { code: '400', message: 'Param Incorrect', param: '`text` is not set', type: '' },
    ],
    [
      'base64 without its prefix, of which no answer is known',
      { ...chat([]), messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: PNG } }, { type: 'text', text: 'a' }] }] },
      400,
      { code: '400', message: 'Param Incorrect', param: expect.stringContaining('without the prefix of a data URL'), type: '' },
    ],
  ])('is answered as Xiaomi does: %s', async (_, body, status, error) => {
    expect(await ask(gateway.url + CHAT_PATH, body)).toMatchObject({ status, json: { error } })
  })

  test('is answered in the same envelope on Messages', async () => {
    expect(await ask(gateway.url + MESSAGES_PATH, messages([PDF]))).toMatchObject({ status: 400, json: { error: BAD_FORMAT } })
  })

  test.each<[string, string, object, Record<string, string>, number, object]>([
    ['no key', CHAT_PATH, chat([PNG]), { 'api-key': '' }, 401, { type: 'new_api_error', code: '', message: expect.stringMatching(/^Invalid token \(request id: [0-9a-f]{24}\)$/) }],
    ['an unknown path', '/v1/v1/messages', messages([PNG]), {}, 404, { message: 'Invalid URL (POST /v1/v1/messages)', type: 'invalid_request_error', param: '', code: '' }],
    ['an unknown model', CHAT_PATH, chat([PNG], { model: 'gpt-4o' }), {}, 503, { code: 'model_not_found', message: expect.stringContaining('No available channel for model gpt-4o under group default') }],
    ['no model', CHAT_PATH, chat([PNG], { model: undefined }), {}, 400, { message: expect.stringContaining('model name is required'), type: 'new_api_error' }],
    ['more bytes than it reads', CHAT_PATH, chat([PNG], { padding: 'x'.repeat(200_000) }), {}, 413, { code: 'read_request_body_failed', type: 'new_api_error' }],
  ])('is answered as the gateway before Xiaomi does: %s', async (_, path, body, headers, status, error) => {
    expect(await ask(gateway.url + path, body, headers)).toMatchObject({ status, json: { error } })
  })

  test('is answered by Xiaomi alone where no gateway is before it', async () => {
    expect(await ask(xiaomi.url + CHAT_PATH, chat([PNG]), { 'api-key': '' })).toMatchObject({
      status: 401,
      json: { error: { message: 'Invalid API Key', param: 'Please provide valid API Key', code: '401', type: 'invalid_key' } },
    })
    expect((await ask(xiaomi.url + CHAT_PATH, chat([PNG], { model: 'MiMo-V2.5' }))).json.error.param).toBe('Not supported model MiMo-V2.5')
    const again = await ask(xiaomi.url + CHAT_PATH, {
      model: 'mimo-v2.5',
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'c', content: 'b' },
      ],
    })
    expect(again.json.error.param).toBe('The reasoning_content in the thinking mode must be passed back to the API.')
  })

  test('is turned down for its key before its path is right, and for its content last', async () => {
    expect((await ask(gateway.url + CHAT_PATH, chat([PDF], { model: 'gpt-4o' }), { 'api-key': '' })).status).toBe(401)
    expect((await ask(gateway.url + CHAT_PATH, chat([PDF], { model: 'gpt-4o' }))).status).toBe(503)
  })

  test('is passed where the user says that it is to pass', async () => {
    await using lenient = await startGateway({ rules: { 'model/unknown': 'off' } })
    expect((await ask(lenient.url + CHAT_PATH, chat([PNG], { model: 'mimo-v3' }))).json).toMatchObject({ model: 'mimo-v3' })
  })

  test('leaves its findings with the gateway', async () => {
    await using fresh = await startGateway()
    await ask(fresh.url + CHAT_PATH, chat([PNG]))
    expect(fresh.findings).toEqual([])
    await ask(fresh.url + CHAT_PATH, chat([PDF]))
    expect(fresh.findings).toMatchObject([{ ruleId: 'image-bytes', messageId: 'not-an-image' }, { ruleId: 'media-type' }].slice(0, fresh.findings.length))
    expect(fresh.exchanges.map(({ status, report }) => [status, report?.valid])).toEqual([[200, true], [400, false]])
  })
})
