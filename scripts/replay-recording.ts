/** A part of `npm start`: replays a recording that ships to the SDK that it was made with. */
import { fileURLToPath } from 'node:url'
import type { ChatCompletion } from 'openai/resources'
import { startGateway } from '../src/gateway/index.ts'
import { call, CASES } from './recorded-cases.ts'

/** Prints what the SDK is answered. Throws when that is not what was recorded. */
export async function replayRecording(name: string): Promise<void> {
  await using gateway = await startGateway({ mode: 'replay', recordings: fileURLToPath(new URL('../recordings/shubiaobiao', import.meta.url)) })
  const result = await call(CASES.find((one) => one.name === name)!, gateway)
  const text = 'answer' in result ? (result.answer as ChatCompletion).choices[0]?.message.content : undefined
  const [exchange] = gateway.exchanges
  if (!text?.startsWith('I see 3 images:') || exchange?.recording !== name) throw new Error(`The recording ${name} was not replayed as it was made.`)
  console.log(`\nopenai, from recordings/shubiaobiao/${name}.har:\n${text.replaceAll(/^/gm, '  ')}`)
}
