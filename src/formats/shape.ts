/** Careful looks at a value of unknown shape. */

/** `value` when it is an object and no array. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

/** The elements of `value` that are objects, with their indices; none when it is no array. */
export function objectsIn(value: unknown): (readonly [index: number, element: Readonly<Record<string, unknown>>])[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((element, index) => {
    const object = asObject(element)
    return object === undefined ? [] : [[index, object] as const]
  })
}

/** `value` when it is a string, else `''`. */
export function asString(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Those of `names` that `object` has as its own properties. */
export function ownNames(object: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  return names.filter((name) => Object.hasOwn(object, name))
}
