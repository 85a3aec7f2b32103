import type { FormatId } from '../../core/vocabulary.ts'
import type { LoadedImage, TextItem, VisionRequest } from '../../core/vision-request.ts'
import { FORMATS } from '../../formats/detect.ts'
import type { SizedType } from '../../image/padding.ts'
import type { JsonObject, Target as MutationTarget } from '../../mutations/mutation.ts'
import { withCall } from '../../mutations/tool-call.ts'
import type { Route } from '../target.ts'
import type { CaseSetting } from './check-case.ts'
import { numberOf, pictureOf, type Picture } from './pictures.ts'

/** What a valid request of the suite holds. */
export interface Plan {
  /** How pictures are sent; `mixed`: every other one by URL. */
  readonly form: 'base64' | 'url' | 'mixed'
  readonly type: SizedType
  readonly count: number
  /** Where they stand among the texts of their message. */
  readonly position: 'before' | 'after' | 'between'
  /** Whose they are: the user's, those of an earlier turn, or the result of a tool. */
  readonly role: 'user' | 'history' | 'tool'
  readonly stream: boolean
  /** At least so many bytes a picture. */
  readonly bytes: number
  readonly detail?: string
  readonly system?: true
}

export const PLAIN: Plan = { form: 'base64', type: 'image/png', count: 1, position: 'before', role: 'user', stream: false, bytes: 0 }

/** A valid body, and its pictures in their order. */
export interface PlannedBody {
  readonly body: JsonObject
  readonly pictures: readonly Picture[]
}

/** What a model is asked, whose answer tells whether it saw the pictures. */
const ASK = 'Name the codes on all pictures in their order.'

/** Enough for an answer that names twenty pictures. */
const OUTPUT_TOKENS = 2048

/** Writes the body that a plan describes. */
export function bodyOfPlan(plan: Plan, format: FormatId, { route, token, urlOf }: CaseSetting): PlannedBody {
  const pictures = Array.from({ length: plan.count }, (_, index) => pictureOf(plan.type, plan.bytes, numberOf(token, index)))
  const images = pictures.map((picture, index) => imageOf(picture, index, plan, urlOf))
  const content = arranged(images, plan, token)
  const question: TextItem = { type: 'text', text: `${token}-q ${ASK}` }
  const request = {
    ...(route.model !== '' && { model: route.model }),
    ...(plan.system && { system: `${token}-s Be brief.` }),
    maxOutputTokens: OUTPUT_TOKENS,
    ...(plan.stream && { stream: true }),
  }
  const encode = (turns: VisionRequest<LoadedImage>['turns']): JsonObject => FORMATS[format].encode({ ...request, turns })
  if (plan.role === 'user') return { body: encode([{ role: 'user', content }]), pictures }
  if (plan.role === 'history') {
    const answer: TextItem = { type: 'text', text: `${token}-a Pictures.` }
    return { body: encode([{ role: 'user', content }, { role: 'assistant', content: [answer] }, { role: 'user', content: [question] }]), pictures }
  }
  const result = partsOf(encode([{ role: 'user', content: [...content, question] }])).slice(0, -1)
  return { body: withCall(mutationTarget(encode([{ role: 'user', content: [question] }]), format, route), { result }), pictures }
}

/** What mutations need to know of a body. */
export function mutationTarget(body: JsonObject, format: FormatId, { profile }: Pick<Route, 'profile'>, pick = 0): MutationTarget {
  return { body, format, profile, formatProfile: profile.formats[format]!, pick }
}

function imageOf(picture: Picture, index: number, { form, detail }: Plan, urlOf: CaseSetting['urlOf']): LoadedImage {
  const byUrl = form === 'url' || (form === 'mixed' && index % 2 === 1)
  return { type: 'image', ...(byUrl ? { url: urlOf(picture) } : { data: picture.data }), ...(detail !== undefined && { detail }) }
}

function arranged(images: readonly LoadedImage[], { position }: Plan, token: string): (LoadedImage | TextItem)[] {
  const text = (index: number): TextItem => ({ type: 'text', text: `${token}-${index} ${ASK}` })
  if (position === 'before') return [...images, text(0)]
  if (position === 'after') return [text(0), ...images]
  return [...images.flatMap((image, index) => [text(index), image]), text(images.length)]
}

/** The content parts of the last message. */
function partsOf(body: JsonObject): readonly JsonObject[] {
  return (body['messages'] as readonly { readonly content: readonly JsonObject[] }[]).at(-1)!.content
}
