import { withLists, withPictures, withPictureTexts } from './content-lists.ts'
import { PAIRS, nameOf, type Dialect, type Pair } from './dialect.ts'
import type { Hooks } from './hooks.ts'
import { normalEnd } from './normal-end.ts'
import { dataUrlOf, isPicture } from './picture.ts'
import { Rejection } from './rejection.ts'
import { repacked } from './repacked.ts'
import { isObject, textOf, type Value } from './value.ts'

/** One thing that a gateway does wrong. */
export interface Fault {
  /** Where it makes sense: between these formats. */
  readonly isFor: (pair: Pair) => boolean
  readonly hooks: (pair: Pair) => Partial<Hooks>
  /** True for what ends the process that the gateway runs in. */
  readonly kills?: true
}

const everywhere = (): boolean => true
const converting = ({ inbound, upstreamFormat }: Pair): boolean => inbound !== upstreamFormat
const toChat = ({ upstreamFormat }: Pair): boolean => upstreamFormat === 'openai-chat'
const between = (from: Dialect, to: Dialect) => ({ inbound, upstreamFormat }: Pair): boolean => inbound === from && upstreamFormat === to

const sending = (sent: Hooks['sent']): Fault['hooks'] => () => ({ sent })

export const FAULT_NAMES = [
  'drops-second-image', 'swaps-order', 'rewrites-media-type', 'doubles-data-prefix', 'bare-base64-as-url', 'flattens-tool-image-to-text',
  'accepts-bad-base64', 'server-error-for-client-fault', 'leaks-stack-trace', 'hides-mid-stream-error', 'strips-detail', 'empty-detail',
  'keeps-image-url-in-tool-result', 'forwards-unconverted', 'reencodes-picture', 'dies-on-cut', 'openai-envelope-for-anthropic', 'not-found',
] as const

export type FaultName = (typeof FAULT_NAMES)[number]

export const FAULTS: Readonly<Record<FaultName, Fault>> = {
  'drops-second-image': { isFor: everywhere, hooks: sending((body) => withLists(body, (list) => list.filter((part) => part !== list.filter(isPicture)[1]))) },
  'swaps-order': { isFor: everywhere, hooks: sending((body) => withLists(body, swapped)) },
  'rewrites-media-type': {
    isFor: everywhere,
    hooks: sending((body) =>
      withPictureTexts(body, {
        url: (url) => url.replace(/^data:image\/png;/, 'data:image/jpeg;'),
        source: (source) => (source.media_type === 'image/png' ? { ...source, media_type: 'image/jpeg' } : source),
      }),
    ),
  },
  'doubles-data-prefix': { isFor: toChat, hooks: sending((body) => withPictureTexts(body, { url: (url) => url.replace(/^data:[^,]*,/, '$&$&') })) },
  'bare-base64-as-url': {
    isFor: (pair) => toChat(pair) || converting(pair),
    hooks: sending((body) =>
      withPictureTexts(body, { url: (url) => dataUrlOf(url)?.data ?? url, source: ({ data }) => ({ type: 'url', url: data }) }),
    ),
  },
  'flattens-tool-image-to-text': {
    isFor: converting,
    hooks: () => ({ accepted: (body) => withLists(body, (list, role) => (role === 'tool' && list.some(isPicture) ? JSON.stringify(list) : list)) }),
  },
  'accepts-bad-base64': {
    isFor: everywhere,
    hooks: () => ({
      received: (body) =>
        withPictureTexts(body, {
          url: (url) => url.replace(/^(data:[^,]*;base64,)(.*)$/s, (_, prefix: string, data: string) => prefix + cleaned(data)),
          source: (source) => ({ ...source, data: cleaned(textOf(source.data)) }),
        }),
    }),
  },
  'server-error-for-client-fault': { isFor: everywhere, hooks: () => ({ rejected: ({ message }) => new Rejection(message, 500) }) },
  'leaks-stack-trace': { isFor: everywhere, hooks: () => ({ rejected: ({ stack = '', status }) => new Rejection(stack, status) }) },
  'hides-mid-stream-error': { isFor: everywhere, hooks: ({ inbound }) => ({ brokenOff: (_, written) => normalEnd(inbound, written) }) },
  'strips-detail': { isFor: between('openai-chat', 'openai-chat'), hooks: sending((body) => withPictures(body, withoutDetail)) },
  'empty-detail': { isFor: between('anthropic-messages', 'openai-chat'), hooks: sending((body) => withPictures(body, withEmptyDetail)) },
  'keeps-image-url-in-tool-result': {
    isFor: between('openai-chat', 'anthropic-messages'),
    hooks: sending((body) => withLists(body, (list, role) => (role === 'tool' ? list.map(chatPart) : list))),
  },
  'forwards-unconverted': { isFor: converting, hooks: sending((_, accepted) => accepted) },
  'reencodes-picture': {
    isFor: everywhere,
    hooks: sending((body) =>
      withPictureTexts(body, {
        url: (url) => url.replace(/^(data:[^,]*,)(.*)$/s, (_, prefix: string, data: string) => prefix + repacked(data)),
        source: (source) => ({ ...source, data: repacked(textOf(source.data)) }),
      }),
    ),
  },
  'dies-on-cut': { isFor: everywhere, kills: true, hooks: () => ({ cut: (error) => setImmediate(() => { throw error }) }) },
  'openai-envelope-for-anthropic': { isFor: ({ inbound }) => inbound === 'anthropic-messages', hooks: () => ({ envelope: () => 'openai-chat' }) },
  'not-found': { isFor: everywhere, hooks: () => ({ isServed: false }) },
}

/** The pairs that a fault is for. */
export function pairsOf(fault: FaultName): readonly Pair[] {
  return PAIRS.filter(FAULTS[fault].isFor)
}

/** What a gateway between these formats does otherwise than it should. */
export function hooksOf(name: FaultName, pair: Pair): Partial<Hooks> {
  const fault = FAULTS[name]
  if (!fault.isFor(pair)) throw new TypeError(`The fault "${name}" makes no sense for ${nameOf(pair)}. It is for: ${pairsOf(name).map(nameOf).join(', ')}.`)
  return fault.hooks(pair)
}

function swapped(list: readonly Value[]): readonly Value[] {
  const [first, second] = list.filter(isPicture)
  if (first === undefined || second === undefined) return list
  return list.map((part) => (part === first ? second : part === second ? first : part))
}

/** As lenient decoders read it. */
function cleaned(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64')
}

function withoutDetail(part: Value): Value {
  return isObject(part.image_url) ? { ...part, image_url: { url: part.image_url.url } } : part
}

function withEmptyDetail(part: Value): Value {
  return isObject(part.image_url) ? { ...part, image_url: { ...part.image_url, detail: '' } } : part
}

/** A picture of Messages as Chat Completions has it. */
function chatPart(part: Value): Value {
  if (!isObject(part.source)) return part
  const { type, url, media_type: mediaType, data } = part.source
  return { type: 'image_url', image_url: { url: type === 'url' ? url : `data:${textOf(mediaType)};base64,${textOf(data)}` } }
}
