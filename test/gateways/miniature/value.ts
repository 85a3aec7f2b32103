/** A JSON object of which nothing is known yet. */
export type Value = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `value` where it is an object, else an empty one. */
export function objectOf(value: unknown): Value {
  return isObject(value) ? value : {}
}

/** The objects in a list; none where it is no list. */
export function objectsOf(value: unknown): readonly Value[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

/** The object without the fields that are undefined. */
export function defined(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
}
