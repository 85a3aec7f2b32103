import { describe, expect, test } from 'vitest'
import { validateResponse, type Verdict } from '../../src/index.ts'
import { CUT_SHORT, recordedResponses, recordedSuccesses, type RecordedResponse } from './recorded-responses.ts'
import { hasData, titleNote } from './shared.ts'

/** Errors of 400 and more that are told in a shape of the vendor's own, or by what stands before the vendor: what our warning calls it. */
const OTHER_SHAPES: Readonly<Record<string, string>> = {
  'errors/anthropic-claude-sonnet-4-0-503-93801cce.json': 'plain text',
  'errors/azure-grok-4-1-fast-non-reasonin-413-dd09ae27.json': 'plain text',
  'errors/azure-kimi-k2-5-408-1cbbad6b.json': 'plain text',
  'errors/databricks-databricks-gpt-5-2-401-585811c6.json': '{"error_code": …, "message": …}',
  'errors/mistral-mistral-small-400-368bbad4.json': '{"object": "error", "message": …}',
  'errors/perplexity-sonar-401-d8880bee.json': 'HTML',
  'errors/portkey-gpt-4o-mini-401-1e035320.json': '{"html-message": …}',
  'errors/venice-venice-nonexistent-rig-tes-404-c77e91cc.json': '{"error": "…"}',
  'errors/xai-grok-2-1212-400-b897ef7b.json': '{"error": "…"}',
  'errors/xai-grok-beta-404-58a9f35f.json': '{"error": "…"}',
  'errors/z-ai-glm-4-5-air-401-fd38460d.json': '{"error": {…}}',
}

/** Errors under status 200. */
const UNDER_200: Readonly<Record<string, string>> = {
  'errors/azure-openllmetry-testing-200-85928908.json': 'error-envelope/disguised',
  'errors/openai-gpt-4-1-nano-200-d3aec43d.json': 'error-envelope/mid-stream',
  'errors/openrouter-llama-3-3-70b-instruct-fre-200-5aa29ddb.json': 'error-envelope/disguised',
  'errors/openrouter-minimax-m2-free-200-2b977ee3.json': 'error-envelope/mid-stream',
}

/** Whole answers that deserve a warning all the same, and why vendors get away with it. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  // The gateway makes the first chunk itself.
  'streams/avian-kimi-k2-5-304dfd20.json': ['stream-grammar/mixed-id'],
  'streams/gpustack-qwen3-6d8d088d.json': ['stream-grammar/role-missing', 'stream-grammar/done-missing'],
  'streams/perplexity-sonar-5d9ef39f.json': ['stream-grammar/done-missing'],
  'streams/snowflake-claude-sonnet-4-6-79bb91a1.json': ['stream-grammar/finish-missing'],
}

function judged({ profile, format, status, contentType, body, request }: RecordedResponse): Verdict {
  const isChat = typeof request === 'object' && request !== null
  return validateResponse(
    { status, ...(contentType !== undefined && { headers: { 'content-type': contentType } }), body },
    { profile, format, ...(isChat && { request }) },
  )
}

function idsOf({ findings }: Verdict): string[] {
  return findings.map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)
}

describe(`recorded answers${titleNote('traffic')}`, () => {
  const isThere = hasData('traffic') && hasData('evidence')
  const errors = recordedResponses.filter(([, { status }]) => status >= 400)

  test.skipIf(!isThere)('are there to be judged', () => {
    expect(recordedSuccesses.length).toBeGreaterThan(110)
    const names = new Set(recordedResponses.map(([name]) => name))
    const listed = [...Object.keys(OTHER_SHAPES), ...Object.keys(UNDER_200), ...Object.keys(WARNINGS), ...CUT_SHORT]
    expect(listed.filter((name) => !names.has(name))).toEqual([])
  })

  test.skipIf(!isThere).each(recordedSuccesses)('%s, which was answered 200, is accepted', (name, response) => {
    const verdict = judged(response)
    expect({ valid: verdict.valid, format: verdict.format, ids: idsOf(verdict) }).toEqual({ valid: true, format: response.format, ids: WARNINGS[name] ?? [] })
  })

  test.skipIf(!isThere).each(errors)('%s is recognised as an error, whatever its shape', (name, response) => {
    const verdict = judged(response)
    const shape = OTHER_SHAPES[name]
    expect(verdict.valid).toBe(true)
    expect(idsOf(verdict)).toEqual(shape === undefined ? [] : ['error-envelope/shape'])
    if (shape !== undefined) expect(verdict.findings[0]!.params['found']).toBe(shape)
  })

  test.skipIf(!isThere).each(Object.entries(UNDER_200))('%s, an error under status 200, is found out: %s', (name, id) => {
    const [, response] = recordedResponses.find(([file]) => file === name)!
    expect(judged(response)).toMatchObject({ valid: true, findings: [{ ruleId: id.split('/')[0], messageId: id.split('/')[1] }] })
  })

  test.skipIf(!isThere).each(CUT_SHORT)('%s, which was cut where it was collected, is unterminated', (name) => {
    const [, response] = recordedResponses.find(([file]) => file === name)!
    expect(idsOf(judged(response))).toEqual(['stream-grammar/unterminated'])
  })
})
