import { configFields } from './generated/config-fields.ts'
import { configFile } from './generated/config-validator.js'
import { kitFaults, type KitFault } from './kit-faults.ts'

// Not exported from index.ts: only those who have a configuration load the validator.

/** Where `value` is no configuration as `schemas/kit/config.schema.json` describes it. Sorted by pointer. Never throws. */
export function configFaults(value: unknown): KitFault[] {
  return kitFaults(value, configFields, configFile)
}
