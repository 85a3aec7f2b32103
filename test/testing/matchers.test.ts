import { expect as jestExpect } from 'expect'
import { describe, expect, test } from 'vitest'
import '../../src/testing/vitest.ts'
import { matchers } from '../../src/testing/matchers.ts'

const good = { model: 'gpt-4o', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/cat.png' } }, { type: 'text', text: 'What is this?' }] }] }
const bad = { model: 'gpt-4o', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo*' } }, { type: 'text', text: 'What is this?' }] }] }
const answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"A cat.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}' }

function failureOf(act: () => void): string {
  try {
    act()
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('toConformTo', () => {
  test('passes for a body without errors, given as a value or as text', () => {
    expect(good).toConformTo('openai-chat', { profile: 'openai' })
    expect(JSON.stringify(good)).toConformTo('openai-chat', { profile: 'openai' })
  })

  test('fails for one with an error, and says what, where, and what to do', () => {
    const message = failureOf(() => expect(JSON.stringify(bad)).toConformTo('openai-chat', { profile: 'openai' }))
    expect(message).toMatch(/^This request does not conform to openai-chat:\n\n {2}error {2}base64\/alphabet {2}the request:1:\d+\n/)
    expect(message).toContain('at /messages/0/content/0/image_url/url')
    expect(message).toMatch(/\n {4}→ /)
  })

  test('can be turned round', () => {
    expect(bad).not.toConformTo('openai-chat', { profile: 'openai' })
    expect(failureOf(() => expect(good).not.toConformTo('openai-chat', { profile: 'openai' }))).toBe('This request was not to conform to openai-chat, and it does.')
  })

  test('fails for warnings where it is told to', () => {
    const body = { ...good, model: 'MIMO-V2-OMNI' }
    expect(body).toConformTo('openai-chat', { profile: 'shubiaobiao' })
    expect(body).not.toConformTo('openai-chat', { profile: 'shubiaobiao', failOn: 'warning' })
  })
})

describe('toBeAnswerOf', () => {
  test('passes for an answer in the format, and fails for one that is none', () => {
    expect(answer).toBeAnswerOf('openai-chat', { profile: 'openai' })
    const message = failureOf(() => expect({ ...answer, body: answer.body.replace('chat.completion', 'completion') }).toBeAnswerOf('openai-chat', { profile: 'openai' }))
    expect(message).toMatch(/^This answer does not conform to openai-chat:\n\n {2}error {2}response-schema\/enum/)
  })

  test('says what to give it where that is no answer', () => {
    expect(() => expect('text').toBeAnswerOf('openai-chat')).toThrow('What was given to expect is no answer.')
  })
})

test('the matchers work with the expect of jest', () => {
  jestExpect.extend(matchers)
  const own = jestExpect as unknown as typeof expect
  own(good).toConformTo('openai-chat', { profile: 'openai' })
  expect(failureOf(() => own(bad).toConformTo('openai-chat', { profile: 'openai' }))).toMatch(/^This request does not conform to openai-chat/)
})
