import { readFileSync } from 'node:fs'
import markdownit from 'markdown-it'

export interface Table {
  readonly heading: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The tables of a page, their cells as written. */
export function tablesIn(file: string): Table[] {
  const tables: { heading: string[]; rows: string[][] }[] = []
  let row: string[] = []
  const tokens = markdownit().parse(readFileSync(file, 'utf8'), {})
  for (const [index, { type }] of tokens.entries()) {
    if (type === 'table_open') tables.push({ heading: [], rows: [] })
    if (type === 'tr_open') row = []
    if (type === 'th_open' || type === 'td_open') row.push(tokens[index + 1]!.content)
    if (type === 'thead_close') tables.at(-1)!.heading = row
    if (type === 'tr_close' && tables.at(-1)!.heading.length > 0) tables.at(-1)!.rows.push(row)
  }
  return tables
}
