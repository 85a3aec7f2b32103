import { checkFields } from './generated/check-fields.ts'
import { checkFile } from './generated/check-validator.js'
import { kitFaults, type KitFault } from './kit-faults.ts'

// Not exported from index.ts: only those who check gateways load the validator.

/** Where `value` is no file as `schemas/kit/check.schema.json` describes it. Sorted by pointer. Never throws. */
export function checkFaults(value: unknown): KitFault[] {
  return kitFaults(value, checkFields, checkFile)
}
