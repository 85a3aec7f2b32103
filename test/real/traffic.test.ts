import { describe, expect, test } from 'vitest'
import { validateRequest, type Verdict } from '../../src/index.ts'
import { dataFiles, hasData, titleNote } from './shared.ts'

interface Interaction {
  readonly meta: { readonly vendor: string; readonly family: string }
  readonly request: { readonly url: string; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }
  readonly response: { readonly status: number; readonly body: unknown }
}

/** Answered 200, and yet an error by our rules: the reasons are in docs/decisions/005-where-we-disagree-with-recordings.md. */
const ACCEPTED_ALL_THE_SAME: Readonly<Record<string, string>> = {
  'anthropic-image/anthropic-claude-3-5-sonnet-20240620-abd7f7f8.json': 'media-type/mismatch',
  'anthropic-text/anthropic-claude-3-5-sonnet-20241022-e3441c9c.json': 'parameters/out-of-range',
  'openai-image/mistral-mistral-small-latest-3218cc6b.json': 'schema/enum',
  'openai-image/mistral-pixtral-12b-latest-a84bd0b7.json': 'schema/required',
  'openai-image/openrouter-gemini-2-5-flash-image-pre-ba439287.json': 'schema/required',
  'openai-text/hf-router-deepseek-r1-31aed4c2.json': 'schema/type',
  'openai-text/perplexity-sonar-pro-8e9d2357.json': 'schema/enum',
  'streams/azure-nomodel-0aef85d2.json': 'schema/required',
}

/** Rejected for its shape: the message that tells so, and the place that the vendor named. */
const REJECTED: Readonly<Record<string, readonly [id: string, pointer: string]>> = {
  'errors/anthropic-claude-haiku-4-5-400-86891e71.json': ['messages/empty-content', '/messages/0/content'],
  'errors/anthropic-claude-sonnet-4-20250514-400-f7592b10.json': ['parameters/out-of-range', '/thinking/budget_tokens'],
  'errors/anthropic-claude-sonnet-5-400-ec329be7.json': ['messages/prefill', '/messages/1'],
  'errors/openai-gpt-4o-mini-400-2490fde5.json': ['image-bytes/not-an-image', '/messages/0/content/1/image_url/url'],
  'errors/openai-gpt-4o-mini-400-d702fad1.json': ['schema/type', '/messages/0/content/1/image_url/url'],
}

function profileOf({ meta, request }: Interaction): string {
  if (meta.vendor === 'OpenAI') return 'openai'
  // Anthropic also serves Chat Completions, as a compatible gateway.
  return meta.vendor === 'Anthropic' && request.url.includes('/messages') ? 'anthropic' : 'openai-compatible'
}

function judged(interaction: Interaction): Verdict {
  const { url, body, headers } = interaction.request
  return validateRequest(body, {
    profile: profileOf(interaction),
    path: new URL(url, 'http://localhost').pathname,
    // Recorders drop and blank headers, so nothing can be said to be missing.
    ...(headers && { headers, headersAreComplete: false }),
  })
}

function errorsOf({ findings }: Verdict): string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)
}

describe(`recorded traffic${titleNote('traffic')}`, () => {
  const all = dataFiles<Interaction>('traffic').filter(([, { request }]) => typeof request.body === 'object' && request.body !== null)
  const accepted = all.filter(([name, { response }]) => response.status === 200 && !name.startsWith('errors/'))

  test.skipIf(!hasData('traffic'))('is there to be judged', () => {
    expect(accepted.length).toBeGreaterThan(70)
    const names = new Set(all.map(([name]) => name))
    expect([...Object.keys(ACCEPTED_ALL_THE_SAME), ...Object.keys(REJECTED)].filter((name) => !names.has(name))).toEqual([])
  })

  test.skipIf(!hasData('traffic')).each(accepted)('%s, which was answered 200, has no error', (name, interaction) => {
    const errors = new Set(errorsOf(judged(interaction)))
    expect([...errors]).toEqual(name in ACCEPTED_ALL_THE_SAME ? [ACCEPTED_ALL_THE_SAME[name]] : [])
  })

  test.skipIf(!hasData('traffic')).each(Object.entries(REJECTED))('%s, which was rejected, has the error %j', (name, [id, pointer]) => {
    const interaction = all.find(([file]) => file === name)![1]
    const { findings } = judged(interaction)
    expect(findings.filter(({ severity }) => severity === 'error')).toContainEqual(
      expect.objectContaining({ ruleId: id.split('/')[0], messageId: id.split('/')[1], pointer }),
    )
  })
})
