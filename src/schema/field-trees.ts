import type { FormatId } from '../core/vocabulary.ts'
import type { FieldNode, FieldTree } from './field-node.ts'
import { anthropicMessagesFields, openaiChatFields } from './generated/fields.ts'

/** What the request schema of each format documents. */
export const fieldTrees: Readonly<Record<FormatId, FieldTree>> = {
  'openai-chat': openaiChatFields,
  'anthropic-messages': anthropicMessagesFields,
}

/** The node of an object's own kind: where there are several, the one that its tag selects, or none. */
export function variantOf(tree: FieldTree, node: FieldNode, value: object): FieldNode | undefined {
  if (node.tag === undefined) return node
  const tag = ownProperty(value, node.tag)
  return tree[typeof tag === 'string' ? (ownProperty(node.variants ?? {}, tag) ?? -1) : -1]
}

/** A property that the object itself has; what it inherits, `constructor` for one, is no JSON. */
export function ownProperty<Value>(object: Readonly<Record<string, Value>>, key: string): Value | undefined
export function ownProperty(object: object, key: string): unknown
export function ownProperty(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined
}

/** The node at a pointer into a request, as far as the request's own tags lead there. */
export function nodeAt(tree: FieldTree, body: unknown, keys: readonly string[]): FieldNode | undefined {
  let node = tree[0]
  let value = body
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || node === undefined) return undefined
    const own = variantOf(tree, node, value)
    node = own && tree[childOf(own, value, key) ?? -1]
    value = ownProperty(value, key)
  }
  return node
}

/** The index of the node of one property or item. */
export function childOf(node: FieldNode, value: object, key: string): number | undefined {
  return Array.isArray(value) ? node.items : (ownProperty(node.fields ?? {}, key) ?? node.values)
}
