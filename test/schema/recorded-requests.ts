import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { FormatId } from '../../src/core/vocabulary.ts'

/** A request body that a vendor, or at least an SDK, took. */
export interface RecordedRequest {
  readonly file: string
  readonly format: FormatId
  readonly body: unknown
}

/** Recordings live beside the checkout and are no part of it. */
const data = new URL('../../../shared/data/', import.meta.url)

/** Whether the folder with recordings is there. */
export const recordingsExist: boolean = existsSync(data)

/** Every recorded request that was answered with 200, and every one captured from an SDK. */
export function recordedRequests(): RecordedRequest[] {
  return recordingsExist ? [...sdkCaptures(), ...evidence(), ...traffic()] : []
}

function sdkCaptures(): RecordedRequest[] {
  type Capture = { request: { path: string; body: unknown } }
  const files = jsonFiles<Capture>('sdk-captures').filter(({ file }) => !file.endsWith('/INDEX.json'))
  return files.map(({ file, json }) => ({
    file,
    format: json.request.path.includes('/messages') ? 'anthropic-messages' : 'openai-chat',
    body: json.request.body,
  }))
}

function evidence(): RecordedRequest[] {
  type Evidence = { uri: string; status: number; request_body: unknown }
  const files = jsonFiles<Evidence>('evidence').filter(({ json }) => json.status === 200)
  return files.map(({ file, json }) => ({
    file,
    format: json.uri.includes('/messages') ? 'anthropic-messages' : 'openai-chat',
    body: json.request_body,
  }))
}

function traffic(): RecordedRequest[] {
  type Interaction = { meta: { family: string }; request: { body: unknown }; response: { status: number } }
  const folders = readdirSync(new URL('traffic/', data)).sort()
  const files = folders.flatMap((folder) => jsonFiles<Interaction>(`traffic/${folder}`))
  return files
    .filter(({ json }) => json.response.status === 200)
    .map(({ file, json }) => ({
      file,
      format: json.meta.family === 'anthropic' ? 'anthropic-messages' : 'openai-chat',
      body: json.request.body,
    }))
}

function jsonFiles<Json>(folder: string): { file: string; json: Json }[] {
  const names = readdirSync(new URL(`${folder}/`, data)).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => {
    const file = `${folder}/${name}`
    return { file, json: JSON.parse(readFileSync(new URL(file, data), 'utf8')) as Json }
  })
}
