import { defineRule, type Rule } from './rule.ts'

/** Longer texts are somebody's real data. */
const LONGEST = 512

/** Names that only a program's variable has. */
const VARIABLES = [/\$\{[^{}]*\}/, /\$\([^()]*\)/, /\$\w+/, /`[^`]*`/]
/** What is left when a variable was never set, or was not text. */
const UNSET = [/^(?:undefined|null|None|nil|NaN)$/, /\[object \w+\]/]
const NAMES = [/\{\{[^{}]*\}\}/, /\{[^{}]*\}/, /<[^<>]*>/, /%[sd]\b/, /%[A-Z_]{3,}%/, /\[[A-Z_ ]+\]/, /^@\S+/, /^[A-Z0-9]+(?:_[A-Z0-9]+)+$/]
const ELLIPSIS = [/\.\.\.|…/]
/** What samples leave for the reader to fill in; none of it can stand in base64 or in a media type. */
const IN_DATA = [...VARIABLES, ...UNSET, ...NAMES, ...ELLIPSIS]
/** In a URL only what cannot be meant. */
const IN_URL = [
  /\$\{\w+\}/, /\{\{[^{}]*\}\}/, /\{[A-Z0-9_]*[A-Z][A-Z0-9_]*\}/, /<[^<>]+>/, /^\$\w+$/, /^@\S+/, /(?:\.\.\.|…)$/,
  /^[A-Z0-9]+(?:_[A-Z0-9]+)+$/, ...UNSET,
]

export const placeholder: Rule = defineRule({
  id: 'placeholder',
  summary: 'Reports a placeholder of a code sample that nobody replaced.',
  messages: {
    unreplaced: {
      text: 'The placeholder "{placeholder}" still stands in the {place}.',
      hint: 'Put the {content} there{shell}.',
      sources: [
        'The documented page: {MIME_TYPE} needs to be replaced by the actual type, $BASE64_IMAGE by the encoded image, https://s.apifox.cn/857bbeda-4d20-46f7-b385-28c2290618f3/doc-8350582 (2026-03-19)',
      ],
    },
  },
  checkImage({ image }, report) {
    const { declared, facts, dataUrl, form, pointer } = image
    const type = declared && find(declared.text, IN_DATA)
    if (declared && type !== undefined) {
      report('unreplaced', declared.pointer, { placeholder: type, place: 'media type', content: 'type of the image', shell: shellNote(type) })
      if (declared.pointer === pointer) return
    }
    if (facts.length > LONGEST) return
    const data = facts.head.slice(facts.payloadStart)
    const found = form === 'base64' || dataUrl ? find(data, IN_DATA) : find(data, IN_URL)
    const place = form === 'base64' ? 'image data' : 'image URL'
    const content = form === 'base64' ? 'base64 text of the image' : 'address of the image'
    if (found !== undefined) report('unreplaced', pointer, { placeholder: found, place, content, shell: shellNote(found) })
  },
})

function shellNote(found: string): string {
  return found.startsWith('$') ? '; a shell fills in a variable between double quotes only' : ''
}

function find(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text.slice(0, LONGEST))
    if (found !== null) return found[0].slice(0, 60)
  }
  return undefined
}
