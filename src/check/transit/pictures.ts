import { parseDataUrl } from '../../image/data-url.ts'
import { printable } from '../../core/printable.ts'
import type { CheckFinding } from '../causes.ts'
import type { Picture } from '../suite/pictures.ts'
import type { ConversionRules } from './conversions.ts'
import type { SeenPicture, SeenText, View } from './view.ts'

/** What was sent, by the URL where it could be fetched. */
export type Served = ReadonlyMap<string, Picture>

/** A picture that was sent, with the one that arrived for it. */
export interface Pairing {
  readonly sent: SeenPicture
  readonly arrived: SeenPicture
  readonly sentAt: number
}

/** How much of base64 tells one picture from another. */
const TELLING = 48

/** What became of the pictures. */
export function picturesInTransit(sent: View, arrived: View, rules: ConversionRules, served: Served): CheckFinding[] {
  const broken = arrived.pictures.flatMap(brokenness)
  if (broken.length > 0) return broken
  const { pairs, missing, invented } = matched(sent.pictures, arrived.pictures, rules.url.rule === 'free' ? served : new Map())
  const asText = missing.filter((picture) => isInTexts(picture, arrived.texts))
  if (asText.length > 0) return asText.map((picture) => ({ cause: 'picture-as-text', message: `The picture at ${picture.pointer} arrived as base64 in a text.` }))
  if (arrived.foreign.length > 0 && missing.length > 0) {
    return arrived.foreign.map(({ type, pointer }) => ({ cause: 'part-unconverted', message: `At ${pointer} of the converted body stands a part of type "${type}", which that format does not have.` }))
  }
  return [
    ...lost(missing, invented, arrived),
    ...(missing.length === 0 && invented.length === 0 ? outOfOrder(pairs) : []),
    ...pairs.flatMap((pair) => [...relabelled(pair), ...otherDetail(pair, rules)]),
  ]
}

/** A text that is neither a URL nor base64, where one of them belongs. */
function brokenness({ head, pointer }: SeenPicture): CheckFinding[] {
  const start = parseDataUrl(head)?.payloadStart
  const rest = start === undefined ? head : head.slice(start)
  if (start !== undefined && rest.startsWith('data:')) {
    return [{ cause: 'data-url-doubled', message: `The picture at ${pointer} of the converted body begins "${printable(head.slice(0, start + 24))}…".` }]
  }
  const isUrlField = pointer.endsWith('/url')
  const isDataUrl = head.startsWith('data:')
  const isUrl = /^[a-z][a-z\d+.-]*:/i.test(head)
  const isWrong = isUrlField ? !isUrl || (isDataUrl && !pointer.endsWith('/image_url/url')) : isDataUrl || isUrl
  return isWrong ? [{ cause: 'data-url-broken', message: `The picture at ${pointer} of the converted body begins "${printable(head.slice(0, 32))}…".` }] : []
}

/** Finds for each picture the one that arrived for it: the same bytes, the same URL, or the bytes behind the URL. */
export function matched(sent: readonly SeenPicture[], arrived: readonly SeenPicture[], served: Served): { pairs: Pairing[]; missing: SeenPicture[]; invented: SeenPicture[] } {
  const left = new Map(sent.entries())
  const pairs: Pairing[] = []
  const invented: SeenPicture[] = []
  for (const picture of arrived) {
    const found = [...left].find(([, candidate]) => isSame(candidate, picture, served))
    if (found === undefined) invented.push(picture)
    else {
      left.delete(found[0])
      pairs.push({ sent: found[1], arrived: picture, sentAt: found[0] })
    }
  }
  return { pairs, missing: [...left.values()], invented }
}

function isSame(sent: SeenPicture, arrived: SeenPicture, served: Served): boolean {
  return sent.identity === arrived.identity || (sent.form === 'url' && arrived.form === 'base64' && served.get(sent.identity)?.sha256 === arrived.identity)
}

function isInTexts({ form, head, isDataUrl }: SeenPicture, texts: readonly SeenText[]): boolean {
  const start = isDataUrl ? (parseDataUrl(head)?.payloadStart ?? 0) : 0
  const sign = form === 'url' ? head : head.slice(start, start + TELLING)
  return sign !== '' && texts.some(({ text }) => text.includes(sign))
}

/** What did not arrive; where as many others did, they came with other bytes. */
function lost(missing: readonly SeenPicture[], invented: readonly SeenPicture[], arrived: View): CheckFinding[] {
  const others = [...invented]
  const findings = missing.map((picture): CheckFinding => {
    const other = others.shift()
    if (other !== undefined) return { cause: 'picture-bytes', message: `The picture at ${picture.pointer} (${named(picture)}) arrived at ${other.pointer} as ${named(other)}.` }
    return {
      cause: 'picture-missing',
      about: picture.form === 'url' ? 'by URL' : 'as base64',
      message: `The picture at ${picture.pointer} (${named(picture)}) did not arrive; ${arrived.pictures.length} of ${arrived.pictures.length + missing.length} did.`,
    }
  })
  return [...findings, ...others.map((picture): CheckFinding => ({ cause: 'picture-invented', message: `At ${picture.pointer} of the converted body stands ${named(picture)}, which nobody sent.` }))]
}

function outOfOrder(pairs: readonly Pairing[]): CheckFinding[] {
  const order = pairs.map(({ sentAt }) => sentAt + 1)
  if (order.every((place, index) => place === index + 1)) return []
  return [{ cause: 'picture-order', message: `The pictures arrived in the order ${order.join(', ')}.` }]
}

/** The type may be put right, and nothing else may become of it. */
function relabelled({ sent, arrived }: Pairing): CheckFinding[] {
  const { mediaType } = arrived
  if (arrived.form === 'url' || mediaType === sent.mediaType || (mediaType !== undefined && mediaType === arrived.detected)) return []
  return [{ cause: 'media-type', message: `The picture at ${sent.pointer} was sent as ${sent.mediaType ?? 'no type'} and arrived as ${mediaType ?? 'no type'}.` }]
}

function otherDetail({ sent, arrived }: Pairing, { detail: { rule } }: ConversionRules): CheckFinding[] {
  const was = rule === 'kept' ? sent.detail : undefined
  // What is the default may be said.
  if (was === arrived.detail || ((was ?? 'auto') === 'auto' && (arrived.detail ?? 'auto') === 'auto')) return []
  const about = `The picture at ${sent.pointer} was sent with detail ${JSON.stringify(sent.detail) ?? 'left out'} and arrived with ${JSON.stringify(arrived.detail) ?? 'none'}.`
  return [{ cause: was === undefined ? 'detail-invented' : 'detail-lost', message: about }]
}

function named({ form, identity, detected, mediaType }: SeenPicture): string {
  if (form === 'url') return printable(identity.slice(0, 100))
  return `${detected ?? mediaType ?? 'unknown bytes'}, sha256 ${identity.slice(0, 12)}`
}
