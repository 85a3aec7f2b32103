/** What a secret looks like, wherever it stands: the keys that vendors hand out, and the parameters that sign a URL. */

/** What stands in place of a secret. */
export const REDACTED = 'REDACTED'

/** Keys by the beginnings that their vendors gave them, so that they can be found. */
const KEYS: readonly string[] = [
  'sk-[\\w-]{16,}', // OpenAI, Anthropic, Xiaomi MiMo, and most gateways
  't?tp-[A-Za-z0-9]{20,}', // Xiaomi MiMo's token plans
  'AIza[\\w-]{35}(?![\\w-])',
  'ya29\\.[\\w-]{20,}',
  '(?:gsk|hf|r8|npm|gh[opsur])_\\w{20,}',
  'github_pat_\\w{20,}',
  '(?:xai|nvapi|pplx|glpat|csk)-[\\w-]{20,}',
  'xox[abeoprs]-[\\w-]{10,}',
  '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])',
  '-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]{0,8192}-----END [A-Z ]{0,20}PRIVATE KEY-----',
  '(?<=[Bb]earer(?: |%20|\\+))[\\w.~+/-]{20,}=*',
]

/** A JSON Web Token. It begins where nothing stands that could be in one: else a text that is full of beginnings would be read from each of them. */
const TOKEN = 'eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]*'

/** Any secret begins where a word does; a letter before it may be that of an escape. */
const ESCAPE = '\\\\[bfnrt]|\\\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2}'

/** Finds keys, in JSON text or percent-encoded as well as in plain text. */
export const KNOWN_KEY: RegExp = new RegExp(`(?<=^|[^A-Za-z0-9]|${ESCAPE})(?:${KEYS.join('|')})|(?<=^|[^\\w-]|${ESCAPE})${TOKEN}`, 'g')

/** The query parameters that open a signed URL to whoever has it: those of Amazon, Google, Azure, CloudFront and Alibaba. */
const SIGNATURES: readonly string[] = [
  'X-(?:Amz|Goog|OSS|Tos)-(?:Signature|Credential|Security-Token)', '(?:AWS|OSS)AccessKeyId', 'GoogleAccessId',
  'Signature', 'Key-Pair-Id', 'security-token', 'q-signature', 'q-ak',
]
/** Names that others give to other things as well, with short values. */
const SHORT_NAMES: readonly string[] = ['sig', 'Policy']

const SEPARATOR = '(?:[?&;]|\\\\u0026|%3[Ff]|%26)'
const EQUALS = '(?:=|%3[Dd]|\\\\u003[Dd])'

/** What every such parameter has, and few texts. */
export const EQUALS_SIGN: RegExp = new RegExp(EQUALS)

/** A character of such a value: it ends where the URL, or the text around it, goes on. */
const VALUE = '(?:(?!%26)[!$-%(-;=?-\\[\\]-~])'

/** Finds the values of such parameters, in whatever text the URL stands. */
export const SIGNATURE: RegExp = new RegExp(
  `(?<=${SEPARATOR}(?:${SIGNATURES.join('|')})${EQUALS})${VALUE}+|(?<=${SEPARATOR}(?:${SHORT_NAMES.join('|')})${EQUALS})${VALUE}{12,}`,
  'gi',
)

/** The names of query parameters that carry a key themselves. */
export const KEY_PARAMETER: RegExp = /^(?:(?:api|x-api|x-goog-api|access|auth|id|refresh|session|subscription)?[-_]?(?:key|token|secret)|password|auth|authorization|credential|code|sig|signature|client[-_]secret)$/i

/** The names of headers whose values let somebody in. Most of those that begin with `x-portkey-` do not, but its configuration may. */
export const KEY_HEADER: RegExp = /auth(?!ority|-provider)|(?<!port|cache-)key|portkey-config|token|secret|cookie|session|credential|signature|password/i

const ENCODED = /^[\w+/=\r\n-]*$/
const ENCODED_FROM = 512

/**
 * True for a text that begins as long base64 does, or a data URL of it. By chance it may hold what looks like a key, and to change
 * it would be to change an image; so nothing is looked for in it but what is known to be a secret. The beginning is enough.
 */
export function isEncoded(text: string): boolean {
  if (/^data:[^,]{0,1000};base64,/i.test(text)) return true
  return text.length >= ENCODED_FROM && ENCODED.test(text.slice(0, ENCODED_FROM))
}
