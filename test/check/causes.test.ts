import { describe, expect, test } from 'vitest'
import { CAUSE_IDS, type CauseId } from '../../src/check/causes.ts'
import { groupsOf, type CauseGroup } from '../../src/check/result.ts'
import { freePort } from '../gateways/free-port.ts'
import { isSmall, run, targetOf } from './checking.ts'
import { MINIATURE_CAUSES } from './miniature-causes.ts'
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
  'text-missing': [{ request: onParts((parts) => parts.filter(({ type }) => type !== 'text')) }, 'known/portkey-33', /^The text at \S+, "px[0-9a-f]{10}-\d Name .*", did not arrive\.$/],
  'text-changed': [{ request: onParts((parts) => parts.map((part) => (part['type'] === 'text' ? { ...part, text: String(part['text']).replace('Name', 'Tell') } : part))) }, 'known/portkey-33', /arrived as "px[0-9a-f]{10}-\d Tell the codes/],
  'text-invented': [{ request: onMessages((messages) => [{ role: 'system', content: 'Be kind.' }, ...messages]) }, 'known/portkey-33', /^At \/messages\/0\/content of the converted body stands "Be kind\."\.$/],
  'part-order': [{ request: onParts((parts) => [...parts.filter(({ type }) => type !== 'text'), ...parts.filter(({ type }) => type === 'text')]) }, 'known/langchain-45', /^What was sent as text 1, picture 1, text 2, picture 2, text 3 arrived as picture 1, picture 2, text 1, text 2, text 3\.$/],
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

describe('a gateway is not to', () => {
  const reversed = (parts: readonly Record<string, unknown>[]): unknown => {
    const texts = parts.filter(({ type }) => type === 'text').reverse()
    return parts.map((part) => (part['type'] === 'text' ? texts.shift()! : part))
  }
  /** The pictures of earlier turns in the last one. */
  const intoLastTurn: Manners['request'] = (body) => {
    const isPicture = (part: { readonly type?: string }): boolean => part.type === 'image_url'
    const partsOf = (content: unknown): { readonly type?: string; readonly text?: unknown }[] => (Array.isArray(content) ? content : [{ type: 'text', text: content }])
    const pictures = body.messages.flatMap(({ content }) => partsOf(content).filter(isPicture))
    const messages = body.messages.map((message, index) => {
      const rest = partsOf(message.content).filter((part) => !isPicture(part))
      return { ...message, content: index === body.messages.length - 1 ? [...pictures, ...rest] : rest }
    })
    return { ...body, messages }
  }
  const zeroUsage = (answer: Passed): Passed => (answer.status === 200 ? { ...answer, text: answer.text.replace(/"prompt_tokens":\d+/, '"prompt_tokens":-1') } : answer)
  const whole = (): Passed => {
    const completion = { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'Hm.', refusal: null }, logprobs: null, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }
    return { status: 200, headers: JSON_TYPE, text: JSON.stringify(completion) }
  }

  test.each<readonly [string, Manners, string, string]>([
    ['turn the order of texts round', { request: onParts(reversed) }, 'known/langchain-45', 'part-order'],
    ['say a text twice', { request: onParts((parts) => [...parts, ...parts.filter(({ type }) => type === 'text')]) }, 'known/langchain-45', 'text-invented (twice)'],
    ['move the pictures of an earlier turn into the last one', { request: intoLastTurn }, 'base64-gif-3-before-history-whole-small', 'part-order'],
    ['answer a stream whole', { answer: whole }, 'plain/text-only-stream', 'stream-contract (not streamed)'],
    ['stream what is to be whole', { request: (body) => ({ ...body, stream: true }) }, 'plain/system-prompt', 'response-contract (streamed)'],
    ['count less than nothing', { answer: zeroUsage }, 'plain/system-prompt', 'response-contract (usage/negative at /usage/prompt_tokens)'],
    ['turn everything down for another reason', { alone: (response) => { response.writeHead(401, JSON_TYPE).end('{"error":{"message":"No key.","type":"x","param":null,"code":null}}'); return true } }, 'fault/no-messages', 'rejected (401)'],
  ])('%s', async (_, manners, cases, told) => {
    const groups = (await found(manners, cases)).filter(({ cases: ids }) => !ids.every((id) => id.endsWith('-stream') && told.startsWith('response')))
    expect(groups.map(({ cause, about }) => `${cause}${about ? ` (${about})` : ''}`)).toContain(told)
  })

  test('answer from a cache, of which nothing can be said', async () => {
    const cache = new Map<string, string>()
    const caching: Manners = {
      alone(response, body) {
        const known = cache.get(JSON.stringify(body))
        if (known !== undefined) response.writeHead(200, JSON_TYPE).end(known)
        return known !== undefined
      },
      answer(answer, body) {
        cache.set(JSON.stringify(body), answer.text)
        return answer
      },
    }
    expect(await found(caching, 'plain/system-prompt')).toEqual([])
    expect((await found(caching, 'plain/system-prompt')).map(({ cause }) => cause)).toContain('cached')
  })
})

test('every cause is told of some gateway, here or of a miniature', () => {
  const elsewhere: readonly CauseId[] = ['crashed', 'cached', 'picture-unread']
  const told = [...Object.keys(SPECIMENS), ...Object.values(MINIATURE_CAUSES), ...elsewhere]
  expect(CAUSE_IDS.filter((cause) => !told.includes(cause))).toEqual([])
})

describe('a gateway may', () => {
  test.each<readonly [string, Manners, string]>([
    ['put texts of one message together', { request: onParts((parts) => { const texts = parts.filter(({ type }) => type === 'text').map(({ text }) => text); return [...parts.filter(({ type }) => type !== 'text'), { type: 'text', text: texts.join('\n') }] }) }, 'known/portkey-33'],
    ['move the pictures of a tool into a message of the user, and say so', { request: onMessages((messages) => messages.flatMap((message) => {
      if (message.role !== 'tool' || !Array.isArray(message.content)) return [message]
      const pictures = message.content.filter(({ type }) => type === 'image_url')
      return [{ ...message, content: message.content.filter(({ type }) => type === 'text') }, { role: 'user', content: [{ type: 'text', text: 'Images of the tool result:' }, ...pictures] }]
    })) }, 'known/new-api-3'],
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
