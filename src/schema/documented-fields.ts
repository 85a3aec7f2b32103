import type { FormatId } from '../core/vocabulary.ts'
import type { FieldNode } from './field-node.ts'
import { fieldTrees } from './field-trees.ts'

/** The paths of all documented fields, sorted: `messages[].content[].image_url.url`. The keys of a map are `*`. */
export function documentedFields(format: FormatId): string[] {
  const tree = fieldTrees[format]
  const paths = new Set<string>()
  const open = new Set<FieldNode>()

  function visit(index: number, path: string): void {
    const node = tree[index]!
    if (open.has(node)) return
    open.add(node)
    for (const [name, child] of Object.entries(node.fields ?? {})) {
      const below = path === '' ? name : `${path}.${name}`
      paths.add(below)
      visit(child, below)
    }
    if (node.items !== undefined) visit(node.items, `${path}[]`)
    if (node.values !== undefined) visit(node.values, `${path}.*`)
    for (const variant of Object.values(node.variants ?? {})) visit(variant, path)
    open.delete(node)
  }

  visit(0, '')
  return [...paths].sort()
}
