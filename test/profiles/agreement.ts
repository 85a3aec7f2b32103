import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { profileSchema } from '../../scripts/profile-schemas.ts'
import { saysFinding } from '../../scripts/schema-statements.ts'
import { validateRequest, type Finding, type FormatId } from '../../src/index.ts'
import { PROFILES } from '../../src/profiles/index.ts'
import type { Profile } from '../../src/profiles/profile.ts'
import { GAPS, type Gap } from './gaps.ts'

/** A profile and one of its formats, with the generated schema. */
export interface Pair {
  readonly profile: Profile
  readonly format: FormatId
  readonly validate: ValidateFunction
}

export const PAIRS: readonly Pair[] = PROFILES.flatMap((profile) =>
  (Object.keys(profile.formats) as FormatId[]).map((format) => ({
    profile,
    format,
    validate: new Ajv2020({ strict: false }).compile(profileSchema(profile, format)),
  })),
)

/**
 * Where schema and rules are at odds about a body; `undefined` where they agree: the schema refuses what it can tell of, and
 * nothing that has no error. An error that it cannot tell of may keep the rules from looking at what it refuses.
 */
export function disagreement({ profile, format, validate }: Pair, body: unknown, gaps: readonly Gap[] = GAPS): string | undefined {
  const { findings } = validateRequest(body, { profile, format })
  const errors = findings.filter(({ severity }) => severity === 'error')
  const told = errors.filter((finding) => saysFinding(finding, profile, format))
  const refused = !validate(body)
  if (refused ? errors.length > 0 : told.length === 0) return undefined
  const faults = refused ? (validate.errors ?? []) : []
  if (errors.length === 0 && hidesFaults(gaps, findings, faults.map(({ instancePath }) => instancePath))) return undefined
  const reasons = faults.map(({ instancePath, schemaPath }) => `${schemaPath} at ${instancePath}`)
  const names = errors.map(({ ruleId, messageId, pointer }) => `${ruleId}/${messageId} at ${pointer}`)
  return `${profile.id} ${format}: rules say ${names.join(', ') || 'nothing'}; the schema says ${reasons.join(', ') || 'valid'}`
}

/** True when a gap keeps the rules silent about what the schema refuses at one of these places. */
function hidesFaults(gaps: readonly Gap[], findings: readonly Finding[], faults: readonly string[]): boolean {
  const hidden = findings.flatMap((finding) => gaps.flatMap(({ hides }) => hides(finding) ?? []))
  return faults.some((fault) => hidden.some((place) => fault === place || fault.startsWith(`${place}/`)))
}
