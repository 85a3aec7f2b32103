import { describe, expect, test } from 'vitest'
import { SAID } from './provider-answers.ts'
import { startProvider, type Manner } from './provider.ts'
import { ask, type Answered } from './ask.ts'
import { asking, URL_PICTURE } from './bodies.ts'
import { PAIRS, type Pair } from './miniature/dialect.ts'
import { faultsOfAnswer, faultsOfStream } from './judge.ts'
import { startMiniature } from './miniature/miniature.ts'
import type { Value } from './miniature/value.ts'

/** What a client is answered where the provider behaves in this manner. */
async function answerOf(pair: Pair, manner: Manner, body: Value): Promise<Answered> {
  await using provider = await startProvider(manner)
  await using gateway = await startMiniature({ ...pair, upstream: provider.url })
  return await ask(gateway.url, pair.inbound, body)
}

describe.each(PAIRS)('an answer on its way to $inbound from $upstreamFormat', (pair) => {
  const { inbound } = pair
  const isChat = inbound === 'openai-chat'
  const request = asking(inbound, [URL_PICTURE])
  const streaming = asking(inbound, [URL_PICTURE], { stream: true })

  test('keeps text, reason and usage', async () => {
    const answer = await answerOf(pair, 'answers', request)
    expect(faultsOfAnswer(inbound, answer, request)).toEqual([])
    const text = SAID.join('')
    expect(answer.json).toMatchObject(
      isChat
        ? { choices: [{ message: { content: text }, finish_reason: 'stop' }], usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 } }
        : { content: [{ type: 'text', text }], stop_reason: 'end_turn', usage: { input_tokens: 12, output_tokens: 5 } },
    )
  })

  test('keeps the call of a tool', async () => {
    const answer = await answerOf(pair, 'calls a tool', request)
    expect(faultsOfAnswer(inbound, answer, request)).toEqual([])
    expect(answer.json).toMatchObject(
      isChat
        ? { choices: [{ message: { tool_calls: [{ id: 'call_2', function: { name: 'look', arguments: '{"at":"it"}' } }] }, finish_reason: 'tool_calls' }] }
        : { content: [{ type: 'tool_use', id: 'call_2', name: 'look', input: { at: 'it' } }], stop_reason: 'tool_use' },
    )
  })

  test.each(['answers', 'calls a tool'] as const)('streams as it should where the provider %s', async (manner) => {
    const answer = await answerOf(pair, manner, streaming)
    expect(await faultsOfStream(inbound, answer, streaming)).toEqual([])
    if (manner === 'answers') for (const text of SAID) expect(answer.text).toContain(JSON.stringify(text))
    else expect(answer.text).toMatch(/"look".*at.*it/s)
    expect(answer.text).toContain(isChat ? 'data: [DONE]' : 'event: message_stop')
    expect(answer.isCut).toBe(false)
  })

  test('streams the usage where it is asked for', async () => {
    const body = isChat ? { ...streaming, stream_options: { include_usage: true } } : streaming
    const answer = await answerOf(pair, 'answers', body)
    expect(await faultsOfStream(inbound, answer, body)).toEqual([])
    expect(answer.text).toMatch(isChat ? /"total_tokens":17/ : /"output_tokens":5/)
  })

  test.each([400, 401, 429, 500])('keeps the status %i, and says why in the envelope of the client', async (status) => {
    const answer = await answerOf(pair, status, request)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('retry-after')).toBe('7')
    expect(faultsOfAnswer(inbound, answer, request)).toEqual([])
    expect(answer.json).toMatchObject({ ...(!isChat && { type: 'error' }), error: { message: `This is a ${status}.` } })
  })

  test('says that the provider is overloaded', async () => {
    const answer = await answerOf(pair, 529, request)
    expect(answer.status).toBe(isChat && pair.upstreamFormat === 'anthropic-messages' ? 503 : 529)
    expect(faultsOfAnswer(inbound, answer, request)).toEqual([])
  })

  test.each<Manner>(['answers HTML', 'cuts before it answers'])('is a 502 where the provider %s', async (manner) => {
    const answer = await answerOf(pair, manner, request)
    expect(answer.status).toBe(502)
    expect(faultsOfAnswer(inbound, answer, request)).toEqual([])
  })

  test('tells of an error in the middle of a stream, and ends there', async () => {
    const { status, text, isCut } = await answerOf(pair, 'breaks with an error', streaming)
    expect({ status, isCut }).toEqual({ status: 200, isCut: false })
    expect(text).toContain(SAID[0])
    expect(text).toMatch(isChat ? /data: \{"error":\{"message":"Overloaded".*\n\n$/ : /event: error\ndata: \{"type":"error","error":\{.*"Overloaded".*\n\n$/)
    expect(text).not.toMatch(/\[DONE\]|message_stop/)
  })

  test('breaks off where the stream of the provider does', async () => {
    const { status, text, isCut } = await answerOf(pair, 'cuts its stream', streaming)
    expect({ status, isCut }).toEqual({ status: 200, isCut: true })
    expect(text).toContain(SAID[0])
    expect(text).not.toMatch(/\[DONE\]|message_stop/)
  })
})
