import { describe, expect, test } from 'vitest'
import { encodeRequest } from '../../src/encode/encode-request.ts'
import { SNIPPETS } from '../../src/encode/snippets/index.ts'
import { startGateway, type Gateway } from '../../src/gateway/index.ts'
import { SDK_PATHS } from '../../src/profiles/sdk-base.ts'
import { PNG } from '../gateway/requests.ts'
import { pageText } from '../real/page-curl.ts'
import { mended, pythonSamples } from '../real/page-python.ts'
import { namesIn, SETS } from './cards.ts'
import { MODEL } from './clients/client.ts'
import { python, runPython } from './python.ts'

const page = pageText()
const samples = page === undefined ? [] : pythonSamples(page)
const found = python()
const path = 'path' in found ? found.path : ''
const why = 'missing' in found ? found.missing : ''
const whyNoPage = why || (page === undefined ? 'there is no ../shared/documented-page' : '')
const note = (reason: string): string => (reason === '' ? '' : ` (SKIPPED: ${reason})`)

/** What a reader does: the host is replaced, and placeholders are filled. */
function filled(sample: string, { url }: Gateway): string {
  return sample.replaceAll('https://api.shubiaobiao.com', url).replaceAll('{MIME_TYPE}', 'image/png').replaceAll('$BASE64_IMAGE', PNG)
}

describe.skipIf(whyNoPage !== '')(`the Python samples of the documented page${note(whyNoPage)}`, () => {
  test('are three', () => {
    expect(samples).toHaveLength(3)
  })

  test.each([[0, 1], [2, 2]])('work with the host replaced and placeholders filled: number %i', async (index, images) => {
    await using gateway = await startGateway()
    const { code, stdout, stderr } = await runPython(path, filled(samples[index]!, gateway))
    expect(stdout, stderr).toContain(`I see ${images} image`)
    expect(code).toBe(0)
    expect(gateway.findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  test('that with base64 lacks a comma, and is no Python', async () => {
    await using gateway = await startGateway()
    const { code, stderr } = await runPython(path, filled(samples[1]!, gateway))
    expect(stderr).toMatch(/line 21\n\s*"data": .*\n\s*\^+\nSyntaxError: /)
    expect(code).toBe(1)
    expect(gateway.exchanges).toEqual([])
  })

  test('that with base64 works where the comma and the import are put in', async () => {
    await using gateway = await startGateway()
    const { stdout, stderr } = await runPython(path, filled(mended(samples[1]!), gateway))
    expect(stdout, stderr).toContain('I see 1 image')
    expect(gateway.findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })
})

const CALLS = (['openai-chat', 'anthropic-messages'] as const).flatMap((format) =>
  Object.entries(SETS).flatMap(([set, { images, names }]) => [false, true].map((stream) => ({ format, set, images, names, stream }))),
)

describe.skipIf(why !== '')(`the Python SDKs${note(why)}`, () => {
  test.each(CALLS)('read the answer about $set with what `encode --as python` writes: $format, stream: $stream', async ({ format, images, names, stream }) => {
    await using gateway = await startGateway()
    const turns = [{ role: 'user' as const, content: [...images, { type: 'text' as const, text: 'Which?' }] }]
    const body: object = encodeRequest({ model: MODEL, turns, maxOutputTokens: 1024, ...(stream && { stream }) }, format)
    const baseUrl = format === 'openai-chat' ? gateway.openaiBaseUrl! : gateway.anthropicBaseUrl!
    const program = SNIPPETS['python']!({ format, body: { ...body }, baseUrl, url: baseUrl + SDK_PATHS[format], keyVariable: 'MIMO_API_KEY', keyHeader: 'api-key' })
    const { stdout, stderr } = await runPython(path, program)
    expect(namesIn(textOf(stdout)), stderr).toEqual(names)
    expect(gateway.findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })
})

/** The text of the answer, which the program prints as JSON, an event a line. */
function textOf(stdout: string): string {
  const answers = stdout.trim().split('\n').map((line) => JSON.parse(line))
  return answers.map(({ choices, content, delta, type }) => (
    choices?.[0]?.message?.content ?? choices?.[0]?.delta?.content ?? content?.map(({ text = '' }) => text).join('') ?? (type === 'content_block_delta' ? delta.text : '') ?? ''
  )).join('')
}
