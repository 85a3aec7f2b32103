import { aiAnthropic, aiCompatible, aiOpenai } from './ai.ts'
import { anthropic, anthropic0 } from './anthropic.ts'
import type { Client } from './client.ts'
import { curlChat, curlMessages, hasCurl } from './curl.ts'
import { openai } from './openai.ts'

/** All clients, each with why it cannot be tried here, for the title of its tests. */
export const CLIENTS: readonly (readonly [title: string, client: Client, isHere: boolean])[] = [
  openai, anthropic, anthropic0, aiOpenai, aiCompatible, aiAnthropic, curlChat, curlMessages,
].map((client) => {
  const isHere = client.name !== 'curl' || hasCurl
  return [`${client.name}, ${client.format}${isHere ? '' : ' (SKIPPED: there is no curl)'}`, client, isHere] as const
})
