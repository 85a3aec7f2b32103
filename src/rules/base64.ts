import { defineRule, type Rule } from './rule.ts'

const RFC = 'RFC 4648, section 4'
const ANTHROPIC = 'Anthropic: invalid base64 data, https://github.com/anthropics/anthropic-sdk-typescript/issues/603'

export const base64: Rule = defineRule({
  id: 'base64',
  summary: 'Reports image data that is not strict base64.',
  messages: {
    empty: {
      text: 'The base64 text of the image is empty.',
      hint: 'Check that the file was read before it was encoded.',
      sources: ['OpenAI: got empty base64-encoded bytes, https://github.com/anomalyco/opencode/issues/23983', RFC],
    },
    alphabet: {
      text: 'Character {position} of the base64 text is {character}, which base64 does not have.',
      hint: '{advice}',
      sources: [RFC, ANTHROPIC],
    },
    'url-safe': {
      text: 'Character {position} of the base64 text is "{character}": this is the URL-safe alphabet, and the standard one is expected.',
      hint: 'Use the standard alphabet: "+" for "-" and "/" for "_".',
      sources: [RFC, 'https://github.com/openclaw/openclaw/issues/18219'],
    },
    whitespace: {
      text: 'Character {position} of the base64 text is {character}.',
      hint: 'Encode without line breaks (base64 -w0), and send no white space.',
      sources: [`${RFC}: implementations MUST reject characters outside the alphabet`, ANTHROPIC],
    },
    padding: {
      text: '{digits} base64 characters are followed by {found} "=", and {expected}.',
      hint: '{advice}',
      sources: [RFC, 'https://github.com/openclaw/openclaw/issues/18219'],
    },
    'trailing-bits': {
      text: 'The last base64 character holds bits that belong to no byte.',
      hint: 'Encode the image anew; strict decoders refuse this, others drop the bits.',
      sources: ['RFC 4648, section 3.5: pad bits MUST be set to zero by conforming encoders'],
    },
  },
  checkImage({ image: { facts, form, pointer } }, report) {
    if (form !== 'base64') return
    const { digits, foreign, urlSafe, whitespace, padding, trailingBits } = facts.base64
    if (digits === 0 && foreign === undefined) return report('empty', pointer, {})
    if (foreign !== undefined) {
      return report('alphabet', pointer, {
        position: foreign.offset + 1,
        character: named(foreign.character),
        advice: adviceFor(facts.head.slice(facts.payloadStart, facts.payloadStart + 100)),
      })
    }
    if (urlSafe !== undefined) report('url-safe', pointer, { position: urlSafe.offset + 1, character: urlSafe.character })
    if (whitespace !== undefined) {
      report('whitespace', pointer, { position: whitespace.offset + 1, character: named(whitespace.character) })
    }
    const needed = (4 - (digits % 4)) % 4
    if (needed === 3 || padding !== needed) {
      report('padding', pointer, {
        digits,
        found: padding,
        expected: needed === 3 ? 'no padding completes this number' : `${needed} ${needed === 1 ? 'belongs' : 'belong'} there`,
        advice: needed === 3 ? 'The text was cut off: encode the image anew.' : `End the text with ${needed === 0 ? 'no' : needed} "=".`,
      })
    } else if (trailingBits) report('trailing-bits', pointer, {})
  },
})

/** What people put there instead, by how it begins. */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\//i, 'This is a URL: send it as one.'],
  [/^b['"]/, 'This is how Python prints bytes: call .decode() on them.'],
  [/^(?:[./~]|[a-zA-Z]:\\|[\w/-]+\.(?:png|jpe?g|gif|webp|bmp)$)/i, 'This looks like a file name: send the content of the file.'],
  [/%[0-9a-fA-F]{2}/, 'This is percent-encoded: send the base64 as it is.'],
]

function adviceFor(start: string): string {
  const known = MISTAKES.find(([pattern]) => pattern.test(start))
  return known?.[1] ?? 'Encode the bytes of the image with standard base64 and send the result as it is.'
}

const NAMES: Readonly<Record<string, string>> = { ' ': 'a space', '\n': 'a line break', '\r': 'a carriage return', '\t': 'a tab' }

function named(character: string): string {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
  return NAMES[character] ?? (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `"${character}"` : code)
}
