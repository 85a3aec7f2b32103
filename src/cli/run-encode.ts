import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { PixpactError } from '../core/errors.ts'
import type { FormatId } from '../core/vocabulary.ts'
import type { ImageItem, TextItem, VisionRequest } from '../core/vision-request.ts'
import { encodeRequest } from '../encode/encode-request.ts'
import { callTo } from '../encode/snippets/call.ts'
import { SNIPPETS } from '../encode/snippets/index.ts'
import type { Profile } from '../profiles/profile.ts'
import { cardImage, type CardItem } from './card-option.ts'
import { settingsOf } from './settings.ts'
import type { ContractFlags } from './shared-options.ts'

/** A piece of the question. */
export type Item = TextItem | ImageItem | CardItem

export interface EncodeFlags extends ContractFlags {
  readonly system?: string
  readonly model?: string
  readonly maxTokens: number
  readonly detail?: string
  readonly stream?: true
  readonly as?: string
  readonly baseUrl?: string
  readonly apiKeyEnv?: string
}

/** Longer text goes into a file: Linux takes 128 KiB in one argument of a command. */
const LONGEST_ARGUMENT = 120_000

/** What `pixpact encode` prints. */
export async function encode(content: readonly Item[], flags: EncodeFlags): Promise<string> {
  const settings = await settingsOf(flags)
  const { profile } = settings
  const { format = Object.keys(profile.formats)[0] as FormatId, rules } = settings.optionsFor()
  const body = encodeRequest(requestOf(content, profile, flags), format, profile, rules && { rules })
  if (flags.as === undefined) return textOf(body)
  const { baseUrl, apiKeyEnv: keyVariable } = flags
  const call = callTo(profile, format, { ...(baseUrl !== undefined && { baseUrl }), ...(keyVariable !== undefined && { keyVariable }) })
  const bodyFile = Buffer.byteLength(textOf(body)) > LONGEST_ARGUMENT ? writeBody(textOf(body)) : undefined
  return SNIPPETS[flags.as]!({ ...call, body: { ...body }, ...(bodyFile !== undefined && { bodyFile }) })
}

function requestOf(content: readonly Item[], { id, samples }: Profile, flags: EncodeFlags): VisionRequest {
  const { system, detail, stream, maxTokens: maxOutputTokens } = flags
  const model = flags.model ?? samples?.model
  if (content.length === 0) throw new PixpactError('usage', 'There is nothing to encode.', 'Give --image, a file or a URL, or --card, and --text.')
  if (model === undefined) throw new PixpactError('usage', `Profile ${id} names no model.`, 'Give --model.')
  const items = content
    .map((item) => (item.type === 'card' ? cardImage(item) : item))
    .map((item) => (item.type === 'image' && detail !== undefined ? { ...item, detail } : item))
  return {
    model,
    ...(system !== undefined && { system }),
    turns: [{ role: 'user', content: items }],
    maxOutputTokens,
    ...(stream && { stream }),
  }
}

function textOf(body: object): string {
  return `${JSON.stringify(body, null, 2)}\n`
}

/** Writes the body beside the program. Its name tells its content, so that none replaces another. */
function writeBody(text: string): string {
  const name = `request-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`
  try {
    writeFileSync(name, text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError('unwritable-output', `The body cannot be written: ${why}.`, 'Run the command in a folder that may be written to.', { cause })
  }
  console.error(`The body is too long for a program text: it is in ${name}, and the program reads it from there.`)
  return name
}
