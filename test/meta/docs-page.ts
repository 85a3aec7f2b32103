import { readFileSync } from 'node:fs'
import markdownit from 'markdown-it'
import { bodyOf } from '../../src/body/body.ts'
import type { UrlFacts } from '../../src/image/url-facts.ts'
import { validateRequest, validateResponse, type Finding, type FormatId, type ImageSummary, type ValidateOptions, type Verdict } from '../../src/index.ts'
import type { Fetched } from '../../src/rules/rule.ts'
import { judgement } from '../../src/validate/judge.ts'
import { cooked } from '../rules/recipes.ts'

/** A documentation page, taken apart. */
export interface Page {
  readonly text: string
  readonly title: string
  /** The first paragraph, as written. */
  readonly summary: string
  /** The headings below the title. */
  readonly sections: readonly string[]
  readonly examples: readonly Example[]
  /** Addresses of links that stay in the repository, and the anchors of this page. */
  readonly links: readonly string[]
  readonly anchors: readonly string[]
}

/** A fenced request body or answer whose info string says what is to be found in it. */
export interface Example {
  readonly section: string
  readonly line: number
  readonly language: string
  readonly options: ReadonlyMap<string, string>
  readonly content: string
}

const parser = markdownit()

export function readPage(file: URL): Page {
  const text = readFileSync(file, 'utf8')
  const tokens = parser.parse(text, {})
  const inline = (index: number): string => tokens[index + 1]?.content ?? ''
  const isHeading = (index: number): boolean => tokens[index]?.type === 'heading_open'
  const headings = tokens.flatMap(({ tag }, index) => (isHeading(index) ? [{ index, tag, text: inline(index) }] : []))
  const sectionAt = (index: number): string => headings.findLast(({ tag, index: at }) => tag === 'h2' && at < index)?.text ?? ''
  return {
    text,
    title: headings[0]?.tag === 'h1' ? headings[0].text : '',
    summary: inline(tokens.findIndex(({ type }) => type === 'paragraph_open')),
    sections: headings.slice(1).map((heading) => heading.text),
    examples: tokens.flatMap((token, index) => {
      if (token.type !== 'fence') return []
      const [language = '', ...words] = token.info.split(' ')
      const options = new Map(words.map((word) => [word.split('=', 1)[0]!, word.slice(word.indexOf('=') + 1)]))
      return [{ section: sectionAt(index), line: token.map![0] + 1, language, options, content: token.content }]
    }),
    links: tokens
      .flatMap((token) => token.children ?? [])
      .flatMap((token) => (token.type === 'link_open' ? [String(token.attrGet('href') ?? '')] : []))
      .filter((address) => !/^https?:/.test(address)),
    anchors: headings.map((heading) => anchorOf(heading.text)),
  }
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')
}

/** The ids that an example names: `expect=base64/padding,base64/url-safe`, or `expect=none`. */
export function expectedOf({ options }: Example): string[] {
  const expected = options.get('expect') ?? ''
  return expected === 'none' ? [] : expected.split(',').toSorted()
}

/** What is found in an example: errors and warnings, and those notes that it expects. */
export function foundIn(example: Example): string[] {
  const expected = expectedOf(example)
  const found = (isAnswer(example) ? findingsInAnswer(example) : findingsInRequest(example))
    .map(({ ruleId, messageId, severity }) => ({ id: `${ruleId}/${messageId}`, severity }))
    .filter(({ id, severity }) => severity !== 'info' || expected.includes(id))
  return [...new Set(found.map(({ id }) => id))].toSorted()
}

/** What has a status is an answer, and so is an event stream. */
function isAnswer({ language, options }: Example): boolean {
  return language === 'sse' || options.has('status')
}

/**
 * `images=144x64` says that the request which is answered held an image of so many pixels; several are parted by commas.
 * `include_usage=true` says that it asked for usage at the end of the stream.
 */
function findingsInAnswer({ language, options, content }: Example): readonly Finding[] {
  const [profile, format, images, includeUsage] = ['profile', 'format', 'images', 'include_usage'].map((name) => options.get(name))
  const contentType = options.get('content-type') ?? (language === 'sse' ? 'text/event-stream' : undefined)
  const answer = { status: Number(options.get('status') ?? 200), ...(contentType && { headers: { 'content-type': contentType } }), body: content }
  const told = { ...(profile !== undefined && { profile }), ...(format !== undefined && { format: format as FormatId }) }
  const request = images === undefined ? undefined : verdictOf(images, told.format)
  return validateResponse(answer, { ...told, request: includeUsage === undefined ? request : requestOf(includeUsage === 'true') }).findings
}

function requestOf(includeUsage: boolean): unknown {
  return { model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: true, stream_options: { include_usage: includeUsage } }
}

function verdictOf(images: string, format: FormatId = 'openai-chat'): Verdict {
  const sizes = images.split(',').map((size) => size.split('x').map(Number) as [number, number])
  const known = sizes.map(([width, height]): ImageSummary => ({ pointer: '', form: 'base64', role: 'user', width, height }))
  return { valid: true, profile: '', format, images: known, findings: [] }
}

function findingsInRequest(example: Example): readonly Finding[] {
  const { language, options, content } = example
  const body = language === 'hex' ? Buffer.from(content.replaceAll(/\s/g, ''), 'hex') : cookedText(content, options)
  const [profile, format, method, path, now, headers] = ['profile', 'format', 'method', 'path', 'now', 'headers'].map((name) => options.get(name))
  const told: ValidateOptions = {
    ...(profile !== undefined && { profile }),
    ...(format !== undefined && { format: format as FormatId }),
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(now !== undefined && { now }),
    ...(headers !== undefined && headersOf(headers)),
  }
  const fetched = fetchedBy(example)
  return (fetched === undefined ? validateRequest(body, told) : judgement(bodyOf(body), told, fetched).verdict).findings
}

/** `fetched={"redirects":0,…}` is what stands behind each URL of the example; see `schemas/kit/vector.schema.json`. */
function fetchedBy({ content, options }: Example): Fetched | undefined {
  const fetched = options.get('fetched')
  if (fetched === undefined) return undefined
  const urls = content.matchAll(/"(https?:[^"]+)"/g)
  return { allowPrivate: false, facts: new Map([...urls].map(([, url]) => [url!, JSON.parse(fetched) as UrlFacts])) }
}

/** `headers=x-api-key:secret,content-type:application/json` are all of them, and `,…` at the end says that there are more. */
function headersOf(text: string): { headers: Record<string, string>; headersAreComplete: boolean } {
  const fields = text.split(',')
  const given = fields.filter((field) => field !== '…').map((field) => [field.split(':', 1)[0]!, field.slice(field.indexOf(':') + 1)])
  return { headers: Object.fromEntries(given) as Record<string, string>, headersAreComplete: given.length === fields.length }
}

/** `pad=POINTER:CHARACTERS` and `repeat=POINTER:TIMES` are the recipes of vectors; several are parted by commas. */
function cookedText(content: string, options: Example['options']): string {
  const [pad, repeat] = ['pad', 'repeat'].map((name) => options.get(name)?.split(',').map((pair) => pair.split(':') as [string, string]))
  if (pad === undefined && repeat === undefined) return content
  const body: unknown = JSON.parse(content)
  const value = cooked(
    body,
    repeat?.map(([pointer, times]) => ({ pointer, times: Number(times) })),
    pad?.map(([pointer, encodedChars]) => ({ pointer, encodedChars: Number(encodedChars) })),
  )
  return JSON.stringify(value)
}
