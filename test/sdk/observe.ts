import { startGateway } from '../../src/gateway/index.ts'
import { ask, CHAT_PATH, chat, messages, MESSAGES_PATH, PNG } from '../gateway/requests.ts'
import { SETS } from './cards.ts'
import { resultOf, type Call, type Client, type Result } from './clients/client.ts'
import { INTERNAL_ERROR, startStub, type Sent, type StubAnswer } from './stub.ts'

/** What the tables of docs/clients.md say of a client, each cell as it is seen. */
export const COLUMNS: Readonly<Record<string, (client: Client) => Promise<string>>> = {
  key: async (client) => codes(Object.keys((await sentBy(client)).headers).filter((name) => ['authorization', 'x-api-key', 'api-key'].includes(name))),
  '`anthropic-version`': async (client) => codes([(await sentBy(client)).headers['anthropic-version'] ?? []].flat()),
  'for a stream': async (client) => codes(Object.keys((await sentBy(client, { stream: true })).body).filter((name) => name.startsWith('stream'))),
  'image by URL': async (client) => (JSON.stringify((await sentBy(client)).body).includes('https://example.com/cat.png') ? 'its URL' : 'its bytes'),
  'type that is not the picture’s': async (client) => (JSON.stringify((await sentBy(client, { declared: 'image/gif' })).body).includes('image/gif') ? 'as it is' : 'put right'),
  tries: async (client) => String((await allSentBy(client)).length),
  'status 401': (client) => answeredWith({ ...INTERNAL_ERROR, status: 401 }, client),
  'status 429': (client) => simulated(client, { headers: { 'x-pixpact-fault': 'rate-limit' } }),
  'status 500': (client) => answeredWith(INTERNAL_ERROR, client),
  'ends between events': endingBetweenEvents,
  'ends within an event': (client) => simulated(client, { stream: true, headers: { 'x-pixpact-fault': 'cut-stream' } }),
  'connection breaks': (client) => simulated(client, { stream: true, headers: { 'x-pixpact-fault': 'reset-stream' } }),
  'error in the stream': (client) => simulated(client, { stream: true, headers: { 'x-pixpact-fault': 'stream-error' } }),
}

const CALL: Call = { ...SETS['several, mixed']!, text: 'Which?', stream: false }

async function allSentBy(client: Client, more: Partial<Call> = {}): Promise<readonly Sent[]> {
  await using stub = await startStub()
  await resultOf(client, { ...CALL, ...more }, stub)
  return stub.sent
}

async function sentBy(client: Client, more: Partial<Call> = {}): Promise<Sent> {
  return (await allSentBy(client, { ...more, retries: 0 }))[0]!
}

async function answeredWith(answer: StubAnswer, client: Client, more: Partial<Call> = {}): Promise<string> {
  await using stub = await startStub(answer)
  return told(await resultOf(client, { ...CALL, retries: 0, ...more }, stub))
}

async function simulated(client: Client, more: Partial<Call>): Promise<string> {
  await using gateway = await startGateway()
  return told(await resultOf(client, { ...CALL, retries: 0, ...more }, gateway))
}

/** A stream that ends too early, in good order, behind an event. */
async function endingBetweenEvents(client: Client): Promise<string> {
  await using gateway = await startGateway()
  const isChat = client.format === 'openai-chat'
  const { text } = await ask(gateway.url + (isChat ? CHAT_PATH : MESSAGES_PATH), (isChat ? chat : messages)([PNG], { stream: true }))
  const events = text.split(/(?<=\n\n)/)
  return answeredWith({ status: 200, type: 'text/event-stream', body: events.slice(0, events.length / 2).join('') }, client, { stream: true })
}

function told(result: Result): string {
  return 'text' in result ? 'no error' : `\`${result.error}\``
}

function codes(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', ')
}
