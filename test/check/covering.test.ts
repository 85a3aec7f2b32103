import { describe, expect, test } from 'vitest'
import { coveringRows } from '../../src/check/suite/covering.ts'

const DIMENSIONS = { form: ['a', 'b', 'c'], type: ['d', 'e', 'f', 'g'], size: ['h', 'i'], role: ['j', 'k', 'l'] } as const
type Names = keyof typeof DIMENSIONS

describe('coveringRows', () => {
  test('holds each combination of three values that is allowed', () => {
    const allows = ({ form, size }: { readonly form: string; readonly size: string }): boolean => form !== 'a' || size !== 'i'
    const rows = coveringRows(DIMENSIONS, allows)
    const names = Object.keys(DIMENSIONS) as Names[]
    const missing: string[] = []
    for (const left of names) {
      const three = names.filter((name) => name !== left)
      const [x, y, z] = three as [Names, Names, Names]
      for (const a of DIMENSIONS[x]) for (const b of DIMENSIONS[y]) for (const c of DIMENSIONS[z]) {
        const isPossible = DIMENSIONS[left].some((d) => allows({ [x]: a, [y]: b, [z]: c, [left]: d } as never))
        if (isPossible && !rows.some((row) => row[x] === a && row[y] === b && row[z] === c)) missing.push(`${a} ${b} ${c}`)
      }
    }
    expect(missing).toEqual([])
    expect(rows.every(allows)).toBe(true)
  })

  test('needs far fewer rows than there are', () => {
    expect(coveringRows(DIMENSIONS, () => true).length).toBeLessThan(3 * 4 * 2 * 3 * 0.75)
  })

  test('has no row where nothing is allowed', () => {
    expect(coveringRows(DIMENSIONS, () => false)).toEqual([])
  })
})
