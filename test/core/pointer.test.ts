import { describe, expect, test } from 'vitest'
import { withValueAt } from '../../src/core/pointer.ts'

describe('withValueAt', () => {
  const root = { a: [{ b: 1, c: 2 }, 3], d: { 'x/y': 4 } }

  test('puts a value where another one stands, and keeps the order of keys and what is elsewhere', () => {
    const changed = withValueAt(root, '/a/0/b', 9) as typeof root
    expect(JSON.stringify(changed)).toBe('{"a":[{"b":9,"c":2},3],"d":{"x/y":4}}')
    expect(changed.d).toBe(root.d)
    expect(root.a[0]).toEqual({ b: 1, c: 2 })
  })

  test.each([
    ['takes a property away', '/a/0/b', undefined, { a: [{ c: 2 }, 3], d: { 'x/y': 4 } }],
    ['takes an element away', '/a/0', undefined, { a: [3], d: { 'x/y': 4 } }],
    ['adds a property at the end', '/d/z', 5, { a: [{ b: 1, c: 2 }, 3], d: { 'x/y': 4, z: 5 } }],
    ['unescapes keys', '/d/x~1y', 5, { a: [{ b: 1, c: 2 }, 3], d: { 'x/y': 5 } }],
    ['replaces the whole', '', 5, 5],
  ])('%s', (_, pointer, value, expected) => {
    expect(withValueAt(root, pointer, value)).toEqual(expected)
  })

  test('makes a property of its own of __proto__', () => {
    const changed = withValueAt({}, '/__proto__', { polluted: true }) as object
    expect(Object.keys(changed)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype)
  })
})
