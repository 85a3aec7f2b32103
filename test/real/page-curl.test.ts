import { spawnSync, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { startGateway } from '../../src/gateway/index.ts'
import { validateRequest } from '../../src/index.ts'
import { PNG } from '../gateway/requests.ts'
import { curlSamples, pageText, printedSamples } from './page-curl.ts'

const page = pageText()
const hasCurl = spawnSync('curl', ['--version']).status === 0
const why = page === undefined ? 'there is no ../shared/documented-page' : hasCurl ? '' : 'there is no curl'
const samples = page === undefined ? [] : curlSamples(page)

describe.skipIf(why !== '')(`the curl samples of the documented page${why && ` (SKIPPED: ${why})`}`, () => {
  test('are two', () => {
    expect(samples).toHaveLength(2)
  })

  test.each(samples.map((sample, index) => [index + 1, sample] as const))('work with the host replaced and placeholders filled: number %i', async (_, sample) => {
    await using gateway = await startGateway()
    const command = sample.replaceAll('https://api.shubiaobiao.com', gateway.url).replaceAll('{MIME_TYPE}', 'image/png').replaceAll('$BASE64_IMAGE', PNG)
    const shell = spawn('sh', ['-c', command], { env: { ...process.env, MIMO_API_KEY: 'any' }, stdio: ['ignore', 'pipe', 'ignore'] })
    expect(await text(shell.stdout)).toContain('I see 1 image:\\n1. a')
    expect(gateway.findings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  test('have a fault of the page, which is found: in the second a comma is missing', () => {
    const [, body] = /--data-raw '([^]*)'$/.exec(printedSamples(page!)[1]!)!
    expect(validateRequest(body!, { path: '/anthropic/v1/messages' }).findings).toMatchObject([
      { ruleId: 'json', messageId: 'syntax', message: expect.stringContaining('a comma is missing here'), location: { line: 13 } },
    ])
  })
})
