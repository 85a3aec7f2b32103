import { base64 } from './base64.ts'
import { cacheControl } from './cache-control.ts'
import { dataUrl } from './data-url.ts'
import { endpoint } from './endpoint.ts'
import { errorEnvelope } from './error-envelope.ts'
import { finishReason } from './finish-reason.ts'
import { headers } from './headers.ts'
import { imageBytes } from './image-bytes.ts'
import { imageCount } from './image-count.ts'
import { imageDetail } from './image-detail.ts'
import { imageDimensions } from './image-dimensions.ts'
import { imageDuplicate } from './image-duplicate.ts'
import { imageInText } from './image-in-text.ts'
import { imageRole } from './image-role.ts'
import { imageSize } from './image-size.ts'
import { imageSource } from './image-source.ts'
import { imageUrlObject } from './image-url-object.ts'
import { imageUrl } from './image-url.ts'
import { imageUrlFetch } from './image-url-fetch.ts'
import { json } from './json.ts'
import { mediaType } from './media-type.ts'
import { messages } from './messages.ts'
import { model } from './model.ts'
import { notARequest } from './not-a-request.ts'
import { parameters } from './parameters.ts'
import { placeholder } from './placeholder.ts'
import { reasoningPassback } from './reasoning-passback.ts'
import { responseSchema } from './response-schema.ts'
import type { Rule } from './rule.ts'
import { schema } from './schema.ts'
import { streamGrammar } from './stream-grammar.ts'
import { systemPlacement } from './system-placement.ts'
import { textPart } from './text-part.ts'
import { tokenLimit } from './token-limit.ts'
import { tools } from './tools.ts'
import { unknownField } from './unknown-field.ts'
import { usage } from './usage.ts'
import { wrongFormat } from './wrong-format.ts'

/**
 * All rules, in the order in which they are asked: what is settled by one rule is no matter for those behind it. For an image
 * that means: how it is written, its base64, what its bytes are, and last its size.
 */
export const RULES: readonly Rule[] = [
  json,
  notARequest,
  wrongFormat,
  endpoint,
  headers,
  imageUrlObject,
  imageRole,
  imageSource,
  systemPlacement,
  tokenLimit,
  cacheControl,
  imageDetail,
  unknownField,
  schema,
  messages,
  tools,
  parameters,
  model,
  reasoningPassback,
  textPart,
  imageCount,
  imageDuplicate,
  imageInText,
  placeholder,
  dataUrl,
  imageUrl,
  imageUrlFetch,
  base64,
  mediaType,
  imageBytes,
  imageSize,
  imageDimensions,
  // Of answers: what is an error is judged as nothing else, and what its events hold before their order.
  errorEnvelope,
  responseSchema,
  streamGrammar,
  usage,
  finishReason,
]

/** What a level can be given to: every rule, and every message as `rule/message`. */
export const RULE_NAMES: readonly string[] = RULES.flatMap(({ id, messages }) => [
  id,
  ...Object.keys(messages).map((message) => `${id}/${message}`),
])
