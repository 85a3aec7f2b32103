/** `node scripts/wording.ts`: writes down what the vectors' findings say, for test/rules/vectors.test.ts to compare. Read the difference. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { vectorRules } from '../test/rules/vector-files.ts'
import { wordingFile, wordingOf } from '../test/rules/wording.ts'

for (const rule of vectorRules) {
  const file = wordingFile(rule)
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(wordingOf(rule), null, 2)}\n`)
}
