import { describe, expect, test } from 'vitest'
import { ask, type Answered } from './ask.ts'
import { afterTools, asking, base64Of, contentsOf, named, partOf, picturesOf, textPart, URL_PICTURE, withContent } from './bodies.ts'
import { nameOf, PAIRS, type Dialect, type Pair } from './miniature/dialect.ts'
import { FAULT_NAMES, FAULTS, pairsOf, type FaultName } from './miniature/faults.ts'
import { startMiniature } from './miniature/miniature.ts'
import type { Value } from './miniature/value.ts'
import { startProvider, type Manner } from './provider.ts'

/** What came of a request: the answer, and the body that reached the provider, if any did. */
interface Outcome {
  readonly answer: Answered
  readonly sent: Value | undefined
}

/** A request that a fault shows itself on, and what it looks like there. */
interface Case {
  readonly manner?: Manner
  readonly body: (inbound: Dialect) => unknown
  readonly shows: (outcome: Outcome, pair: Pair) => void
}

const [red, blue, third] = [named('image/png', 1), named('image/png', 2), named('image/jpeg', 3)]

const three = (inbound: Dialect): Value => asking(inbound, [red, blue, third])
const ofTool = (inbound: Dialect): Value => afterTools(inbound, [textPart('T'), partOf(inbound, red)], 'None.')
const broken = (inbound: Dialect): Value => asking(inbound, [`image/png,*${base64Of()}`])

function pictures(expected: readonly string[]): Case['shows'] {
  return ({ answer, sent }) => {
    expect(answer.status).toBe(200)
    expect(picturesOf(sent)).toEqual(expected)
  }
}

/** Every fault but the one that ends the process. */
const CASES: Readonly<Record<Exclude<FaultName, 'dies-on-cut'>, Case>> = {
  'drops-second-image': { body: three, shows: pictures([red, third]) },
  'swaps-order': { body: three, shows: pictures([blue, red, third]) },
  'rewrites-media-type': { body: (inbound) => asking(inbound, [red, URL_PICTURE]), shows: pictures([red.replace('png', 'jpeg'), URL_PICTURE]) },
  'doubles-data-prefix': { body: three, shows: ({ sent }) => expect(JSON.stringify(sent)).toContain(`"data:image/png;base64,data:image/png;base64,${base64Of()}"`) },
  'bare-base64-as-url': { body: three, shows: ({ sent }) => expect(JSON.stringify(sent)).toContain(`"url":"${base64Of()}"`) },
  'flattens-tool-image-to-text': {
    body: ofTool,
    shows: ({ sent }) => {
      expect(picturesOf(sent)).toEqual([])
      expect(contentsOf(sent).find((text) => text.includes(base64Of()))).toMatch(/^\[\{"type":"text","text":"T"\},\{/)
    },
  },
  'accepts-bad-base64': { body: broken, shows: pictures([red]) },
  'server-error-for-client-fault': { body: broken, shows: ({ answer }) => expect(answer.status).toBe(500) },
  'leaks-stack-trace': {
    body: broken,
    shows: ({ answer }) => {
      expect(answer.status).toBe(400)
      expect(answer.text).toMatch(/\\n {4}at .*\.ts:\d+/)
    },
  },
  'hides-mid-stream-error': {
    manner: 'breaks with an error',
    body: (inbound) => asking(inbound, [red], { stream: true }),
    shows: ({ answer: { text } }, { inbound }) => {
      expect(text).not.toMatch(/Overloaded|"error"/)
      expect(text).toMatch(inbound === 'openai-chat' ? /"finish_reason":"stop".*\n\ndata: \[DONE\]\n\n$/ : /"end_turn".*\n\nevent: message_stop\n.*\n\n$/)
    },
  },
  'strips-detail': {
    body: (inbound) => withContent(inbound, [partOf(inbound, red, { detail: 'low' }), textPart('What?')]),
    shows: ({ sent }) => expect(JSON.stringify(sent)).not.toContain('detail'),
  },
  'empty-detail': { body: three, shows: ({ sent }) => expect(JSON.stringify(sent)).toContain(`"detail":""`) },
  'keeps-image-url-in-tool-result': { body: ofTool, shows: ({ sent }) => expect(JSON.stringify(sent)).toMatch(/"tool_result".*"image_url":\{"url":"data:image\/png;base64,/) },
  'forwards-unconverted': { body: three, shows: ({ sent }, { inbound }) => expect(sent).toEqual(three(inbound)) },
  'reencodes-picture': {
    body: (inbound) => asking(inbound, [red, URL_PICTURE]),
    shows: ({ sent }) => {
      const [picture, url] = picturesOf(sent)
      expect(url).toBe(URL_PICTURE)
      expect(picture).not.toBe(red)
      const [bytes, original] = [picture!, red].map((text) => Buffer.from(text.split(',')[1]!, 'base64'))
      expect(bytes!.subarray(0, original!.length - 12)).toEqual(original!.subarray(0, -12))
      expect(bytes!.subarray(-12)).toEqual(original!.subarray(-12))
    },
  },
  'openai-envelope-for-anthropic': {
    manner: 429,
    body: three,
    shows: ({ answer }) => {
      expect(answer.status).toBe(429)
      expect(answer.json).toEqual({ error: { message: 'This is a 429.', type: 'rate_limit_error', param: null, code: null } })
    },
  },
  'not-found': { body: three, shows: ({ answer }) => expect(answer.status).toBe(404) },
}

async function outcomeOf(pair: Pair, body: unknown, fault?: FaultName, manner?: Manner): Promise<Outcome> {
  await using provider = await startProvider(manner)
  await using gateway = await startMiniature({ ...pair, upstream: provider.url, ...(fault && { fault }) })
  const answer = await ask(gateway.url, pair.inbound, body)
  return { answer, sent: provider.arrivals[0]?.body }
}

const shown = Object.entries(CASES).flatMap(([fault, one]) => pairsOf(fault as FaultName).map((pair) => [fault as FaultName, nameOf(pair), pair, one] as const))

describe('a miniature with a fault', () => {
  test.each(shown)('%s shows it: %s', async (fault, _, pair, { manner, body, shows }) => {
    shows(await outcomeOf(pair, body(pair.inbound), fault, manner), pair)
  })

  test.each(shown)('%s shows it where a correct one does not: %s', async (_fault, _, pair, { manner, body, shows }) => {
    const outcome = await outcomeOf(pair, body(pair.inbound), undefined, manner)
    expect(() => shows(outcome, pair)).toThrow()
  })

  const touching: readonly FaultName[] = ['not-found', 'forwards-unconverted']
  const silent = shown.filter(([fault]) => !touching.includes(fault))
  test.each(silent)('%s does as a correct one where nothing sets it off: %s', async (fault, _, pair) => {
    const body = asking(pair.inbound, [URL_PICTURE])
    const [faulty, correct] = [await outcomeOf(pair, body, fault), await outcomeOf(pair, body)]
    // It adds to every picture.
    if (fault !== 'empty-detail') expect(faulty.sent).toEqual(correct.sent)
    expect({ ...faulty.answer.json, created: 0 }).toEqual({ ...correct.answer.json, created: 0 })
  })

  test('is refused where the fault makes no sense, and where it would end the tests', async () => {
    const upstream = 'http://127.0.0.1:9'
    const toMessages = { inbound: 'openai-chat', upstreamFormat: 'anthropic-messages', upstream } as const
    await expect(startMiniature({ ...toMessages, fault: 'empty-detail' })).rejects.toThrow('It is for: anthropic-messages→openai-chat.')
    await expect(startMiniature({ ...toMessages, fault: 'dies-on-cut' })).rejects.toThrow('start main.ts')
  })
})

test('each fault is for some pair, and each pair has faults of its own', () => {
  expect(Object.keys(FAULTS)).toEqual([...FAULT_NAMES])
  for (const fault of FAULT_NAMES) expect(pairsOf(fault).length).toBeGreaterThan(0)
  for (const pair of PAIRS) expect(FAULT_NAMES.filter((fault) => FAULTS[fault].isFor(pair)).length).toBeGreaterThan(8)
})
