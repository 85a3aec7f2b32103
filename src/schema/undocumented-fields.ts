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
 * The keys that no vendor documents, or that are among the paths of `omitted`. Sorted by pointer. What has the wrong shape
 * or an unknown tag is passed over.
 */
export function undocumentedFields(
  format: FormatId,
  value: unknown,
  omitted: ReadonlySet<string> = new Set(),
): UndocumentedField[] {
  return fieldsOutside(fieldTrees[format], value, omitted)
}

/** The same for any field tree. */
export function fieldsOutside(tree: FieldTree, value: unknown, omitted: ReadonlySet<string>): UndocumentedField[] {
  const found: UndocumentedField[] = []
  const places: Place[] = isObject(value) ? [{ value, node: tree[0]!, pointer: '', path: '' }] : []
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const node = variantOf(tree, place.node, place.value)
    if (node === undefined || !describes(node, place.value)) continue
    const known = Object.keys(node.fields ?? {}).filter((name) => !omitted.has(pathOf(place, node, name)))
    for (const key of Object.keys(place.value)) {
      const index = childOf(node, place.value, key)
      const path = pathOf(place, node, key)
      if (index === undefined ? node.open !== true : omitted.has(path)) {
        found.push({ pointer: child(place.pointer, key), name: key, known, path })
      } else if (index !== undefined) {
        const below = (place.value as Record<string, unknown>)[key]
        if (isObject(below)) places.push({ value: below, node: tree[index]!, pointer: child(place.pointer, key), path })
      }
    }
  }
  return found.sort((a, b) => (a.pointer < b.pointer ? -1 : 1))
}

function describes(node: FieldNode, value: object): boolean {
  return Array.isArray(value) ? node.items !== undefined : node.fields !== undefined || node.values !== undefined
}

function pathOf(place: Place, node: FieldNode, key: string): string {
  if (Array.isArray(place.value)) return `${place.path}[]`
  const name = node.values !== undefined && !Object.hasOwn(node.fields ?? {}, key) ? '*' : key
  return place.path === '' ? name : `${place.path}.${name}`
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
