import type { Body } from '../body/body.ts'
import type { StringFacts } from '../body/string-facts.ts'
import type { ImageSummary } from '../core/vocabulary.ts'
import { isDataUrl, parseDataUrl, type DataUrl } from '../image/data-url.ts'
import { probeImage, type ImageProbe } from '../image/probe.ts'
import type { UrlFile } from '../image/url-facts.ts'
import type { ContentPart } from './content-part.ts'

/** An image of a request, with all that the rules may know of it. */
export interface ImagePart {
  readonly part: ContentPart
  /** Pointer of the URL or of the base64 data. */
  readonly pointer: string
  readonly facts: StringFacts
  readonly form: 'url' | 'base64'
  /** Where the declared media type stands, and what it says. In a data URL it has the pointer of the URL. */
  readonly declared?: { readonly pointer: string; readonly text: string }
  /** Present when the text begins with `data:` and has a comma. */
  readonly dataUrl?: DataUrl
  /** What the encoded bytes are; present for base64. */
  readonly probe?: ImageProbe
}

/** An image in a field that takes a URL or a data URL. */
export function imageFromUrlField(part: ContentPart, pointer: string, text: string, body: Body): ImagePart {
  const facts = body.facts(text)
  const dataUrl = parseDataUrl(facts.head)
  const probe = isDataUrl(facts.head) || mayBeBase64(facts) ? probeOf(facts) : undefined
  const base64 = probe !== undefined && (isDataUrl(facts.head) || facts.length >= 512 || isImage(probe))
  return {
    part,
    pointer,
    facts,
    form: base64 ? 'base64' : 'url',
    ...(dataUrl?.mediaType && { declared: { pointer, text: dataUrl.mediaType } }),
    ...(dataUrl && { dataUrl }),
    ...(base64 && { probe }),
  }
}

/** An image in a field that takes nothing but base64. */
export function imageFromDataField(
  part: ContentPart,
  pointer: string,
  text: string,
  declared: ImagePart['declared'],
  body: Body,
): ImagePart {
  const facts = body.facts(text)
  const dataUrl = parseDataUrl(facts.head)
  const probe = probeOf(facts)
  return { part, pointer, facts, form: 'base64', probe, ...(declared && { declared }), ...(dataUrl && { dataUrl }) }
}

function probeOf({ head, tail, length, payloadStart, base64 }: StringFacts): ImageProbe {
  const encoded = length - payloadStart
  return probeImage(head.slice(payloadStart), tail.slice(-encoded), encoded, base64)
}

/** Text without a scheme or a dot that may be base64. Where it is short enough to be meant as a path, its bytes must tell. */
function mayBeBase64({ base64 }: StringFacts): boolean {
  return base64.foreign === undefined && base64.digits >= 16
}

function isImage({ kind }: ImageProbe): boolean {
  return kind?.mediaType.startsWith('image/') ?? false
}

/** What a report says of an image, of which `file` was found behind its URL. */
export function summaryOf(image: ImagePart, file?: UrlFile): ImageSummary {
  const { probe, facts, declared } = image
  return {
    pointer: image.pointer,
    form: image.form,
    role: image.part.role,
    ...(declared && { declaredMediaType: declared.text.slice(0, 100) }),
    ...(probe?.kind && { detectedMediaType: probe.kind.mediaType }),
    ...(probe && { encodedChars: facts.length - facts.payloadStart, decodedBytes: probe.decodedBytes }),
    ...probe?.dimensions,
    ...(file && summaryOfFile(file)),
  }
}

function summaryOfFile({ detectedMediaType, bytes, width, height }: UrlFile): Partial<ImageSummary> {
  return {
    ...(detectedMediaType !== undefined && { detectedMediaType }),
    ...(bytes !== undefined && { decodedBytes: bytes }),
    ...(width !== undefined && height !== undefined && { width, height }),
  }
}
