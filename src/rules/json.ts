import type { Body } from '../body/body.ts'
import type { ForeignBytes } from '../body/foreign-bytes.ts'
import { JSON_PROBLEMS } from './json-problems.ts'
import { defineRule, type ReportOf, type Rule } from './rule.ts'

const RFC = 'RFC 8259, The JavaScript Object Notation Data Interchange Format'

const MESSAGES = {
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
} as const

/** What to do with bytes that are something else. */
const ADVICE: Readonly<Record<ForeignBytes['family'], string>> = {
  compressed: 'Decompress it first: a body is judged as it was before a content encoding.',
  charset: 'Save it as UTF-8. In Windows PowerShell, ">" writes UTF-16.',
  file: 'Give the request body that holds it, not the file itself.',
  blank: 'Check that the file was written to its end.',
  unknown: JSON_PROBLEMS['not-utf-8'][1],
}

export const json: Rule = defineRule({
  id: 'json',
  summary: 'Reports a body that is no JSON, or that two parsers may read differently.',
  messages: MESSAGES,
  checkBody({ body }, report) {
    check(body, report)
  },
  checkResponse({ body, status }, report) {
    // How errors are written, error-envelope judges.
    if (status < 400) check(body, report)
  },
})

function check(body: Body, report: ReportOf<typeof MESSAGES>): void {
  if (body.byteOrderMark) report('byte-order-mark', '', {})
  if (body.fault !== undefined) {
    const { problem: id, foreign } = body.fault
    const [problem, advice] = foreign === undefined ? JSON_PROBLEMS[id] : [`it is ${foreign.name}`, ADVICE[foreign.family]]
    report('syntax', '', { problem, advice })
    return
  }
  for (const { pointer, name } of body.duplicates) report('duplicate-key', pointer, { name: body.show(name) })
  for (const pointer of body.loneSurrogates) report('lone-surrogate', pointer, {})
}
