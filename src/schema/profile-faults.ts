import { profileFields } from './generated/profile-fields.ts'
import { profileFile } from './generated/profile-validator.js'
import { kitFaults, type KitFault } from './kit-faults.ts'

// Not exported from index.ts: only those who have a profile of their own load the validator.

/** Where `value` is no profile file as `schemas/kit/profile.schema.json` describes it. Sorted by pointer. Never throws. */
export function profileFaults(value: unknown): KitFault[] {
  return kitFaults(value, profileFields, profileFile)
}
