import { describe, expect, test } from 'vitest'
import { requestFaults, undocumentedFields } from '../../src/schema/index.ts'
import { recordedRequests, recordingsExist } from './recorded-requests.ts'

/** Requests that some other vendor took although they leave the format. */
const oddities: Readonly<Record<string, readonly unknown[]>> = {
  // Mistral's own part type.
  'traffic/openai-image/mistral-mistral-small-latest-3218cc6b.json': [
    expect.objectContaining({ kind: 'enum', pointer: '/messages/1/content/1/type', value: '"document_url"' }),
  ],
  // Mistral takes a tool without type.
  'traffic/openai-image/mistral-pixtral-12b-latest-a84bd0b7.json': [
    { kind: 'required', pointer: '/tools/0', name: 'type' },
  ],
  // OpenRouter takes a part without type.
  'traffic/openai-image/openrouter-gemini-2-5-flash-image-pre-ba439287.json': [
    { kind: 'required', pointer: '/messages/1/content/0', name: 'type' },
  ],
  // The router of Hugging Face takes null for whatever is not given.
  'traffic/openai-text/hf-router-deepseek-r1-31aed4c2.json': [
    { kind: 'type', pointer: '/messages/0/name', expected: ['string'], actual: 'null' },
    { kind: 'type', pointer: '/messages/1/name', expected: ['string'], actual: 'null' },
  ],
  // Perplexity's own part type.
  'traffic/openai-text/perplexity-sonar-pro-8e9d2357.json': [
    expect.objectContaining({ kind: 'enum', pointer: '/messages/0/content/1/type', value: '"file_url"' }),
  ],
  // Azure has the model in the URL.
  'traffic/streams/azure-nomodel-0aef85d2.json': [{ kind: 'required', pointer: '', name: 'model' }],
}

const requests = recordedRequests()
const where = recordingsExist ? '' : ' (skipped: ../shared/data is absent)'

describe(`the recorded requests${where}`, () => {
  test.skipIf(!recordingsExist)(`have no fault but the known oddities of other vendors${where}`, () => {
    const faulty = requests.map(({ file, format, body }) => [file, requestFaults(format, body)] as const)
    expect(Object.fromEntries(faulty.filter(([, faults]) => faults.length > 0))).toEqual(oddities)
  })

  test.skipIf(!recordingsExist)(`to OpenAI and Anthropic and from SDKs hold documented fields only${where}`, () => {
    const own = requests.filter(({ file }) => /^(sdk-captures|evidence)\/|\/(openai|anthropic)-[^/]*$/.test(file))
    const unknown = own.flatMap(({ file, format, body }) =>
      [...undocumentedFields(format, body)].map(({ path }) => `${file}: ${path}`),
    )
    expect(unknown).toEqual([])
  })

  test.skipIf(!recordingsExist)(`are of both formats${where}`, () => {
    expect(new Set(requests.map(({ format }) => format))).toEqual(new Set(['openai-chat', 'anthropic-messages']))
  })
})
