import assert from 'node:assert/strict'
import fc from 'fast-check'
import { mutatedBodies, requestBodies } from '../../src/arbitraries/index.ts'
import { validateRequest, type Finding } from '../../src/index.ts'
import type { Mutation } from '../../src/mutations/mutation.ts'
import type { Place } from './places.ts'

/** Generated bodies have neither an error nor a warning. With images of any size they may be many megabytes. */
export function bodiesAreClean({ profile, format }: Place, sizes: 'small' | 'any' = 'small'): fc.IProperty<[object]> {
  const { requestBytes = Infinity } = profile.formats[format]!.limits
  return fc.property(requestBodies({ profile, format, sizes }), (body) => {
    fc.pre(sizes === 'small' || JSON.stringify(body).length < requestBytes)
    const { findings } = validateRequest(body, { profile, format })
    assert.deepEqual(findings.filter(({ severity }) => severity !== 'info'), [])
  })
}

/** A mutation of a generated body is reported as its label says, and as nothing that was not reported before. */
export function isCaughtAlone({ profile, format }: Place, { name, triggers }: Mutation): fc.IProperty<[unknown]> {
  return fc.property(mutatedBodies({ profile, format, only: [name] }), ({ valid, body, formatIsTold }) => {
    const idsIn = (judged: unknown): string[] => validateRequest(judged, { profile, ...(formatIsTold && { format }) }).findings.map(idOf)
    const before = idsIn(valid)
    const after = idsIn(body)
    assert.ok(after.includes(triggers), `${triggers} is not reported, but ${after.join(', ') || 'nothing'}`)
    assert.deepEqual(after.filter((id) => !before.includes(id) && id !== triggers), [])
  })
}

function idOf({ ruleId, messageId }: Finding): string {
  return `${ruleId}/${messageId}`
}
