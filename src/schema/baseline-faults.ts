import { baselineFields } from './generated/baseline-fields.ts'
import { baselineFile } from './generated/baseline-validator.js'
import { kitFaults, type KitFault } from './kit-faults.ts'

// Not exported from index.ts: only those who check gateways load the validator.

/** Where `value` is no file as `schemas/kit/baseline.schema.json` describes it. Sorted by pointer. Never throws. */
export function baselineFaults(value: unknown): KitFault[] {
  return kitFaults(value, baselineFields, baselineFile)
}
