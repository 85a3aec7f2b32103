import type { Body } from '../../body/body.ts'
import { digestOfPayload } from '../../body/payload-digest.ts'
import { comparePointers } from '../../core/pointer.ts'
import type { FormatId } from '../../core/vocabulary.ts'
import type { ContentPart } from '../../formats/content-part.ts'
import { FORMATS, otherFormat } from '../../formats/detect.ts'
import type { ImagePart } from '../../formats/image-part.ts'
import { asObject, asString, objectsIn } from '../../formats/shape.ts'

/** Who says something, in the words of neither format. */
export type Speaker = 'system' | 'user' | 'assistant' | 'tool'

/** A request as its reader takes it: what is said, and what is shown, in the order in which it stands. */
export interface View {
  readonly texts: readonly SeenText[]
  readonly pictures: readonly SeenPicture[]
  /** Parts that only the other format has. */
  readonly foreign: readonly { readonly pointer: string; readonly type: string }[]
}

export interface SeenText {
  readonly pointer: string
  readonly speaker: Speaker
  readonly text: string
}

export interface SeenPicture {
  readonly pointer: string
  readonly speaker: Speaker
  readonly form: 'url' | 'base64'
  /** SHA-256 of the bytes, or the URL. */
  readonly identity: string
  /** How the text begins that holds it. */
  readonly head: string
  readonly isDataUrl: boolean
  readonly mediaType?: string
  /** What the bytes are. */
  readonly detected?: string
  readonly detail?: unknown
}

/** What a body says and shows. */
export function viewOf(body: Body, format: FormatId): View {
  const { contentParts, imageOf, imageType } = FORMATS[format]
  const other = otherFormat(FORMATS[format]).imageType
  const parts = contentParts(body.value)
  const texts = [...plainTexts(body, format), ...parts.flatMap((part) => textOfPart(part, body))]
  return {
    texts: texts.filter(({ text }) => text !== '').sort((a, b) => comparePointers(a.pointer, b.pointer)),
    pictures: parts.flatMap((part) => (part.type === imageType ? pictureOf(part, imageOf(part, body)) : [])),
    foreign: parts.filter(({ type }) => type === other).map(({ pointer, type }) => ({ pointer, type })),
  }
}

function textOfPart(part: ContentPart, body: Body): SeenText[] {
  const { text } = part.value
  return part.type === 'text' && typeof text === 'string' ? [{ pointer: part.pointer, speaker: speakerOf(part), text: body.head(text) }] : []
}

/** What stands as a string where parts could: of messages, the system prompt, and tool results. */
function plainTexts(body: Body, format: FormatId): SeenText[] {
  const value = asObject(body.value)
  const texts: { pointer: string; speaker: Speaker; text: unknown }[] = [
    { pointer: '/system', speaker: 'system', text: value?.['system'] },
    ...objectsIn(value?.['messages']).map(([index, { role, content }]) => ({ pointer: `/messages/${index}/content`, speaker: ROLES[asString(role)] ?? 'user', text: content })),
    ...FORMATS[format].contentParts(value).flatMap(({ type, pointer, value: part }) =>
      type === 'tool_result' ? [{ pointer: `${pointer}/content`, speaker: 'tool' as const, text: part['content'] }] : [],
    ),
  ]
  return texts.flatMap(({ text, ...place }) => (typeof text === 'string' ? [{ ...place, text: body.head(text) }] : []))
}

const ROLES: Readonly<Record<string, Speaker>> = { system: 'system', developer: 'system', user: 'user', assistant: 'assistant', tool: 'tool', function: 'tool' }

function speakerOf({ role, container }: ContentPart): Speaker {
  return container === 'tool_result' ? 'tool' : (ROLES[role] ?? 'user')
}

function pictureOf(part: ContentPart, image: ImagePart | undefined): SeenPicture {
  const place = { pointer: part.pointer, speaker: speakerOf(part) }
  const detail = asObject(part.value['image_url'])?.['detail']
  if (image === undefined) return { ...place, form: 'url', identity: '', head: '', isDataUrl: false }
  const { facts, form, declared, probe, dataUrl } = image
  return {
    ...place,
    pointer: image.pointer,
    form,
    identity: form === 'url' ? facts.head : (facts.sha256 ?? digestOfPayload(facts.head)),
    head: facts.head,
    isDataUrl: dataUrl !== undefined,
    ...(declared && { mediaType: declared.text }),
    ...(probe?.kind && { detected: probe.kind.mediaType }),
    ...(detail !== undefined && { detail }),
  }
}
