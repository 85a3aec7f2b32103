import { child } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import type { FieldNode, FieldTree } from './field-node.ts'
import { childOf, fieldTrees, variantOf } from './field-trees.ts'

/** A key that the request schema does not document. */
export interface UndocumentedField {
  /** Of the key's value. */
  readonly pointer: string
  readonly name: string
  /** The documented names at that place. */
  readonly known: readonly string[]
  /** The place, whichever message or part it is in: `messages[].content[].image_url.foo`. */
  readonly path: string
}

interface Place {
  readonly value: object
  readonly node: FieldNode
  readonly pointer: string
  readonly path: string
}

/**
 * The keys that no vendor documents or that are among the paths of `omitted`, but for the paths of `added`; one by one, since there
 * may be millions. What has the wrong shape or an unknown tag is passed over.
 */
export function undocumentedFields(
  format: FormatId,
  value: unknown,
  omitted: ReadonlySet<string> = new Set(),
  added: ReadonlySet<string> = new Set(),
): Iterable<UndocumentedField> {
  return fieldsIn(fieldTrees[format], value, omitted, added)
}

/** The same for any field tree, and all at once. */
export function fieldsOutside(tree: FieldTree, value: unknown, omitted: ReadonlySet<string>): UndocumentedField[] {
  return [...fieldsIn(tree, value, omitted, new Set())]
}

function* fieldsIn(
  tree: FieldTree,
  value: unknown,
  omitted: ReadonlySet<string>,
  added: ReadonlySet<string>,
): Generator<UndocumentedField, void> {
  const places: Place[] = isObject(value) ? [{ value, node: tree[0]!, pointer: '', path: '' }] : []
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { value: holder, pointer } = place
    const node = variantOf(tree, place.node, holder)
    if (node === undefined || !describes(node, holder)) continue
    if (Array.isArray(holder)) {
      const [items, path] = [tree[node.items!]!, `${place.path}[]`]
      // The last one that is put there is taken first.
      for (let index = holder.length - 1; index >= 0; index--) {
        const element: unknown = holder[index]
        if (isObject(element)) places.push({ value: element, node: items, pointer: child(pointer, index), path })
      }
      continue
    }
    const below: Place[] = []
    let known: string[] | undefined
    for (const [key, held] of Object.entries(holder) as [string, unknown][]) {
      const index = childOf(node, holder, key)
      const path = pathOf(place, node, key)
      if (index === undefined ? node.open !== true && !added.has(path) : omitted.has(path)) {
        known ??= Object.keys(node.fields ?? {}).filter((name) => !omitted.has(pathOf(place, node, name)))
        yield { pointer: child(pointer, key), name: key, known, path }
      } else if (index !== undefined && isObject(held)) {
        below.push({ value: held, node: tree[index]!, pointer: child(pointer, key), path })
      }
    }
    for (const one of below.reverse()) places.push(one)
  }
}

function describes(node: FieldNode, value: object): boolean {
  return Array.isArray(value) ? node.items !== undefined : node.fields !== undefined || node.values !== undefined
}

function pathOf(place: Place, node: FieldNode, key: string): string {
  const name = node.values !== undefined && !Object.hasOwn(node.fields ?? {}, key) ? '*' : key
  return place.path === '' ? name : `${place.path}.${name}`
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
