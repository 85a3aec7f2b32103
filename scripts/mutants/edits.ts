import type { Edit, Kind } from './mutant.ts'
import { isLeftOut } from './left-out.ts'
import { childrenOf, isData, isLiteral, isNode, keyOf, type Node, type Place } from './syntax.ts'

/** A change of source text, what it does, and what it turns into what. */
export interface Proposal {
  readonly kind: Kind
  readonly edit: Edit
  readonly change: string
}

type Proposer = (place: Place, source: string) => Proposal[]

/** All ways to change what stands at a place. */
export function proposalsAt(place: Place, source: string): Proposal[] {
  return [constants, members, entries, comparisons, conditions, levels].flatMap((propose) => propose(place, source))
}

/** A number one more and one less, in its last digit; true and false. `10 * 2 ** 20` is one number. */
const constants: Proposer = ({ node, ancestors }, source) => {
  const text = source.slice(node.start, node.end)
  const replaced = (by: string): Proposal => ({ kind: 'constant', edit: { ...spanOf(node), text: by }, change: `${text} → ${by}` })
  if (node.type === 'Literal' && typeof node['value'] === 'boolean') return [replaced(String(!node['value']))]
  const parent = ancestors.at(-1)!
  if (!isNumber(node) || isNumber(parent) || keyOf(parent) === text) return []
  if (node.type === 'BinaryExpression') return [replaced(`(${text} + 1)`), replaced(`(${text} - 1)`)]
  const digits = text.split('.')[1]?.length ?? 0
  const value = Number(text.replaceAll('_', ''))
  return [1, -1].map((step) => replaced((value + step / 10 ** digits).toFixed(digits)))
}

/** A list without one of its members, such as that of the rules. In the body of a function only what is all literals is a list. */
const members: Proposer = (place, source) => {
  const { node } = place
  if (node.type !== 'ArrayExpression') return []
  const elements = node['elements'] as readonly Node[]
  const isList = isData(place) ? !isTuple(elements) : elements.every(isLiteral)
  return isList ? elements.map((element) => dropped(isListOfRules(place) ? 'rule' : 'member', element, source)) : []
}

/** An object without one of its properties: data, or a check of a rule. */
const entries: Proposer = (place, source) => {
  const { node } = place
  if (node.type !== 'ObjectExpression' || !isData(place)) return []
  return (node['properties'] as readonly Node[])
    .filter((property) => !isEmpty(property) && !isLeftOut(property))
    .map((property) => dropped(/^check[A-Z]/.test(keyOf(property) ?? '') ? 'rule' : 'entry', property, source))
}

const FLIPPED: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
}

/** A comparison that counts its boundary otherwise, and one that says the opposite. */
const comparisons: Proposer = ({ node }, source) => {
  return node.type === 'BinaryExpression' ? withOperators('comparison', node, FLIPPED, source) : []
}

const OTHER_CONDITION: Readonly<Record<string, readonly string[]>> = { '&&': ['||'], '||': ['&&'] }

/** A condition in which one part is enough where both were needed, or the other way round. */
const conditions: Proposer = ({ node }, source) => {
  return node.type === 'LogicalExpression' ? withOperators('condition', node, OTHER_CONDITION, source) : []
}

/** An expression with each of the other operators that there are for its own. */
function withOperators(kind: Kind, node: Node, others: typeof FLIPPED, source: string): Proposal[] {
  const { left, right, operator } = node as Node & { left: Node; right: Node; operator: string }
  const start = left.end + source.slice(left.end, right.start).indexOf(operator)
  return (others[operator] ?? []).map((by) => ({
    kind,
    edit: { start, end: start + operator.length, text: by },
    change: `${oneLine(source, node)}: ${operator} → ${by}`,
  }))
}

const OTHER_LEVEL: Readonly<Record<string, string>> = { E: 'W', W: 'E', I: 'W', '-': 'I' }

/** Another level in a cell of the table of levels. */
const levels: Proposer = ({ node, ancestors }) => {
  const cells = node.type === 'Literal' ? String(node['value']) : ''
  if (!/^[EWI-](?:[ /][EWI-])+$/.test(cells)) return []
  return [...cells.matchAll(/[EWI-]/g)].map(({ 0: cell, index }) => {
    const at = node.start + 1 + index
    const column = cells.slice(0, index).split(' ').length
    return {
      kind: 'level',
      edit: { start: at, end: at + 1, text: OTHER_LEVEL[cell]! },
      change: `${keyOf(ancestors.at(-1)!)}, column ${column}, character ${index + 1}: ${cell} → ${OTHER_LEVEL[cell]}`,
    }
  })
}

function isNumber(node: Node): boolean {
  if (node.type === 'Literal') return typeof node['value'] === 'number'
  if (node.type === 'UnaryExpression') return node['operator'] === '-' && isNumber(node['argument'] as Node)
  return node.type === 'BinaryExpression' && ['+', '-', '*', '/', '**'].includes(node['operator'] as string) && childrenOf(node).every(isNumber)
}

function isListOfRules({ ancestors }: Place): boolean {
  const { type, id } = ancestors.at(-1)!
  return type === 'VariableDeclarator' && (id as Node)['name'] === 'RULES'
}

/** Elements of different kinds, each of which has its place. */
function isTuple(elements: readonly Node[]): boolean {
  const kinds = elements.map(({ type, regex }) => (regex === undefined || regex === null ? type : 'RegExp'))
  return new Set(kinds.filter((kind) => kind !== 'SpreadElement')).size > 1
}

function isEmpty({ value }: Node): boolean {
  return isNode(value) && ['ArrayExpression', 'ObjectExpression'].includes(value.type) && childrenOf(value).length === 0
}

/** Goes with the comma that follows it. */
function dropped(kind: Kind, node: Node, source: string): Proposal {
  const comma = /^\s*,/.exec(source.slice(node.end))?.[0].length ?? 0
  return { kind, edit: { start: node.start, end: node.end + comma, text: '' }, change: `without ${oneLine(source, node)}` }
}

function spanOf({ start, end }: Node): { start: number; end: number } {
  return { start, end }
}

function oneLine(source: string, { start, end }: Node): string {
  const text = source.slice(start, end).replaceAll(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
