import { child } from '../core/pointer.ts'
import { asObject } from './shape.ts'

/** A value, and where it stands. */
export interface Found {
  readonly pointer: string
  readonly value: unknown
}

/** The values at a field path such as `messages[].content[].fps`; absent ones are left out, and so is null. */
export function valuesAtPath(root: unknown, path: string): Found[] {
  let found: readonly Found[] = [{ pointer: '', value: root }]
  for (const { name, isList } of stepsOf(path)) {
    found = found.flatMap(({ pointer, value }) => {
      const object = asObject(value)
      return object !== undefined && Object.hasOwn(object, name) ? [{ pointer: child(pointer, name), value: object[name] }] : []
    })
    if (isList) found = found.flatMap(elements)
    if (found.length === 0) return []
  }
  return found.filter(({ value }) => value !== null)
}

interface Step {
  readonly name: string
  readonly isList: boolean
}

/** Profiles name but a few paths, and each is looked for in every request. */
const STEPS = new Map<string, readonly Step[]>()

function stepsOf(path: string): readonly Step[] {
  const known = STEPS.get(path)
  if (known !== undefined) return known
  const steps = path.split('.').map((step) => ({ name: step.replace(/\[\]$/, ''), isList: step.endsWith('[]') }))
  STEPS.set(path, steps)
  return steps
}

function elements({ pointer, value }: Found): Found[] {
  return Array.isArray(value) ? value.map((element: unknown, index) => ({ pointer: child(pointer, index), value: element })) : []
}
