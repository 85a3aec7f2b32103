import { request } from 'undici'
import { expect, test } from 'vitest'
import { startGateway } from '../../src/gateway/index.ts'
import { temporaryFolder } from './folder.ts'

test('the undici package gets recorded answers from a gateway in mode replay', async () => {
  const folder = temporaryFolder()
  const question = { method: 'POST' as const, headers: { 'content-type': 'application/json', authorization: 'Bearer any' }, body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi.' }] }) }
  const ask = async (base: string | undefined): Promise<unknown> => (await request(`${base}/chat/completions`, question)).body.json()
  await using upstream = await startGateway({ profile: 'openai' })
  const recorder = await startGateway({ profile: 'openai', mode: 'record', upstream: upstream.url, recordings: folder, allowRecordInCi: true })
  const said = await ask(recorder.openaiBaseUrl)
  await recorder.close()
  await using replayer = await startGateway({ profile: 'openai', mode: 'replay', recordings: folder })
  expect(await ask(replayer.openaiBaseUrl)).toEqual(said)
})
