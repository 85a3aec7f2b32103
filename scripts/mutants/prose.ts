import { keyOf, type Node } from './syntax.ts'

/** Properties that are said and judge nothing; and what the code samples of `pixpact encode` hold. */
const PROPERTIES = ['id', 'summary', 'messages', 'text', 'hint', 'sources', 'title', 'date', 'url', 'samples']
const VARIABLES = ['MESSAGES', 'SCHEMAS', 'EVIDENCE']

/** True for what is only said, and of which nothing is mutated. */
export function isProse(node: Node): boolean {
  if (node.type === 'VariableDeclarator') return VARIABLES.includes(String((node['id'] as Node)['name']))
  // `{ id }` takes a value, and says nothing.
  return PROPERTIES.includes(keyOf(node) ?? '') && node['shorthand'] !== true
}
