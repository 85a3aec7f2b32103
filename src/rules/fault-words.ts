import type { Body } from '../body/body.ts'
import { valueAt } from '../core/pointer.ts'
import type { SchemaFault } from '../schema/index.ts'

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a string', number: 'a number', integer: 'an integer', boolean: 'true or false', object: 'an object', array: 'an array',
  overflow: 'a number too large for a double',
}

/** A type of JSON Schema, for a sentence. */
export function withArticle(type: string): string {
  return ARTICLES[type] ?? type
}

/** The types that a schema expects, for a sentence. */
export function expectedTypes({ expected }: SchemaFault & { kind: 'type' }): string {
  return expected.map(withArticle).join(' or ')
}

/** The values that a schema allows, or the first of them. */
export function listed(allowed: readonly string[]): string {
  return allowed.length > 12 ? `${allowed.slice(0, 10).join(', ')}, and ${allowed.length - 10} more` : allowed.join(', ')
}

/** The value that is none of those allowed, as JSON in short. */
export function shownValue({ pointer, value }: SchemaFault & { kind: 'enum' }, body: Body): string {
  const whole = valueAt(body.value, pointer)
  return typeof whole === 'string' ? `"${body.show(whole)}"` : value
}
