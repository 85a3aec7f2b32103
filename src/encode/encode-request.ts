import { bodyOf } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import type { Finding, FormatId, Level } from '../core/vocabulary.ts'
import type { VisionRequest } from '../core/vision-request.ts'
import { FORMATS } from '../formats/detect.ts'
import type { Profile } from '../profiles/profile.ts'
import type { AnthropicMessagesRequest, OpenAIChatRequest } from '../schema/index.ts'
import { checkOptions } from '../validate/check-options.ts'
import { chooseProfile } from '../validate/context.ts'
import { judge, type Verdict } from '../validate/judge.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { imageNames, loadImages } from './load-images.ts'

/** The type of a request body, by its wire format. */
export interface RequestBody {
  readonly 'openai-chat': OpenAIChatRequest
  readonly 'anthropic-messages': AnthropicMessagesRequest
}

/** What `encodeRequest` may be told. */
export interface EncodeOptions {
  /** Levels by rule or message, in place of the profile's: `{ 'model/unknown': 'off' }` for a model that is newer than the list. */
  readonly rules?: Readonly<Record<string, Level>>
}

/**
 * Writes a request as a body that its profile takes: judged by the kit's own rules, without an error and without a warning.
 * Media types are those of the bytes. Reads the files that the request names, and nothing else.
 *
 * @example
 * encodeRequest({ model: 'mimo-v2-omni', turns: [{ role: 'user', content: [{ type: 'image', file: 'cat.png' }, { type: 'text', text: 'What is this?' }] }] }, 'openai-chat')
 *
 * @throws PixpactError `not-representable`: the profile would not take it so, or doubts it; what keeps it is told for each place.
 * `unreadable-input`: a file cannot be read. `unknown-profile`, `unknown-rule`, `usage`: options that mean nothing.
 */
export function encodeRequest<Format extends FormatId>(
  request: VisionRequest,
  format: Format,
  profile?: string | Profile,
  { rules }: EncodeOptions = {},
): RequestBody[Format] {
  const options: ValidateOptions = { format, ...(profile !== undefined && { profile }), ...(rules && { rules }) }
  checkOptions(options)
  const { title } = chooseProfile(options)
  const loaded = loadImages(request)
  const names = imageNames(request)
  if (!FORMATS[format].takesDetail) refuseDetail(request, names, FORMATS[format].title)
  const body = FORMATS[format].encode(loaded)
  const verdict = judge(bodyOf(body), options)
  const problems = verdict.findings.filter(({ severity }) => severity !== 'info')
  if (problems.length > 0) throw notRepresentable(problems, verdict, names, title)
  // What it holds beyond its type's promise is what the schema has just been asked.
  return body as unknown as RequestBody[Format]
}

function refuseDetail({ turns }: VisionRequest, names: readonly string[], title: string): void {
  const images = turns.flatMap(({ content }) => content.filter((item) => item.type === 'image'))
  const at = images.findIndex(({ detail }) => detail !== undefined)
  if (at === -1) return
  const message = `Detail "${printable(images[at]!.detail!)}" is asked for ${names[at]!}, and ${title} has no such field.`
  throw new PixpactError('not-representable', message, 'Leave "detail" out for this format.')
}

function notRepresentable(findings: readonly Finding[], { valid, images }: Verdict, names: readonly string[], title: string): PixpactError {
  const lines = findings.map(({ ruleId, messageId, pointer, message }) => {
    const image = images.findIndex((one) => partOf(one.pointer) === partOf(pointer))
    const where = image === -1 ? pointer : names[image]!
    return printable(`${where === '' ? '' : `${where}: `}${message} (${ruleId}/${messageId})`)
  })
  const told = lines.length === 1 ? ` ${lines[0]}` : `\n  ${lines.join('\n  ')}`
  const verdict = valid ? 'may refuse' : 'does not take'
  return new PixpactError('not-representable', `${title[0]!.toUpperCase()}${title.slice(1)} ${verdict} this request as it is:${told}`, findings[0]!.hint)
}

/** The content part that a pointer leads to or into: `/messages/0/content/1`. */
function partOf(pointer: string): string {
  return pointer.split('/').slice(0, 5).join('/')
}
