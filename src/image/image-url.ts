import { isAddress, whyNotPublic } from './public-address.ts'

/** What can be said of an image URL without asking for it. */
export interface ImageUrl {
  /** Absent where the text is no absolute URL. */
  readonly url?: URL
  /** Why the text is no URL, for a sentence. */
  readonly problem?: string
  /** Why nobody outside can reach the host, for a sentence. */
  readonly unreachable?: string
  /** When a signature in the query expires. */
  readonly expires?: Date
}

/** Takes the text of an image URL apart. */
export function readImageUrl(text: string): ImageUrl {
  const problem = problemOf(text)
  if (problem !== undefined) return { problem }
  const url = URL.parse(text)
  if (url === null) return { problem: 'it cannot be parsed' }
  const unreachable = url.protocol === 'http:' || url.protocol === 'https:' ? unreachableBecause(url.hostname) : undefined
  const expires = expiryOf(url.searchParams)
  return { url, ...(unreachable && { unreachable }), ...(expires && { expires }) }
}

function problemOf(text: string): string | undefined {
  if (text === '') return 'it is empty'
  if (/^\s|\s$/.test(text)) return 'white space stands around it'
  if (/^["'<`]|["'>`]$/.test(text)) return 'quotes stand around it'
  if (/\s/.test(text)) return 'it holds white space'
  if (/^\w+\/[\w.+-]+;base64,/.test(text)) return 'it is a data URL without "data:"'
  if (/^(?:[a-zA-Z]:[\\/]|\/|\.{1,2}\/|~\/)/.test(text)) return text.startsWith('//') ? 'it has no scheme' : 'it is a path on some machine'
  if (!/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text) || /^[\w.-]+:\d+(?:\/|$)/.test(text)) return 'it has no scheme'
  if (/^https?:/i.test(text) && !/^https?:\/\/[^/]/i.test(text)) return 'it has no host'
  return undefined
}

const LOCAL_SUFFIXES = ['.local', '.localhost', '.internal', '.lan', '.home', '.home.arpa', '.test', '.invalid']

function unreachableBecause(hostname: string): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '').toLowerCase().slice(0, 255)
  // A URL writes IPv4 in four decimals, and whatever else has only such letters is no name.
  if (/^[\d.]+$|:/.test(host) && isAddress(host)) {
    const why = whyNotPublic(host)
    return why === undefined ? undefined : `${host} is ${why}`
  }
  if (host === 'localhost') return 'localhost is the machine itself'
  if (!host.includes('.')) return `${host} is a name without a domain`
  return LOCAL_SUFFIXES.some((suffix) => host.endsWith(suffix)) ? `${host} is a name of a local network` : undefined
}

/** When the signature of a well-known storage service ends. */
function expiryOf(query: URLSearchParams): Date | undefined {
  const get = (name: string): string | undefined => query.get(name) ?? undefined
  for (const [date, seconds] of [['X-Amz-Date', 'X-Amz-Expires'], ['X-Goog-Date', 'X-Goog-Expires'], ['X-Tos-Date', 'X-Tos-Expires']] as const) {
    const signed = compactDate(get(date))
    if (signed !== undefined && get(seconds) !== undefined) return validDate(signed.getTime() + Number(get(seconds)) * 1000)
  }
  // Azure; then S3, Aliyun and CloudFront in their older form, in seconds since 1970; then Tencent.
  if (get('sig') !== undefined && get('se') !== undefined) return validDate(Date.parse(get('se')!))
  if (/^\d{9,11}$/.test(get('Expires') ?? '') && get('Signature') !== undefined) return validDate(Number(get('Expires')) * 1000)
  const tencent = get('q-sign-time')?.split(';')[1]
  return tencent === undefined ? undefined : validDate(Number(tencent) * 1000)
}

/** `20260101T120000Z` */
function compactDate(text = ''): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)?.slice(1)
  return parts && validDate(Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z`))
}

function validDate(time: number): Date | undefined {
  return Number.isNaN(new Date(time).getTime()) ? undefined : new Date(time)
}
