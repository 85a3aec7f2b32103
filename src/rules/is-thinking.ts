import { asObject, asString } from '../formats/shape.ts'
import { isListed } from '../profiles/models.ts'
import type { RequestContext } from './rule.ts'

/** True when the request switches thinking on, or its model thinks unless told otherwise. */
export function isThinking({ value, profile }: Pick<RequestContext, 'value' | 'profile'>): boolean {
  const thinking = asObject(value.thinking)?.type
  if (Object.hasOwn(value, 'thinking')) return thinking === 'enabled'
  return isListed(asString(value.model), profile.models?.thinkingByDefault ?? [])
}
