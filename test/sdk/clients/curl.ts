import { spawn, spawnSync } from 'node:child_process'
import { text as textIn } from 'node:stream/consumers'
import type { FormatId } from '../../../src/core/vocabulary.ts'
import { SDK_PATHS } from '../../../src/profiles/sdk-base.ts'
import { eventsIn } from '../../gateway/requests.ts'
import { bodyOf, NO_FINDINGS, type Client } from './client.ts'

export const hasCurl: boolean = spawnSync('curl', ['--version']).status === 0

/** The texts of an answer of either format, whole or of an event. */
interface Said {
  readonly choices?: readonly { readonly message?: { readonly content: string }; readonly delta?: { readonly content?: string | null } }[]
  readonly content?: readonly { readonly text?: string }[]
  readonly delta?: { readonly text?: string }
}

function asking(format: FormatId): Client {
  return {
    name: 'curl',
    format,
    base: '',
    findings: NO_FINDINGS,
    async ask(call, baseUrl) {
      const { key = 'any', headers = {}, retries = 0, stream } = call
      const known = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', ...(key !== '' && { 'api-key': key }), ...headers }
      const fields = Object.entries(known).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
      const command = ['-sS', '--fail', '--retry', String(retries), '-w', '%{stderr}status %{http_code}', ...fields, '--data-binary', '@-', baseUrl + SDK_PATHS[format]]
      const curl = spawn('curl', command, { stdio: 'pipe' })
      curl.stdin.end(JSON.stringify(bodyOf(call, format)))
      const code = new Promise<number | null>((resolve) => curl.once('close', resolve))
      const [body, told] = await Promise.all([textIn(curl.stdout), textIn(curl.stderr)])
      const status = Number(/status (\d+)$/.exec(told)![1])
      if ((await code) !== 0) throw Object.assign(new Error(told), { name: named(await code), status })
      return (stream ? (eventsIn(body) as unknown as Said[]) : [JSON.parse(body) as Said]).map(saidIn).join('')
    },
  }
}

/** By its exit code. A connection that breaks off is one of two, by how it does. */
function named(code: number | null): string {
  return code === 18 || code === 56 ? 'curl 18 or 56' : `curl ${code}`
}

function saidIn({ choices, content, delta }: Said): string {
  const [choice] = choices ?? []
  return choice?.message?.content ?? choice?.delta?.content ?? content?.map(({ text = '' }) => text).join('') ?? delta?.text ?? ''
}

export const curlChat: Client = asking('openai-chat')
export const curlMessages: Client = asking('anthropic-messages')
