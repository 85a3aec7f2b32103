/** What the schema documents at one place of a request. Children are indexes into the tree, so that it may recur. */
export interface FieldNode {
  /** An object's documented properties. */
  readonly fields?: Readonly<Record<string, number>>
  /** An array's items. */
  readonly items?: number
  /** The property whose value selects one of `variants`. */
  readonly tag?: string
  readonly variants?: Readonly<Record<string, number>>
  /** A map's values: its keys are free. */
  readonly values?: number
  /** Any further key is fine, and so is anything below it. */
  readonly open?: true
}

/** All nodes of one request schema; the first is the body. */
export type FieldTree = readonly FieldNode[]
