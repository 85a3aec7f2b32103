/** A part of `npm start`: sends one picture through the real SDKs of OpenAI and Anthropic to the simulated gateway. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { startGateway } from '../src/gateway/index.ts'

const PICTURE = 'fixtures/images/red.png'
const QUESTION = 'What is this?'

/** Prints what both SDKs are answered. Throws when an answer does not name the picture, or something was found in a request. */
export async function askThroughSdks(): Promise<void> {
  const data = readFileSync(fileURLToPath(new URL(`../${PICTURE}`, import.meta.url))).toString('base64')
  const gateway = await startGateway()
  try {
    const openai = new OpenAI({ apiKey: 'any', baseURL: gateway.openaiBaseUrl! })
    const { choices, usage } = await openai.chat.completions.create({
      model: 'mimo-v2-omni',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } }, { type: 'text', text: QUESTION }] }],
    })
    show('openai', choices[0]?.message.content, `${usage?.prompt_tokens} + ${usage?.completion_tokens} tokens`)

    const anthropic = new Anthropic({ apiKey: 'any', baseURL: gateway.anthropicBaseUrl! })
    const stream = anthropic.messages.stream({
      model: 'mimo-v2-omni',
      max_tokens: 1024,
      messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data } }, { type: 'text', text: QUESTION }] }],
    })
    const message = await stream.finalMessage()
    const text = message.content.find((block) => block.type === 'text')?.text
    show('@anthropic-ai/sdk, as a stream', text, `${message.usage.input_tokens} + ${message.usage.output_tokens} tokens`)

    const errors = gateway.findings.filter(({ severity }) => severity === 'error')
    if (errors.length > 0) throw new Error(`The gateway found ${errors.length} errors in what the SDKs sent.`)
  } finally {
    await gateway.close()
  }
}

function show(sdk: string, answer: string | null | undefined, tokens: string): void {
  if (!answer?.includes('a PNG image of 96 × 96 pixels')) throw new Error(`The answer through ${sdk} does not name the picture.`)
  console.log(`\n${sdk} (${tokens}):\n${answer.replaceAll(/^/gm, '  ')}`)
}
