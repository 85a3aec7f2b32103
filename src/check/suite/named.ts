import type { FormatId } from '../../core/vocabulary.ts'
import type { JsonObject } from '../../mutations/mutation.ts'
import { encodedPart, urlPart } from '../../mutations/picture.ts'
import type { CaseSetting, CheckCase } from './check-case.ts'
import { numberOf, pictureOf, type Picture } from './pictures.ts'
import { bodyOfPlan, PLAIN, type Plan } from './plan.ts'
import { planned } from './positive.ts'

/** What a part of one's own makes of a plain request. */
type Parts = (picture: Picture, setting: CaseSetting, format: FormatId) => readonly JsonObject[]

/** Requests that gateways are known to have stumbled over, by the issue that tells of it. */
export function namedCases(format: FormatId): CheckCase[] {
  const chat = format === 'openai-chat'
  const plan = (name: string, change: Partial<Plan>, about: string): CheckCase =>
    planned(format, `known/${name}`, { ...PLAIN, ...change }, { known: 'yes' }, about)
  return [
    plan('litellm-28-image-and-tools', { role: 'tool', count: 0 }, 'a tool call beside a text (litellm#2898)'),
    plan('litellm-30-webp', { type: 'image/webp' }, 'a WebP picture (litellm#7178)'),
    plan('ccr-36-prefix', { count: 2 }, 'base64 that is given a prefix once only (claude-code-router#958)'),
    plan('ccr-38-plain-text', { count: 0 }, 'no picture at all (claude-code-router#820)'),
    plan('langchain-45-order', { count: 2, position: 'between' }, 'text, picture, text, picture, in this order (langchain-aws#501)'),
    plan('portkey-33-url', { form: 'url', count: 2 }, 'pictures by URL (Portkey#975)'),
    plan('new-api-8-image-on-chat-channel', { count: 1, stream: true }, 'a picture in a stream (new-api#2498)'),
    ...(chat ? chatPlans(plan) : messagesPlans(plan)),
    ...(chat ? CHAT_PARTS : MESSAGES_PARTS).map(([name, about, parts, byUrl]) => withParts(format, name, about, parts, byUrl)),
  ]
}

function chatPlans(plan: (name: string, change: Partial<Plan>, about: string) => CheckCase): CheckCase[] {
  return [
    plan('new-api-3-image-of-a-tool', { role: 'tool' }, 'role tool with an image_url (new-api#6260)'),
    plan('new-api-3-images-of-a-tool', { role: 'tool', count: 2, form: 'mixed' }, 'role tool with two of them (new-api#6260)'),
    plan('litellm-26-data-url', { type: 'image/jpeg' }, 'a data URL whose prefix some upstreams do not take (litellm#18338)'),
  ]
}

function messagesPlans(plan: (name: string, change: Partial<Plan>, about: string) => CheckCase): CheckCase[] {
  return [
    plan('new-api-1-no-detail', {}, 'a picture without detail, which must not be made up (new-api#3342)'),
    plan('new-api-2-tool-result', { role: 'tool' }, 'a picture in a tool result (new-api#7407)'),
    plan('new-api-6-tool-result-with-text', { role: 'tool', position: 'after' }, 'text and picture in a tool result (new-api#7148)'),
    plan('litellm-17-tool-result-list', { role: 'tool', count: 3 }, 'several pictures in a tool result (litellm#23712)'),
    plan('litellm-14-block', { type: 'image/jpeg' }, 'a base64 block as it is documented (litellm#6893)'),
    plan('vercel-40-url-in-tool-result', { role: 'tool', form: 'url' }, 'a picture by URL in a tool result (vercel/ai#18982)'),
    plan('ccr-39-turns', { role: 'history', count: 2 }, 'pictures of an earlier turn (claude-code-router#1293)'),
  ]
}

const base64 = ({ data }: Picture): string => data.toString('base64')

const CHAT_PARTS: readonly (readonly [name: string, about: string, parts: Parts, byUrl?: true])[] = [
  ['litellm-20-bare-string', 'image_url as a string (litellm#18430)', (picture) => [{ type: 'image_url', image_url: `data:image/png;base64,${base64(picture)}` }]],
  ['portkey-34-block', 'a block of Messages (Portkey#652)', (picture) => [encodedPart('anthropic-messages', 'image/png', base64(picture))]],
  ['clewdr-44-alias', 'image/jpg (clewdr#121)', (picture) => [encodedPart('openai-chat', 'image/jpg', base64(pictureLike(picture, 'image/jpeg')))]],
  ['clewdr-44-parameter', 'a data URL with a parameter (clewdr#121)', (picture) => [urlPart('openai-chat', `data:image/png;name=a.png;base64,${base64(picture)}`)]],
  ['litellm-13-mislabelled', 'JPEG bytes as image/png (litellm#24900)', (picture) => [encodedPart('openai-chat', 'image/png', base64(pictureLike(picture, 'image/jpeg')))]],
  ['litellm-24-pdf', 'a PDF as a picture (litellm#6204)', () => [encodedPart('openai-chat', 'application/pdf', PDF)]],
  ['new-api-7-undecodable', 'bytes that are no picture (new-api#557)', () => [encodedPart('openai-chat', 'image/webp', Buffer.from('no picture at all').toString('base64'))]],
  ['new-api-4-file-part', 'a file part (new-api#3481)', () => [{ type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` } }]],
  ['litellm-21-string-in-content', 'a string among the parts (litellm#20556)', () => ['And this?' as unknown as JsonObject]],
  ['litellm-23-unfetchable', 'a URL at which there is nothing (litellm#14085, llmgateway#4149)', (picture, { urlOf }) => [urlPart('openai-chat', nowhere(urlOf(picture)))], true],
  ['litellm-25-query', 'a URL with a query (litellm#4441)', (picture, { urlOf }) => [urlPart('openai-chat', `${urlOf(picture)}?auto=compress&width=96`)], true],
]

const MESSAGES_PARTS: typeof CHAT_PARTS = [
  ['litellm-13-mislabelled', 'JPEG bytes as image/png (litellm#24900)', (picture) => [encodedPart('anthropic-messages', 'image/png', base64(pictureLike(picture, 'image/jpeg')))]],
  ['new-api-7-undecodable', 'bytes that are no picture (new-api#557)', () => [encodedPart('anthropic-messages', 'image/webp', Buffer.from('no picture at all').toString('base64'))]],
  ['clewdr-44-alias', 'image/jpg (clewdr#121)', (picture) => [encodedPart('anthropic-messages', 'image/jpg', base64(pictureLike(picture, 'image/jpeg')))]],
  ['litellm-32-document', 'a PDF as a document (litellm#18068)', () => [{ type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: PDF } }]],
  ['new-api-null-source', 'a block without its source', () => [{ type: 'image', source: null }]],
  ['litellm-23-unfetchable', 'a URL at which there is nothing (litellm#14085, llmgateway#4149)', (picture, { urlOf }) => [urlPart('anthropic-messages', nowhere(urlOf(picture)))], true],
  ['portkey-34-image-url', 'an image_url of Chat Completions', (picture) => [encodedPart('openai-chat', 'image/png', base64(picture))]],
]

const PDF = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')

/** A URL like this one, of a picture that there is not. */
function nowhere(url: string): string {
  return url.replace(/[0-9a-f]{16}(?=\.)/, '0'.repeat(16))
}

/** Another picture, of another type. */
function pictureLike({ sha256 }: Picture, mediaType: Picture['mediaType']): Picture {
  return pictureOf(mediaType, 0, numberOf(sha256))
}

/** A plain request in which other parts stand before the text; vendors differ in what they make of them. */
function withParts(format: FormatId, name: string, about: string, parts: Parts, byUrl = false): CheckCase {
  return {
    id: `${format}/known/${name}`,
    format,
    expects: 'either',
    dimensions: { kind: 'odd', known: 'yes' },
    about,
    byUrl,
    write(setting) {
      const picture = pictureOf('image/png', 0, numberOf(setting.token, 0))
      const { body } = bodyOfPlan({ ...PLAIN, count: 0, position: 'between' }, format, setting)
      const [message] = body['messages'] as readonly [{ readonly content: unknown }]
      const text = typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : (message.content as readonly unknown[])
      const content = [...parts(picture, setting, format), ...text]
      return { body: JSON.stringify({ ...body, messages: [{ ...message, content }] }), pictures: [picture] }
    },
  }
}

