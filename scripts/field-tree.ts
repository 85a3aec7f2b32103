import type { FieldNode } from '../src/schema/field-node.ts'

export interface Schema {
  [keyword: string]: unknown
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: boolean | Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly discriminator?: { readonly propertyName: string }
  readonly const?: unknown
  readonly enum?: readonly unknown[]
}

type Node = { -readonly [Key in keyof FieldNode]: FieldNode[Key] }

/** The documented fields of a schema, without everything else that it says. */
export function fieldTree(root: Schema): FieldNode[] {
  const nodes: FieldNode[] = []
  const byRef = new Map<string, number>()
  const byText = new Map<string, number>()
  const indexOfRoot = place((): Node => describe(root))
  if (indexOfRoot !== 0) throw new Error('the body is not the first node')
  return nodes

  function indexOf(schema: Schema): number {
    if (schema.$ref !== undefined) return indexOfRef(schema.$ref)
    const node = describe(schema)
    const text = JSON.stringify(node)
    const index = byText.get(text) ?? place((): Node => node)
    byText.set(text, index)
    return index
  }

  function indexOfRef(ref: string): number {
    const known = byRef.get(ref)
    if (known !== undefined) return known
    return place((index) => {
      byRef.set(ref, index)
      return describe(resolve(ref))
    })
  }

  /** The index is taken before the node is made, so that a definition may contain itself. */
  function place(make: (index: number) => Node): number {
    const index = nodes.push({}) - 1
    nodes[index] = make(index)
    return index
  }

  function describe(schema: Schema): Node {
    if (schema.$ref !== undefined) return describe(resolve(schema.$ref))
    const node: Node = {}
    if (schema.properties !== undefined) node.fields = mapValues(schema.properties, indexOf)
    if (schema.items !== undefined) node.items = indexOf(schema.items)
    if (schema.additionalProperties === true) node.open = true
    if (typeof schema.additionalProperties === 'object') node.values = indexOf(schema.additionalProperties)
    if (schema.discriminator !== undefined) {
      node.tag = schema.discriminator.propertyName
      node.variants = variants(schema.oneOf ?? [], node.tag)
    }
    for (const branch of schema.anyOf ?? []) merge(node, describe(branch))
    return node
  }

  function variants(branches: readonly Schema[], tag: string): Record<string, number> {
    const found: Record<string, number> = {}
    for (const branch of branches) {
      const tagSchema = (branch.$ref === undefined ? branch : resolve(branch.$ref)).properties?.[tag]
      for (const value of tagSchema?.enum ?? [tagSchema?.const]) found[String(value)] = indexOf(branch)
    }
    return found
  }

  function resolve(ref: string): Schema {
    const schema = root.$defs?.[ref.replace('#/$defs/', '')]
    if (schema === undefined) throw new Error(`no schema at ${ref}`)
    return schema
  }
}

function merge(node: Node, branch: Node): void {
  const clash = Object.keys(branch).find((key) => key in node)
  if (clash !== undefined) throw new Error(`two branches of one anyOf have ${clash}`)
  Object.assign(node, branch)
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
