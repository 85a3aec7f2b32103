import type { JsonProblem } from '../body/json-walk.ts'
import { MOST_LEVELS } from '../body/limits.ts'

/** What is wrong, and how to mend it. */
export const JSON_PROBLEMS: Readonly<Record<JsonProblem, readonly [problem: string, advice: string]>> = {
  empty: ['it is empty', 'Check that the file was written, and that a body was sent.'],
  'not-utf-8': ['it is not UTF-8 text', 'Save it as UTF-8. If it is compressed, decompress it first.'],
  'cut-off': ['it ends in the middle', 'Check whether the file was cut off, or whether a quote or a closing brace is missing.'],
  'missing-comma': ['a comma is missing here', 'Put a comma between this value and the next one.'],
  'trailing-comma': ['a comma follows the last element', 'Remove this comma.'],
  'missing-colon': ['a colon is missing behind this property name', 'Write a colon between name and value.'],
  'missing-quotes': ['a property name stands without quotes', 'Put double quotes around the name.'],
  'single-quotes': ['a string stands in quotes other than "', 'Use double quotes.'],
  'control-character': [
    'a string holds a raw line break or another control character',
    'Write a line break as \\n. If the string was meant to end before, its closing quote is missing.',
  ],
  'bad-escape': ['a string holds a backslash that begins no escape', 'Write a backslash as \\\\.'],
  comment: ['it holds a comment', 'Remove it: JSON has no comments.'],
  'not-a-json-literal': [
    'a word stands here that is no JSON value',
    'JSON knows true, false, null and plain decimal numbers; anything else needs double quotes.',
  ],
  'text-after-the-end': ['more text follows the end of the value', 'Keep one JSON value; name a file of one value a line .jsonl.'],
  'too-deep': [
    `it nests objects and arrays more than ${MOST_LEVELS.toLocaleString('en-US')} levels deep`,
    'Flatten it: parsers have such limits, and most have lower ones.',
  ],
  'unexpected-character': ['this character cannot stand here', 'Look for a missing quote or brace before it.'],
}
