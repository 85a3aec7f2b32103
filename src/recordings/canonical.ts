import { child, parentOf } from '../core/pointer.ts'
import { tokenOfString, type Comparable } from './tokens.ts'

/** A value that is still to be written. `pointer` is absent where neither it nor anything in it is asked for by its pointer. */
interface Open {
  readonly value: unknown
  readonly pointer: string | undefined
}

/**
 * The tokens of a body in an order that does not depend on that of its keys, but for what is at the pointers of `left`. Without
 * recursion, so that nothing is too deep.
 */
export function* canonicalTokens(comparable: Comparable, left: ReadonlySet<string>): Generator<string> {
  const asked = withParents([...comparable.blobs.keys(), ...comparable.images, ...left])
  // The pointer of each value would take the time and space of its depth.
  const below = (pointer: string | undefined, key: string | number): string | undefined => {
    const own = pointer === undefined ? undefined : child(pointer, key)
    return own !== undefined && asked.has(own) ? own : undefined
  }
  const isLeft = ({ pointer }: Open): boolean => pointer !== undefined && left.has(pointer)
  const work: (string | Open)[] = [{ value: comparable.body.value, pointer: '' }]
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (typeof next === 'string') {
      yield next
      continue
    }
    const { value, pointer } = next
    if (typeof value === 'string') yield tokenOfString(comparable, value, pointer)
    else if (typeof value !== 'object' || value === null) yield JSON.stringify(value) ?? ''
    else if (Array.isArray(value)) {
      yield '['
      work.push(']')
      for (let index = value.length - 1; index >= 0; index--) {
        const element = { value: value[index] as unknown, pointer: below(pointer, index) }
        if (!isLeft(element)) work.push(',', element)
      }
    } else {
      yield '{'
      work.push('}')
      const members = Object.entries(value).map(([key, held]) => ({ name: tokenOfString(comparable, key), held: { value: held as unknown, pointer: below(pointer, key) } }))
      for (const { name, held } of members.sort((a, b) => (a.name < b.name ? 1 : -1))) if (!isLeft(held)) work.push(',', held, `${name}:`)
    }
  }
}

function withParents(pointers: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>()
  for (const pointer of pointers) for (let at: string | undefined = pointer; at !== undefined && !all.has(at); at = parentOf(at)) all.add(at)
  return all
}
