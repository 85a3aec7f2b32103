import { describe, expect, test } from 'vitest'
import { validateResponse } from '../../src/index.ts'
import { CHAT_MUTATIONS } from './chat-stream-mutations.ts'
import { MESSAGES_MUTATIONS } from './messages-stream-mutations.ts'
import { eventsOf, textOf } from './recorded-events.ts'
import { recordedSuccesses, type RecordedResponse } from './recorded-responses.ts'
import { MUTATIONS, type Json } from './response-mutations.ts'
import { hasData, titleNote } from './shared.ts'

const whole = recordedSuccesses.filter(([, { body }]) => typeof body === 'object')
const streams = recordedSuccesses.filter(([, { body }]) => typeof body === 'string')

/** What is found in a body: the ids of errors, and of the rest. */
function found({ profile, format }: RecordedResponse, body: unknown): { errors: string[]; others: string[] } {
  const { findings } = validateResponse({ status: 200, body }, { profile, format })
  const ids = (isError: boolean): string[] => [
    ...new Set(findings.filter(({ severity }) => (severity === 'error') === isError).map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)),
  ]
  return { errors: ids(true), others: ids(false) }
}

/** That a fault is caught by its own message, and that no other error is reported. */
function expectCaught(response: RecordedResponse, body: unknown, id: string): void {
  const { errors, others } = found(response, body)
  expect([...errors, ...others], JSON.stringify(body).slice(0, 3000)).toContain(id)
  expect(errors.filter((error) => error !== id), JSON.stringify(body).slice(0, 3000)).toEqual([])
}

describe(`one fault in a recorded answer${titleNote('traffic')}`, () => {
  test.skipIf(!hasData('traffic')).each(MUTATIONS)('is caught as its own message: $fault, $id', ({ id, apply }) => {
    const faulty = whole.flatMap(([, response]) => apply(response.body as Json, response).map((body) => [response, body] as const))
    expect(faulty.length).toBeGreaterThan(20)
    for (const [response, body] of faulty) expectCaught(response, body, id)
  })
})

describe.each([
  ['anthropic-messages', MESSAGES_MUTATIONS],
  ['openai-chat', CHAT_MUTATIONS],
] as const)(`one fault in a recorded stream of %s${titleNote('traffic')}`, (format, mutations) => {
  const recorded = streams.filter(([, response]) => response.format === format).map(([, response]) => ({ response, events: eventsOf(response.body as string) }))

  test.skipIf(!hasData('traffic'))('is put into streams that are read as they were', () => {
    expect(recorded.length).toBeGreaterThan(4)
    for (const { response, events } of recorded) expect(found(response, textOf(events))).toEqual(found(response, response.body))
  })

  test.skipIf(!hasData('traffic')).each(mutations)('is caught as its own message: $fault, $id', ({ id, apply }) => {
    const faulty = recorded.flatMap(({ response, events }) => apply(events, response).map((text) => [response, text] as const))
    expect(faulty.length).toBeGreaterThan(0)
    for (const [response, text] of faulty) expectCaught(response, text, id)
  })
})
