import { parseSync } from 'oxc-parser'

/** A node of the syntax tree, as ESTree has it. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** Where a node stands. */
export interface Place {
  readonly node: Node
  /** From the root down to the parent. */
  readonly ancestors: readonly Node[]
}

/** Types hold nothing that runs; these wrap what does. */
const TYPED_EXPRESSIONS = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']

/** All nodes of a file that run, but for what `isLeftOut` says of. */
export function placesIn(file: string, source: string, isLeftOut: (node: Node) => boolean): Place[] {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]!.message}`)
  const places: Place[] = []
  const visit = (node: Node, ancestors: readonly Node[]): void => {
    if (node.type.startsWith('TS') && !TYPED_EXPRESSIONS.includes(node.type)) return
    if (isLeftOut(node)) return
    places.push({ node, ancestors })
    for (const child of childrenOf(node)) visit(child, [...ancestors, node])
  }
  visit(program as unknown as Node, [])
  return places
}

export function childrenOf(node: Node): Node[] {
  return Object.entries(node).flatMap(([key, held]) => (key === 'typeAnnotation' ? [] : [held].flat().filter(isNode)))
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** The name of a property, also where it stands in quotes. */
export function keyOf({ type, key }: Node): string | undefined {
  if (type !== 'Property' || !isNode(key)) return undefined
  return String(key['name'] ?? key['value'])
}

/** True for what runs once, when the file is loaded: data, not the body of a function. */
export function isData({ ancestors }: Place): boolean {
  return !ancestors.some(({ type }) => /Function/.test(type))
}

export function isLiteral({ type, expressions }: Node): boolean {
  return type === 'Literal' || (type === 'TemplateLiteral' && (expressions as unknown[]).length === 0)
}
