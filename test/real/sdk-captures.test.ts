import { describe, expect, test } from 'vitest'
import { validateRequest } from '../../src/index.ts'
import { dataFiles, hasData, titleNote } from './shared.ts'

interface Capture {
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body_text: string
  }
}

/** What real SDKs get wrong when they are used in a way that invites it. All other captures are clean. */
const KNOWN_BAD: Readonly<Record<string, readonly string[]>> = {
  'ai-anthropic-newline.json': ['base64/whitespace'],
  'ai-anthropic-svg.json': ['media-type/unsupported'],
  'ai-openai-localurl.json': ['image-url/not-public'],
  'ai-openai-newline.json': ['base64/whitespace'],
  'ai-openai-svg.json': ['media-type/unsupported'],
  'ai-openai-toolresult-image.json': ['image-in-text/embedded'],
}

describe(`what real SDKs send${titleNote('sdk-captures')}`, () => {
  const captures = dataFiles<Capture>('sdk-captures')

  test.skipIf(!hasData('sdk-captures'))('is there to be judged', () => {
    expect(captures.length).toBeGreaterThan(50)
    expect(Object.keys(KNOWN_BAD).filter((name) => !captures.some(([file]) => file === name))).toEqual([])
  })

  test.skipIf(!hasData('sdk-captures')).each(captures)('%s gets the right verdict with its path and headers', (name, { request }) => {
    const profile = request.path.includes('/messages') ? 'anthropic' : 'openai'
    const { method, path, headers } = request
    const { findings } = validateRequest(request.body_text, { profile, method, path, headers })
    const found = findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)
      // Older name, still sent by most: a warning that says nothing of the image.
      .filter((id) => id !== 'token-limit/other-name')
    expect(found).toEqual(KNOWN_BAD[name] ?? [])
  })
})
