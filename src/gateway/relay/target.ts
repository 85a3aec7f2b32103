import { PixpactError } from '../../core/errors.ts'

/** Where requests are passed on to. */
export interface Target {
  readonly origin: string
  /** What its paths begin with: empty, or such as `/proxy/eu`. */
  readonly base: string
  /** What each query ends with: empty, or such as `api-version=2`. */
  readonly query: string
  /** What user and password in the URL come to, for requests that carry no `authorization` of their own. */
  readonly authorization?: string
  /** What of user and password is searched for, so that it is stored nowhere. */
  readonly secrets: readonly string[]
}

/** A shorter name is a word like others, and a shorter password one that no recording can be searched for. */
const LEAST_NAME = 8
const LEAST_PASSWORD = 4

const HINT = 'Give the address of the server that is asked, such as https://api.shubiaobiao.com.'

/** Reads `--upstream`. Throws `usage` for what is no http: or https: URL. */
export function targetOf(upstream: string): Target {
  const url = URL.parse(upstream)
  // Not repeated in the message: it may hold a password.
  if (url === null) throw new PixpactError('usage', 'The upstream is no URL.', HINT)
  if (!/^https?:$/.test(url.protocol)) throw new PixpactError('usage', `The upstream is a ${url.protocol} URL, and only http: and https: can be asked.`, HINT)
  const [user, password] = [decoded(url.username), decoded(url.password)]
  const isSigned = user !== '' || password !== ''
  return {
    origin: url.origin,
    base: url.pathname.replace(/\/+$/, ''),
    query: url.search.slice(1),
    ...(isSigned && { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
    secrets: [...(user.length < LEAST_NAME ? [] : [user]), ...(password.length < LEAST_PASSWORD ? [] : [password])],
  }
}

/** The path with query at which a target is asked. A base that the client sends already, as with `https://…/v1`, is not put before it again. */
export function pathAt({ base, query }: Target, target: string): string {
  const [path = '', ...rest] = target.split('?')
  const whole = path === base || path.startsWith(`${base}/`) ? path : base + path
  const asked = [rest.join('?'), query].filter(Boolean).join('&')
  return asked === '' ? whole : `${whole}?${asked}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
