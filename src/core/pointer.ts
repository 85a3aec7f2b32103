/** JSON Pointer, RFC 6901. */

/** The pointer of `key` below `parent`. */
export function child(parent: string, key: string | number): string {
  return `${parent}/${typeof key === 'number' ? key : escapeKey(key)}`
}

/** The pointer of the value that holds the one at `pointer`, or `undefined` for the whole document. */
export function parentOf(pointer: string): string | undefined {
  return pointer === '' ? undefined : pointer.slice(0, pointer.lastIndexOf('/'))
}

/** The keys a pointer walks through, unescaped. */
export function keysOf(pointer: string): string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeKey)
}

/** The value at `pointer`, or `undefined` where there is none. Sees own properties only. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root
  for (const key of keysOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** A copy of `root` in which `value` stands at `pointer`, or nothing where it is `undefined`. Shares all that stays the same. */
export function withValueAt(root: unknown, pointer: string, value: unknown): unknown {
  const [key, ...rest] = keysOf(pointer)
  return key === undefined ? value : withValue(root, key, rest, value)
}

function withValue(holder: unknown, key: string, rest: readonly string[], value: unknown): unknown {
  const object = holder as Readonly<Record<string, unknown>>
  const [next, ...others] = rest
  const replacement = next === undefined ? value : withValue(object[key], next, others, value)
  if (Array.isArray(holder)) return replacement === undefined ? holder.toSpliced(Number(key), 1) : holder.with(Number(key), replacement)
  if (replacement !== undefined) return { ...object, [key]: replacement }
  const { [key]: _removed, ...kept } = object
  return kept
}

/** Sorts pointers key by key, array indices as numbers: `/messages/2` comes before `/messages/10`. */
export function comparePointers(a: string, b: string): number {
  if (a === b) return 0
  let at = 0
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  // The first keys that differ, or the last ones of the shorter pointer.
  const start = a.lastIndexOf('/', at - 1) + 1
  return compareKeys(keyAt(a, start), keyAt(b, start)) || a.length - b.length
}

function keyAt(pointer: string, start: number): string {
  const end = pointer.indexOf('/', start)
  return pointer.slice(start, end === -1 ? undefined : end)
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b)
  return (numbers ? Number(a) < Number(b) : a < b) ? -1 : 1
}

function escapeKey(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key
}

function unescapeKey(key: string): string {
  return key.includes('~') ? key.replaceAll('~1', '/').replaceAll('~0', '~') : key
}
