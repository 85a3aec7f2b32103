import { valuesAtPath } from '../formats/field-path.ts'
import { asObject } from '../formats/shape.ts'
import type { SchemaFault } from '../schema/index.ts'

/** Which of the fields that a profile promises are not there. Where the object that should hold one is missing, nothing is said. */
export function missingFields(root: unknown, paths: readonly string[]): SchemaFault[] {
  return paths.flatMap((path) => {
    const at = path.lastIndexOf('.')
    const name = path.slice(at + 1)
    const holders = at === -1 ? [{ pointer: '', value: root }] : valuesAtPath(root, path.slice(0, at))
    return holders.flatMap(({ pointer, value }): SchemaFault[] => {
      const holder = asObject(value)
      return holder === undefined || Object.hasOwn(holder, name) ? [] : [{ kind: 'required', pointer, name }]
    })
  })
}
