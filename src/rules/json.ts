import type { ForeignBytes } from '../body/foreign-bytes.ts'
import type { JsonProblem } from '../body/json-walk.ts'
import { MOST_LEVELS } from '../body/limits.ts'
import { defineRule, type Rule } from './rule.ts'

const RFC = 'RFC 8259, The JavaScript Object Notation Data Interchange Format'

/** What is wrong, and how to mend it. */
const PROBLEMS: Readonly<Record<JsonProblem, readonly [problem: string, advice: string]>> = {
  empty: ['it is empty', 'Check that the file was written and that the request has a body.'],
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

/** What to do with bytes that are something else. */
const ADVICE: Readonly<Record<ForeignBytes['family'], string>> = {
  compressed: 'Decompress it first: a body is judged as it was before a content encoding.',
  charset: 'Save it as UTF-8. In Windows PowerShell, ">" writes UTF-16.',
  file: 'Give the request body that holds it, not the file itself.',
  blank: 'Check that the file was written to its end.',
  unknown: PROBLEMS['not-utf-8'][1],
}

export const json: Rule = defineRule({
  id: 'json',
  summary: 'Reports a body that is no JSON, or that two parsers may read differently.',
  messages: {
    syntax: {
      text: 'The body cannot be read as JSON: {problem}.',
      hint: '{advice}',
      sources: [
        RFC,
        'The documented page itself: its two Anthropic base64 samples lack a comma',
        `Depth: ${RFC.split(',')[0]}, section 9, lets parsers set limits; that of Go, https://github.com/golang/go/issues/31789`,
      ],
    },
    'duplicate-key': {
      text: 'The property "{name}" stands twice in one object; most parsers keep only the last one.',
      hint: 'Remove one of the two.',
      sources: [`${RFC}, section 4: names within an object SHOULD be unique`],
    },
    'lone-surrogate': {
      text: 'A string holds half of a surrogate pair, which is no character.',
      hint: 'Cut texts between characters, not between UTF-16 code units; some servers refuse such a body.',
      sources: [`${RFC}, section 8.2`],
    },
    'byte-order-mark': {
      text: 'The body begins with a byte order mark.',
      hint: 'Send UTF-8 without one; parsers may refuse it.',
      sources: [`${RFC}, section 8.1: implementations MUST NOT add a byte order mark`],
    },
  },
  checkBody({ body }, report) {
    if (body.byteOrderMark) report('byte-order-mark', '', {})
    if (body.fault !== undefined) {
      const { problem: id, foreign } = body.fault
      const [problem, advice] = foreign === undefined ? PROBLEMS[id] : [`it is ${foreign.name}`, ADVICE[foreign.family]]
      report('syntax', '', { problem, advice })
      return
    }
    for (const { pointer, name } of body.duplicates) report('duplicate-key', pointer, { name: body.show(name) })
    for (const pointer of body.loneSurrogates) report('lone-surrogate', pointer, {})
  },
})
