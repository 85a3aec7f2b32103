const LONGEST_SHARED = 1000
const MOST_SHARED = 100_000

/**
 * Makes a function that copies plain data for keeps. In this engine a piece of a string keeps all of that string in memory, so
 * strings are copied; and as the reports of many bodies mostly say the same, equal ones are shared.
 */
export function keeper(): <Data>(data: Data) => Data {
  const shared = new Map<string, string>()

  function textOf(text: string): string {
    if (text.length > LONGEST_SHARED) return structuredClone(text)
    const known = shared.get(text)
    if (known !== undefined) return known
    if (shared.size === MOST_SHARED) shared.clear()
    const copy = structuredClone(text)
    shared.set(copy, copy)
    return copy
  }

  function copyOf(data: unknown): unknown {
    if (typeof data === 'string') return textOf(data)
    if (Array.isArray(data)) return data.map(copyOf)
    if (typeof data !== 'object' || data === null) return data
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, copyOf(value)]))
  }

  return (data) => copyOf(data) as typeof data
}
