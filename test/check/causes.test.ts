import { describe, expect, test } from 'vitest'
import type { CauseId } from '../../src/check/causes.ts'
import { groupsOf, type CauseGroup } from '../../src/check/result.ts'
import { freePort } from '../gateways/free-port.ts'
import { isSmall, run, targetOf } from './checking.ts'
import { proxy, type Manners, type Passed } from './proxy.ts'

/** What a check of the cases that hold `name` finds in a gateway of these manners. */
async function found(manners: Manners, name: string): Promise<readonly CauseGroup[]> {
  const port = await freePort()
  await using gateway = await proxy(`http://127.0.0.1:${port}`, manners)
  return groupsOf(await run(targetOf(gateway.url, { format: 'openai-chat', upstream: { format: 'openai-chat', port } }), (cell) => isSmall(cell) && cell.checked.id.includes(name)))
}

type Messages = readonly { readonly role: string; readonly content: unknown }[]

/** Changes the content parts of each message that has some. */
const onParts = (change: (parts: readonly Record<string, unknown>[]) => unknown): NonNullable<Manners['request']> => (body) => ({
  ...body,
  messages: body.messages.map((message) => (Array.isArray(message.content) ? { ...message, content: change(message.content) } : message)),
})
const onMessages = (change: (messages: Messages) => unknown): NonNullable<Manners['request']> => (body) => ({ ...body, messages: change(body.messages) })
const onText = (change: (text: string) => string): NonNullable<Manners['answer']> => (answer: Passed) => (answer.status === 200 ? { ...answer, text: change(answer.text) } : answer)
const STRAY = { type: 'image_url', image_url: { url: 'https://example.com/stray.png' } }
const JSON_TYPE = { 'content-type': 'application/json' }

const SPECIMENS: Readonly<Partial<Record<CauseId, readonly [manners: Manners, cases: string, message: RegExp]>>> = {
  'no-answer': [{ alone: (response) => { response.socket?.destroy(); return true } }, 'plain/', /The connection ended without an answer/],
  'rejected': [{ alone: (response) => { response.writeHead(400, JSON_TYPE).end('{"error":{"message":"No.","type":"x","param":null,"code":null}}'); return true } }, 'plain/', /^It was answered 400: .*No\./],
  'server-error': [{ alone: (response) => { response.writeHead(500, JSON_TYPE).end('{"error":{"message":"Oops.","type":"x","param":null,"code":null}}'); return true } }, 'plain/', /^It was answered 500/],
  'nothing-sent-on': [{ alone: (response) => { response.writeHead(200, JSON_TYPE).end('{}'); return true } }, 'plain/', /nothing came to the provider/],
  'picture-invented': [{ request: onParts((parts) => [...parts, STRAY]) }, 'known/portkey-33', /^At \/messages\/0\/content\/\d+\/image_url\/url of the converted body stands https:\/\/example\.com\/stray\.png, which nobody sent\./],
  'detail-invented': [{ request: onParts((parts) => parts.map((part) => (part['type'] === 'image_url' ? { ...part, image_url: { ...(part['image_url'] as object), detail: 'high' } } : part))) }, 'known/portkey-33', /detail left out and arrived with "high"/],
  'text-missing': [{ request: onParts((parts) => parts.filter(({ type }) => type !== 'text')) }, 'known/portkey-33', /"px[0-9a-f]{10}-0 Describe .*" ?, did not arrive|did not arrive\.$/],
  'text-changed': [{ request: onParts((parts) => parts.map((part) => (part['type'] === 'text' ? { ...part, text: String(part['text']).replace('see', 'sea') } : part))) }, 'known/portkey-33', /arrived as ".* you sea here\."/],
  'text-invented': [{ request: onMessages((messages) => [{ role: 'system', content: 'Be kind.' }, ...messages]) }, 'known/portkey-33', /^At \/messages\/0\/content of the converted body stands "Be kind\."\.$/],
  'role': [{ request: onMessages((messages) => messages.map((message) => ({ ...message, role: 'system' }))) }, 'plain/text-only', /was said by user, and arrived at .* as said by system/],
  'upstream-invalid': [{ request: (body) => ({ ...body, temperature: 9 }) }, 'plain/', /^At \/temperature of the converted body: /],
  'fault-status': [{ answer: (answer) => (answer.status === 429 ? { ...answer, status: 400 } : answer) }, 'upstream/rate-limit', /answered 429, and the client was answered 400/],
  'response-contract': [{ answer: onText((text) => text.replace('"chat.completion"', '"chat_completion"')) }, 'plain/text-only', /"chat_completion" stands here, and "chat\.completion" is expected/],
  'stream-contract': [{ answer: onText((text) => text.replace('data: [DONE]\n\n', '')) }, 'plain/text-only-stream', /\[DONE\]/],
  'answer-changed': [{ answer: onText((text) => text.replace('You wrote', 'I read')) }, 'plain/text-only', /the client read ".*I read/],
  'not-found': [{ alone: (response) => { response.writeHead(404, JSON_TYPE).end('{}'); return true } }, 'plain/', /^It was answered 404/],
}

describe('a cause is told alone, and with what was seen:', () => {
  test.each(Object.entries(SPECIMENS).map(([cause, specimen]) => [cause, ...specimen] as const))('%s', async (cause, manners, cases, message) => {
    const groups = await found(manners, cases)
    expect([...new Set(groups.map((group) => group.cause))]).toEqual([cause])
    expect(groups[0]!.message).toMatch(message)
  })
})

describe('a gateway may', () => {
  test.each<readonly [string, Manners, string]>([
    ['put texts of one message together', { request: onParts((parts) => { const texts = parts.filter(({ type }) => type === 'text').map(({ text }) => text); return [...parts.filter(({ type }) => type !== 'text'), { type: 'text', text: texts.join('\n') }] }) }, 'known/portkey-33'],
    ['say detail "auto", which is the default', { request: onParts((parts) => parts.map((part) => (part['type'] === 'image_url' ? { ...part, image_url: { detail: 'auto', ...(part['image_url'] as object) } } : part))) }, 'known/portkey-33'],
    ['ask the provider again', { calls: 3 }, 'upstream/rate-limit'],
    ['answer an error of the server with another one', { answer: (answer) => (answer.status === 529 ? { ...answer, status: 503 } : answer) }, 'upstream/overloaded'],
  ])('%s', async (_, manners, cases) => {
    expect(await found(manners, cases)).toEqual([])
  })

  test('fetch a picture and send its bytes on', async () => {
    const inlined = async (url: string): Promise<string> => {
      const response = await fetch(url)
      return `data:${response.headers.get('content-type')};base64,${Buffer.from(await response.arrayBuffer()).toString('base64')}`
    }
    const request: Manners['request'] = async (body) => {
      const [message, ...others] = body.messages
      const parts = message!.content as readonly { readonly type: string; readonly image_url: { readonly url: string } }[]
      const content = await Promise.all(parts.map(async (part) => (part.type === 'image_url' ? { ...part, image_url: { url: await inlined(part.image_url.url) } } : part)))
      return { ...body, messages: [{ ...message, content }, ...others] }
    }
    expect(await found({ request }, 'known/portkey-33-url')).toEqual([])
  })
})
