const longest = 60

/** The name that JSON Schema gives to a value's type; `overflow` for a number like 1e999, which reads as infinite and is none. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null'
  if (value === Infinity || value === -Infinity) return 'overflow'
  return Array.isArray(value) ? 'array' : typeof value
}

/** A value as JSON in about 60 characters. Arrays and objects are not looked into, however deep they are. */
export function shortJson(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}'
  if (typeof value !== 'string') return String(value)
  const text = JSON.stringify(value.slice(0, longest))
  return value.length > longest || text.length > longest + 2 ? `${text.slice(0, longest - 1)}…"` : text
}
