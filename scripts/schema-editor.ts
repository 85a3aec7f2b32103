/** A JSON Schema that is being changed. */
export interface EditableSchema {
  $ref?: string
  $defs?: Record<string, EditableSchema>
  type?: string | string[]
  properties?: Record<string, EditableSchema | boolean>
  required?: string[]
  items?: EditableSchema
  prefixItems?: EditableSchema[]
  oneOf?: EditableSchema[]
  anyOf?: EditableSchema[]
  additionalProperties?: boolean | EditableSchema
  const?: unknown
  enum?: unknown[]
  [keyword: string]: unknown
}

const DEFS = '#/$defs/'

/**
 * Changes a copy of a schema. A definition may be used in places that are not meant: `own` gives one that only the given
 * references use.
 */
export class SchemaEditor {
  readonly root: EditableSchema

  constructor(schema: unknown) {
    this.root = structuredClone(schema) as EditableSchema
  }

  /** The definition of this name. */
  def(name: string): EditableSchema {
    const found = this.root.$defs?.[name]
    if (found === undefined) throw new Error(`no definition ${name}`)
    return found
  }

  /** What a schema is, behind its reference if it is one. */
  resolve(schema: EditableSchema): EditableSchema {
    return schema.$ref === undefined ? schema : this.def(schema.$ref.slice(DEFS.length))
  }

  /** The schema of a property. */
  property(schema: EditableSchema, name: string): EditableSchema {
    const found = this.resolve(schema).properties?.[name]
    if (typeof found !== 'object') throw new Error(`no property ${name}`)
    return found
  }

  /** The branch of a union that is for this value of its tag; `undefined` when there is none. */
  branch(union: EditableSchema, tag: string): EditableSchema | undefined {
    const name = (union['discriminator'] as { propertyName: string }).propertyName
    return union.oneOf?.find((branch) => this.property(branch, name).const === tag)
  }

  /** Takes the branch of a tag out of a union. */
  removeBranch(union: EditableSchema, tag: string): void {
    const branch = this.branch(union, tag)
    union.oneOf = union.oneOf!.filter((other) => other !== branch)
  }

  /**
   * The definitions that `holders` refer to, for them alone: copies where others refer to them too. `name` is that of a copy;
   * else it is called like what it is one of.
   */
  own(holders: readonly EditableSchema[], name?: string): EditableSchema[] {
    return [...Map.groupBy(holders, ({ $ref }) => $ref)].map(([ref, group]) => {
      if (ref === undefined) throw new Error('no reference')
      const shared = ref.slice(DEFS.length)
      if (this.#references(ref) <= group.length) return this.def(shared)
      let copy = name ?? `${shared}2`
      for (let number = 2; this.root.$defs?.[copy] !== undefined; number++) copy = `${name ?? shared}${number}`
      this.root.$defs![copy] = structuredClone(this.def(shared))
      for (const holder of group) holder.$ref = `${DEFS}${copy}`
      return this.def(copy)
    })
  }

  /**
   * Calls `edit` with each object that has the field at `path`, such as `messages[].content[].file`, and with the field's
   * name. What is changed there is not seen on any other path.
   */
  editOwners(path: string, edit: (owner: EditableSchema, name: string) => void): void {
    if (!this.has(path)) throw new Error(`no field ${path}`)
    this.#edit([this.root], stepsOf(path), edit)
    this.prune()
  }

  /** True when some object has the field at `path`. */
  has(path: string): boolean {
    return this.#leads(this.root, stepsOf(path))
  }

  /** True when the field at `path` has a fixed value, by which a branch of a union is told. */
  isTag(path: string): boolean {
    return this.#all(this.root, stepsOf(path)).some((schema) => this.resolve(schema).const !== undefined)
  }

  /** Drops the definitions that are not in use. */
  prune(): void {
    const used = new Set<string>()
    const visit = (schema: EditableSchema): void => {
      for (const ref of refsIn(schema)) {
        if (used.has(ref)) continue
        used.add(ref)
        visit(this.def(ref.slice(DEFS.length)))
      }
    }
    visit({ ...this.root, $defs: {} })
    for (const name of Object.keys(this.root.$defs ?? {})) if (!used.has(`${DEFS}${name}`)) delete this.root.$defs![name]
  }

  #all(holder: EditableSchema, steps: readonly string[]): EditableSchema[] {
    const [step, ...rest] = steps
    if (step === undefined) return [holder]
    const node = this.resolve(holder)
    const next = this.#next(node, step)
    const branches = [...(node.oneOf ?? []), ...(node.anyOf ?? [])]
    return [...(next === undefined ? [] : this.#all(next, rest)), ...branches.flatMap((branch) => this.#all(branch, steps))]
  }

  #edit(holders: readonly EditableSchema[], steps: readonly string[], edit: (owner: EditableSchema, name: string) => void): void {
    const [step, ...rest] = steps
    const found = this.#leading(holders, steps).flatMap((node) => {
      const next = this.#next(node, step!)
      return next === undefined ? [] : [{ node, next }]
    })
    if (rest.length > 0 && found.length > 0) this.#edit(found.map(({ next }) => next), rest, edit)
    else for (const { node } of found) edit(node, step!)
  }

  /** What `holders` hold and what branches that has, as far as `steps` go on from there; for these holders alone. */
  #leading(holders: readonly EditableSchema[], steps: readonly string[]): EditableSchema[] {
    const leading = holders.filter((holder) => this.#leads(holder, steps))
    if (leading.length === 0) return []
    const inline = leading.filter(({ $ref }) => $ref === undefined)
    const nodes = [...inline, ...this.own(leading.filter(({ $ref }) => $ref !== undefined))]
    const branches = nodes.flatMap((node) => [...(node.oneOf ?? []), ...(node.anyOf ?? [])])
    return [...nodes, ...this.#leading(branches, steps)]
  }

  #leads(holder: EditableSchema, steps: readonly string[]): boolean {
    return this.#all(holder, steps).length > 0
  }

  #next(node: EditableSchema, step: string): EditableSchema | undefined {
    const next = step === '[]' ? node.items : node.properties?.[step]
    return typeof next === 'object' ? next : undefined
  }

  #references(ref: string): number {
    return refsIn(this.root).filter((other) => other === ref).length
  }
}

function stepsOf(path: string): string[] {
  return path.split('.').flatMap((step) => [step.replace(/\[\]$/, ''), ...(step.endsWith('[]') ? ['[]'] : [])])
}

function refsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) => (key === '$ref' ? [value as string] : refsIn(value)))
}

/** Every schema in `schema` that describes a value of its own, but for conditions. */
export function* subschemas(schema: EditableSchema): Generator<EditableSchema> {
  yield schema
  const { items, additionalProperties, properties, $defs, oneOf, anyOf, prefixItems } = schema
  const named = [...Object.values(properties ?? {}), ...Object.values($defs ?? {})]
  const below = [items, additionalProperties, ...named, ...(oneOf ?? []), ...(anyOf ?? []), ...(prefixItems ?? [])]
  for (const part of below) if (typeof part === 'object') yield* subschemas(part)
}
