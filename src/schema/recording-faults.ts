import { recordingFields } from './generated/recording-fields.ts'
import { recordingFile } from './generated/recording-validator.js'
import { kitFaults, type KitFault } from './kit-faults.ts'

// Not exported from index.ts: only those who have recordings load the validator.

/** Where `value` is no recording as `schemas/kit/recording.schema.json` describes it. Sorted by pointer. Never throws. */
export function recordingFaults(value: unknown): KitFault[] {
  return kitFaults(value, recordingFields, recordingFile)
}
