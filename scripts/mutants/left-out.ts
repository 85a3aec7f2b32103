import { keyOf, type Node } from './syntax.ts'

/** Properties that are said and judge nothing; and what the code samples of `pixpact encode` hold. */
const PROPERTIES = ['id', 'summary', 'messages', 'text', 'hint', 'sources', 'title', 'date', 'url', 'samples']
const VARIABLES = ['MESSAGES', 'SCHEMAS', 'EVIDENCE']
/** What users may ask for, and what they are told when there is no such thing: no request and no answer brings it about. */
const OPTIONS = ['FATAL_MESSAGES', 'LEVEL_NAMES', 'RULE_NAMES', 'profileOf', 'isProfilePath']

/** True for what judges nothing, and of which nothing is mutated. */
export function isLeftOut(node: Node): boolean {
  if (node.type === 'VariableDeclarator' || node.type === 'FunctionDeclaration') {
    return [...VARIABLES, ...OPTIONS].includes(String((node['id'] as Node)['name']))
  }
  // `{ id }` takes a value, and says nothing.
  return PROPERTIES.includes(keyOf(node) ?? '') && node['shorthand'] !== true
}
