import { describe, expect, test } from 'vitest'
import { CLIENTS } from './clients/index.ts'
import { COLUMNS } from './observe.ts'
import { tablesIn } from './page.ts'

const tables = tablesIn('docs/clients.md').filter(({ heading }) => heading.slice(1).every((column) => Object.hasOwn(COLUMNS, column)))
const names = [...new Set(CLIENTS.map(([, { name }]) => name))]

test('the tables of docs/clients.md name all clients, and all that is seen of them', () => {
  expect(tables.map(({ rows }) => rows.map(([name]) => name))).toEqual([names, names])
  expect(tables.flatMap(({ heading }) => heading.slice(1)).sort()).toEqual(Object.keys(COLUMNS).sort())
})

describe.each(CLIENTS)('docs/clients.md is right about %s', (_, client, isHere) => {
  const cells = tables.flatMap(({ heading, rows }) => {
    const row = rows.find(([name]) => name === client.name) ?? []
    return heading.slice(1).map((column, index) => [column, row[index + 1]] as const)
  })

  test.skipIf(!isHere).each(cells)('%s: %s', async (column, told) => {
    expect(await COLUMNS[column]!(client)).toBe(told)
  })
})
