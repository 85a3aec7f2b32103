import type { KitFile } from '../kit-files/kit-file.ts'
import { mistakesError, shapeMistakes } from '../kit-files/mistakes.ts'
import { readJson } from '../kit-files/read-json.ts'
import { checkFaults } from '../schema/check-faults.ts'
import type { CheckResult } from './result.ts'

const RUN_FILE: KitFile = {
  noun: 'saved run',
  code: 'bad-run',
  schema: 'schemas/kit/check.schema.json',
  ifUnreadable: 'Save one with "pixpact check --reporter json=FILE".',
}

/** Reads a run that `pixpact check --reporter json=FILE` saved. Throws `bad-run`. */
export function readRun(path: string): CheckResult {
  const content = readJson(path, RUN_FILE)
  const mistakes = shapeMistakes(checkFaults(content))
  if (mistakes.length > 0) throw mistakesError(RUN_FILE, path, mistakes)
  return content as CheckResult
}
