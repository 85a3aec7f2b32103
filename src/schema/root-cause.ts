import { parentOf } from '../core/pointer.ts'
import type { ValidatorError } from './generated/validators.js'

/**
 * Keeps the errors that name a cause. ajv lists the complaints of every branch of an `anyOf`, and goes on below an
 * object that a wrong tag has already made something else.
 */
export function rootCauses(errors: readonly ValidatorError[]): ValidatorError[] {
  const causes: ValidatorError[] = []
  for (const error of errors) {
    if (error.keyword === 'anyOf') settleBranches(causes, error.instancePath)
    else if (error.keyword !== 'if') causes.push(error)
  }
  return withoutMistagged(causes)
}

/**
 * Reduces the complaints about the branches of an `anyOf`, which end the list. The branches of one `anyOf` take
 * different JSON types: what counts is the branch for the value's own type, else that none takes it.
 */
function settleBranches(causes: ValidatorError[], pointer: string): void {
  let start = causes.length
  while (start > 0 && isWithin(causes[start - 1]!.instancePath, pointer)) start--
  const complaints = causes.splice(start)
  const refusals = complaints.filter((error) => error.keyword === 'type' && error.instancePath === pointer)
  if (refusals.length === complaints.length) {
    const type = refusals.flatMap((error) => error.params['type'] as string | string[])
    causes.push({ instancePath: pointer, keyword: 'type', params: { type } })
  } else {
    for (const error of complaints) if (!refusals.includes(error)) causes.push(error)
  }
}

/** Where the tag itself is wrong, what else the object lacks is no news. In these schemas every `const` is a tag. */
function withoutMistagged(causes: readonly ValidatorError[]): ValidatorError[] {
  const mistagged = new Set<string | undefined>()
  for (const { keyword, instancePath } of causes) if (keyword === 'const') mistagged.add(parentOf(instancePath))
  if (mistagged.size === 0) return [...causes]
  return causes.filter(({ keyword, instancePath }) => keyword === 'const' || !someAncestor(instancePath, mistagged))
}

function someAncestor(pointer: string, pointers: ReadonlySet<string | undefined>): boolean {
  for (let at: string | undefined = pointer; at !== undefined; at = parentOf(at)) if (pointers.has(at)) return true
  return false
}

function isWithin(pointer: string, ancestor: string): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`)
}
