import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mutatedBodies, requestBodies } from '../../src/arbitraries/index.ts'
import type { Finding, FormatId } from '../../src/core/vocabulary.ts'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { PROFILES } from '../../src/profiles/index.ts'
import { validateResponse } from '../../src/validate/validate-response.ts'
import { validateStream } from '../../src/validate/validate-stream.ts'
import { cases } from '../cases.ts'
import { ask, chat, messages, PNG, type Answered } from './requests.ts'

const HEADERS = { 'x-api-key': 'any', authorization: 'Bearer any' }
const PATHS: Readonly<Record<FormatId, string>> = { 'openai-chat': '/v1/chat/completions', 'anthropic-messages': '/v1/messages' }
const CASES = PROFILES.flatMap(({ id, formats }) => Object.keys(formats).map((format) => [id, format as FormatId] as const))

/** Faults in which a gateway fails, but tells it as it should. */
const FAIR_FAULTS = ['quota', 'no-channel', 'overloaded', 'rate-limit', 'moderation', 'corrupted-image', 'content-filter']

/** What the kit's own contract says against an answer, as a whole and, where it is a stream, event by event. */
async function objections({ status, headers, text }: Answered, request: unknown, profile: string, format: FormatId): Promise<string[]> {
  const options = { profile, format, request }
  const whole = validateResponse({ status, headers, body: text }, options)
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') ?? false
  const streamed = isStream ? await validateStream([text], options) : whole
  return [...whole.findings, ...streamed.findings].filter(({ severity }) => severity !== 'info').map(sentence)
}

function sentence({ ruleId, messageId, pointer, message }: Finding): string {
  return `${ruleId}/${messageId} at ${pointer}: ${message}`
}

describe.each(CASES)('what the simulated gateway of %s answers on %s', (profile, format) => {
  // Xiaomi's own path for Messages differs.
  const path = profile === 'xiaomi-mimo' && format === 'anthropic-messages' ? '/anthropic/v1/messages' : PATHS[format]
  let gateway: Gateway
  beforeAll(async () => {
    gateway = await startGateway({ profile })
  })
  afterAll(() => gateway.close())

  const answered = async (body: unknown): Promise<void> => {
    const answer = await ask(gateway.url + path, body, HEADERS)
    expect(await objections(answer, body, profile, format)).toEqual([])
  }

  test('to valid requests passes the contract of answers, whole and as a stream, with thinking and without', async () => {
    const thinking = fc.constantFrom({}, { thinking: { type: 'enabled' } }, { thinking: { type: 'disabled' } })
    const usage = fc.constantFrom({}, { stream_options: { include_usage: true } })
    await fc.assert(
      fc.asyncProperty(requestBodies({ profile, format }), fc.boolean(), thinking, usage, async (body, stream, thinks, asks) => {
        await answered({ ...body, stream, ...thinks, ...(stream && format === 'openai-chat' && asks) })
      }),
      cases(60),
    )
  })

  test('to broken requests passes the contract of errors', async () => {
    await fc.assert(
      fc.asyncProperty(mutatedBodies({ profile, format }), async ({ body }) => {
        await answered(body)
      }),
      cases(60),
    )
  })

  test.each(['no key', 'an unknown path'])('to %s passes the contract of errors', async (what) => {
    const body = format === 'openai-chat' ? chat([PNG]) : messages([PNG])
    const answer = what === 'no key' ? await ask(gateway.url + path, body, { 'api-key': '' }) : await ask(`${gateway.url}/v2${path}`, body, HEADERS)
    expect(await objections(answer, body, profile, format)).toEqual([])
  })

  test.each(FAIR_FAULTS)('as the fault %s passes the contract of errors', async (fault) => {
    const body = format === 'openai-chat' ? chat([PNG]) : messages([PNG])
    const answer = await ask(gateway.url + path, body, { ...HEADERS, 'x-pixpact-fault': fault })
    expect(await objections(answer, body, profile, format)).toEqual([])
  })
})
