/** One change of one file, which a vector or a property has to notice. */
export interface Mutant {
  /** Relative to the repository. */
  readonly file: string
  readonly line: number
  readonly kind: Kind
  /** The source line, without indentation: it stays the same when lines are added above. */
  readonly code: string
  /** What changes, such as `8192 → 8193`. File, code and this name a mutant. */
  readonly change: string
  readonly edit: Edit
}

/** What is done to a rule or a profile: see `edits.ts`. */
export type Kind = 'constant' | 'member' | 'entry' | 'rule' | 'comparison' | 'condition' | 'level'

/** Characters of the source that give way to others. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The name by which the list of equivalent mutants knows it. */
export function nameOf({ file, code, change }: Pick<Mutant, 'file' | 'code' | 'change'>): string {
  return `${file} | ${code} | ${change}`
}

export function mutated(source: string, { start, end, text }: Edit): string {
  return source.slice(0, start) + text + source.slice(end)
}
