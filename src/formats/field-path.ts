import { child } from '../core/pointer.ts'
import { asObject } from './shape.ts'

/** A value, and where it stands. */
export interface Found {
  readonly pointer: string
  readonly value: unknown
}

/** The values at a field path such as `messages[].content[].fps`; absent ones are left out, and so is null. */
export function valuesAtPath(root: unknown, path: string): Found[] {
  let found: Found[] = [{ pointer: '', value: root }]
  for (const step of path.split('.')) {
    const name = step.replace(/\[\]$/, '')
    found = found.flatMap(({ pointer, value }) => {
      const object = asObject(value)
      return object !== undefined && Object.hasOwn(object, name) ? [{ pointer: child(pointer, name), value: object[name] }] : []
    })
    if (step.endsWith('[]')) found = found.flatMap(elements)
  }
  return found.filter(({ value }) => value !== null)
}

function elements({ pointer, value }: Found): Found[] {
  return Array.isArray(value) ? value.map((element: unknown, index) => ({ pointer: child(pointer, index), value: element })) : []
}
