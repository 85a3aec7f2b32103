import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bodyOf } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import { valueAt } from '../core/pointer.ts'
import { asObject } from '../formats/shape.ts'
import { endpointOf, isForChat } from '../inputs/endpoint.ts'
import { headersOf } from '../inputs/har-headers.ts'
import { notHar } from '../inputs/har.ts'
import { harBody } from './har-body.ts'
import { pathOf } from './har-text.ts'
import { MOST_BYTES } from './limits.ts'
import type { WireExchange } from './recording.ts'

type Value = Readonly<Record<string, unknown>>

/** An entry of somebody's HAR file for a chat endpoint: the exchange, or why it cannot be taken in. */
export interface HarExchange {
  readonly entry: number
  readonly exchange?: WireExchange
  readonly skipped?: string
}

/** The file is at hand as a whole: no string of it was cut. */
const PLAIN = { head: (text: string): string => text }

/** The exchanges with chat endpoints in a HAR file of a browser, a proxy or Playwright. What else it holds is passed over. Throws `unreadable-input`. */
export async function* exchangesInHar(path: string): AsyncGenerator<HarExchange> {
  const har = await readHar(path)
  const entries = valueAt(har, '/log/entries') as readonly unknown[]
  for (const [index, value] of entries.entries()) {
    const entry = asObject(value) ?? {}
    const request = asObject(entry['request']) ?? {}
    const endpoint = endpointOf(PLAIN, request)
    if (!isForChat(endpoint) || endpoint.method?.toUpperCase() !== 'POST') continue
    const exchange = await exchangeOf(entry, request, endpoint.url ?? endpoint.path!, dirname(path))
    yield typeof exchange === 'string' ? { entry: index, skipped: exchange } : { entry: index, exchange }
  }
}

async function exchangeOf(entry: Value, request: Value, url: string, folder: string): Promise<WireExchange | string> {
  const response = asObject(entry['response']) ?? {}
  const status = response['status']
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599) return 'it has no response'
  const headers = headersOf(PLAIN, request['headers']) ?? {}
  const answered = headersOf(PLAIN, response['headers']) ?? {}
  const content = asObject(response['content'])
  const body = await harBody(request['postData'], headers['content-encoding'], folder)
  if ('why' in body) return `the body of its request ${body.why}`
  if (body.length === 0 && Number(request['bodySize']) > 0) return 'the body of its request was not recorded'
  const answer = await harBody(content, answered['content-encoding'], folder)
  if ('why' in answer) return `the body of its response ${answer.why}`
  return {
    startedAt: timeIn(entry['startedDateTime']),
    request: { method: 'POST', url, path: pathOf(url) ?? url, headers: { ...typeIn(request['postData']), ...headers }, body },
    response: { status, headers: { ...typeIn(content), ...answered }, chunks: [{ at: durationIn(entry['time']), bytes: answer }] },
  }
}

/** The media type, for who left the headers out. */
function typeIn(held: unknown): { 'content-type'?: string } {
  const { mimeType } = asObject(held) ?? {}
  return typeof mimeType === 'string' && mimeType.includes('/') ? { 'content-type': mimeType } : {}
}

/** What is no time was never known, and is the beginning of all times. */
function timeIn(value: unknown): Date {
  const time = new Date(typeof value === 'string' ? value : 0)
  return Number.isNaN(time.getTime()) ? new Date(0) : time
}

function durationIn(value: unknown): number {
  return typeof value === 'number' && value > 0 && value < 1e9 ? Math.round(value) : 0
}

async function readHar(path: string): Promise<unknown> {
  const bytes = await bytesOfHar(path)
  const body = bodyOf(bytes)
  if (body.fault !== undefined || !Array.isArray(valueAt(body.value, '/log/entries'))) throw notHar(path, body)
  return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
}

async function bytesOfHar(path: string): Promise<Buffer> {
  let why: string
  try {
    const { size } = await stat(path)
    if (size <= MOST_BYTES) return await readFile(path)
    why = `it has ${size.toLocaleString('en-US')} bytes, and at most ${MOST_BYTES.toLocaleString('en-US')} are read`
  } catch (cause) {
    why = cause instanceof Error ? cause.message : String(cause)
  }
  throw new PixpactError('unreadable-input', `${path} cannot be read: ${why}.`, 'Check that the file is there and may be read.')
}
