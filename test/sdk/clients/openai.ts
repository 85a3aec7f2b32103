import OpenAI from 'openai'
import { bodyOf, NO_FINDINGS, type Client } from './client.ts'

export const openai: Client = {
  name: 'openai',
  format: 'openai-chat',
  base: '',
  findings: NO_FINDINGS,
  async ask(call, baseURL) {
    const { headers, key = 'any', retries } = call
    const client = new OpenAI({ apiKey: key, baseURL, logLevel: 'off', ...(headers && { defaultHeaders: headers }), ...(retries !== undefined && { maxRetries: retries }) })
    const body = bodyOf(call, 'openai-chat') as unknown as OpenAI.ChatCompletionCreateParams
    const answer = await client.chat.completions.create(body)
    if (!(Symbol.asyncIterator in answer)) return answer.choices[0]!.message.content!
    let text = ''
    for await (const { choices } of answer) text += choices[0]?.delta.content ?? ''
    return text
  },
}
