import { base64 } from './base64.ts'
import { dataUrl } from './data-url.ts'
import { imageRole } from './image-role.ts'
import { imageUrlObject } from './image-url-object.ts'
import { json } from './json.ts'
import { mediaType } from './media-type.ts'
import { notARequest } from './not-a-request.ts'
import { placeholder } from './placeholder.ts'
import type { Rule } from './rule.ts'
import { schema } from './schema.ts'
import { unknownField } from './unknown-field.ts'
import { wrongFormat } from './wrong-format.ts'

/** All rules, in the order in which they are asked: what is settled by one rule is no matter for those behind it. */
export const RULES: readonly Rule[] = [
  json,
  notARequest,
  wrongFormat,
  imageUrlObject,
  imageRole,
  unknownField,
  schema,
  placeholder,
  dataUrl,
  base64,
  mediaType,
]
