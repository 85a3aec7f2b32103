import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateResponse, validateStream, type FormatId, type Verdict } from '../../src/index.ts'
import {
  blockDelta, blockStart, blockStop, CHAT, chunk, FINISH, MESSAGE_DELTA, MESSAGE_START, MESSAGE_STOP, MESSAGES, PING, START, textOf, USAGE, type Event,
} from './streams.ts'
import { cases } from '../cases.ts'

function judged(profile: string, events: readonly Event[] | string): Verdict {
  const body = typeof events === 'string' ? events : textOf(events)
  return validateResponse({ status: 200, headers: { 'content-type': 'text/event-stream' }, body }, { profile })
}

function idsOf({ findings }: Verdict): string[] {
  return findings.map(({ ruleId, messageId, pointer }) => `${ruleId}/${messageId} ${pointer}`)
}

describe('a stream of Messages', () => {
  test('is right in order', () => {
    expect(idsOf(judged('anthropic', MESSAGES))).toEqual([])
  })

  test('without one of its events has one fault, told where it shows; without a delta or a ping it has none', () => {
    const faults = MESSAGES.map((_, at) => idsOf(judged('anthropic', MESSAGES.toSpliced(at, 1))))
    expect(faults).toEqual([
      ['stream-grammar/order /0'],
      ['stream-grammar/order /2'],
      [], [], [],
      ['stream-grammar/order /5'],
      ['stream-grammar/order /6'],
      [],
      ['stream-grammar/order /8'],
      ['stream-grammar/order /9'],
      ['stream-grammar/unterminated /9'],
    ])
  })

  test('with one of its events twice has one fault; a delta, a ping or a message_delta may come twice', () => {
    const faults = MESSAGES.map((event, at) => idsOf(judged('anthropic', MESSAGES.toSpliced(at, 0, event))))
    expect(faults.map((ids) => ids.map((id) => id.split(' ')[0]))).toEqual(
      ['start', 'start', null, null, null, 'stop', 'start', null, 'stop', null, 'stop'].map((kind) => (kind === null ? [] : ['stream-grammar/order'])),
    )
  })

  test('tells what may come in place of an event that is out of turn', () => {
    const [finding] = judged('anthropic', [MESSAGE_START, blockStart(), blockStart(1), blockStop(1), MESSAGE_DELTA, MESSAGE_STOP]).findings
    expect(finding!.message).toBe('Out of turn: content_block_start comes inside of a block.')
    expect(finding!.hint).toBe('Here may come content_block_delta or content_block_stop.')
  })

  test('may ping anywhere before its end, and hold events that nobody knows yet anywhere', () => {
    const news: Event = ['hologram', { type: 'hologram', cube: 1 }]
    for (let at = 0; at <= MESSAGES.length; at++) expect(idsOf(judged('anthropic', MESSAGES.toSpliced(at, 0, news)))).toEqual([])
    for (let at = 0; at < MESSAGES.length; at++) expect(idsOf(judged('anthropic', MESSAGES.toSpliced(at, 0, PING)))).toEqual([])
    expect(idsOf(judged('anthropic', [...MESSAGES, PING]))).toEqual(['stream-grammar/order /11'])
  })

  test('goes on counting behind a wrong index, whichever of two numbers was meant', () => {
    const blocks = (...indices: readonly number[]): Event[] => indices.flatMap((index) => [blockStart(index), blockDelta(index), blockStop(index)])
    const whole = (...indices: readonly number[]): Event[] => [MESSAGE_START, ...blocks(...indices), MESSAGE_DELTA, MESSAGE_STOP]
    expect(idsOf(judged('anthropic', whole(0, 1, 2)))).toEqual([])
    expect(idsOf(judged('anthropic', whole(0, 5, 2)))).toEqual(['stream-grammar/index /4/index'])
    expect(idsOf(judged('anthropic', whole(0, 2, 3)))).toEqual(['stream-grammar/index /4/index'])
    expect(idsOf(judged('anthropic', whole(1, 1, 2)))).toEqual(['stream-grammar/index /1/index'])
    const mixed = [MESSAGE_START, blockStart(0), blockDelta(3), blockDelta(3), blockStop(3), MESSAGE_DELTA, MESSAGE_STOP]
    expect(idsOf(judged('anthropic', mixed))).toEqual(['stream-grammar/index /2/index'])
  })

  test('goes by the data where the name is one that objects have anyway', () => {
    const [first, ...rest] = MESSAGES
    const odd = (name: string): Event => [name, { type: 'message_start' }]
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(idsOf(judged('anthropic', [first!, odd(name), ...rest]))).toEqual(['response-schema/required /1', 'stream-grammar/event-name /1', 'stream-grammar/order /1'])
    }
  })

  test('that fails is over: nothing is missing, and nothing may follow', () => {
    const error: Event = ['error', { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }]
    expect(idsOf(judged('anthropic', [...MESSAGES.slice(0, 4), error]))).toEqual(['error-envelope/mid-stream /4'])
    expect(idsOf(judged('anthropic', [...MESSAGES.slice(0, 4), error, blockDelta()]))).toEqual(['error-envelope/mid-stream /4', 'stream-grammar/order /5'])
    expect(idsOf(judged('anthropic', [...MESSAGES, error]))).toEqual(['error-envelope/mid-stream /11', 'stream-grammar/order /11'])
  })
})

describe('a stream of Chat Completions', () => {
  test('is right in order', () => {
    expect(idsOf(judged('openai', CHAT))).toEqual([])
  })

  test('without one of its events has one fault, told where it shows; without content or usage it has none', () => {
    const faults = CHAT.map((_, at) => idsOf(judged('openai', CHAT.toSpliced(at, 1))))
    expect(faults).toEqual([
      ['stream-grammar/role-missing /0/choices/0'],
      [], [],
      ['stream-grammar/finish-missing /4'],
      [],
      ['stream-grammar/done-missing /4'],
    ])
  })

  test('with one of its events twice has one fault; content and usage may come twice', () => {
    const faults = CHAT.map((event, at) => idsOf(judged('openai', CHAT.toSpliced(at, 0, event))))
    expect(faults).toEqual([
      ['stream-grammar/role-repeated /1/choices/0'],
      [], [],
      ['stream-grammar/after-finish /4/choices/0'],
      [],
      ['stream-grammar/order /6'],
    ])
  })

  test('keeps its choices apart', () => {
    const of = (index: number, delta: object, finish: string | null = null): Event => chunk(undefined, null, { choices: [{ index, delta, finish_reason: finish }] })
    const start = { role: 'assistant', content: '' }
    expect(idsOf(judged('openai', [of(1, start), of(0, start), of(1, {}, 'stop'), of(0, { content: 'A' }), of(0, {}, 'stop'), '[DONE]']))).toEqual([])
    expect(idsOf(judged('openai', [of(1, start), of(0, start), of(1, {}, 'stop'), of(1, { content: 'A' }), of(0, {}, 'stop'), '[DONE]']))).toEqual([
      'stream-grammar/order /3/choices/0',
    ])
    expect(idsOf(judged('openai', [of(0, start), of(1, start), of(0, {}, 'stop'), '[DONE]']))).toEqual(['stream-grammar/finish-missing /3'])
  })

  test('says of what a vendor does in each chunk but once that it does so', () => {
    const events = [START, ...Array.from({ length: 50 }, () => chunk({ role: 'assistant', content: 'A' })), FINISH, '[DONE]']
    expect(idsOf(judged('openai', events))).toEqual(['stream-grammar/role-repeated /1/choices/0'])
  })

  test('draws no conclusion from what it could not read', () => {
    expect(idsOf(judged('openai', ['{"broken', chunk({ content: 'A' }), '[DONE]']))).toEqual(['stream-grammar/bad-json /0'])
    expect(idsOf(judged('openai', [START, chunk({}, 'stop', { choices: 7 }), '[DONE]']))).toEqual(['response-schema/type /1/choices'])
  })

  test('may go on behind an error as it likes', () => {
    const error: Event = { error: { message: 'Sorry', type: 'server_error', param: null, code: null } }
    expect(idsOf(judged('openai', [START, error]))).toEqual(['error-envelope/mid-stream /1'])
    expect(idsOf(judged('openai', [START, error, chunk({ content: '' }), USAGE, '[DONE]']))).toEqual(['error-envelope/mid-stream /1'])
    expect(idsOf(judged('openai', [START, FINISH, error, chunk({ content: 'A' }), '[DONE]']))).toEqual(['error-envelope/mid-stream /2'])
  })
})

describe.each([
  ['openai-chat', 'openai', CHAT],
  ['anthropic-messages', 'anthropic', MESSAGES],
] as const)('any stream of %s', (format: FormatId, profile, right) => {
  const events = fc.array(fc.constantFrom<Event>(...right, START, USAGE, blockDelta(3), blockStart(7), '{"a":', '7', '[DONE]', { error: { message: 'x' } }, { a: 1 }), {
    maxLength: 30,
  })

  test('has the same verdict in chunks of any size, as bytes and as text', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.integer({ min: 1, max: 50 }), async (list, size) => {
        const text = textOf(list)
        const bytes = Buffer.from(text)
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
        const texts = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size))
        const whole = await validateStream([bytes], { profile, format })
        expect(await validateStream(pieces, { profile, format })).toEqual(whole)
        expect(await validateStream(texts, { profile, format })).toEqual(whole)
      }),
      cases(100),
    )
  })

  test('of whatever bytes is judged without a surprise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 30 }), events.map(textOf))), async (chunks) => {
        const { findings, valid } = await validateStream(chunks, { profile, format })
        expect(valid).toBe(!findings.some(({ severity }) => severity === 'error'))
        expect(findings.every(({ side, location }) => side === 'response' && location !== undefined)).toBe(true)
      }),
      cases(300),
    )
  })

  test('of values that fit nowhere is judged without a surprise', () => {
    const field = fc.constantFrom('type', 'index', 'choices', 'delta', 'content', 'error', 'usage', 'message', 'id', 'finish_reason', 'tool_calls', '__proto__', 'content_block', 'role')
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.constantFrom(null, 1, -1.5, 1e300, '', 'text', 'ping', 'message_stop', 'x'.repeat(2000), true), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(field, tie('any'), { maxKeys: 6 })),
    })).any
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), (values) => {
        const text = values.map((one) => `event: content_block_delta\ndata: ${JSON.stringify(one)}\n\n`).join('')
        for (const { message, hint } of judged(profile, text).findings) expect(`${message}${hint}`).not.toMatch(/undefined|\[object/)
      }),
      cases(500),
    )
  })
})
