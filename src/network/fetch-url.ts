import type { UrlFacts } from '../image/url-facts.ts'
import type { Addresses } from './addresses.ts'
import { Failure, failureOf } from './failure.ts'
import { httpGet, type Answer } from './http-get.ts'
import { fileIn, HEAD_BYTES, sizeToldBy } from './url-file.ts'

export interface FetchLimits {
  /** For all of one URL, in milliseconds; each step may take half of it. */
  readonly timeoutMs: number
  /** Where the size of a file is not told, its bytes are counted up to here. */
  readonly countTo?: number
}

const MOST_REDIRECTS = 5
const REDIRECTS = [301, 302, 303, 307, 308]

/** Finds out what stands behind `url`, an absolute one of http: or https:. Throws `no-network` where that cannot be said. */
export async function fetchUrl(url: URL, addresses: Pick<Addresses, 'of'>, { timeoutMs, countTo }: FetchLimits): Promise<UrlFacts> {
  const signal = AbortSignal.timeout(timeoutMs)
  let at = url
  let redirects = 0
  let leavesHttps = false
  const route = (): Pick<UrlFacts, 'redirects' | 'end' | 'leavesHttps'> => ({
    redirects,
    ...(redirects > 0 && { end: withoutSecrets(at) }),
    ...(leavesHttps && { leavesHttps }),
  })
  try {
    for (;;) {
      const answer = await ask(at, await addresses.of(at), Math.ceil(timeoutMs / 2), signal)
      try {
        if (!REDIRECTS.includes(answer.status)) {
          if (answer.status < 200 || answer.status > 299) throw new Failure('status', String(answer.status))
          return { ...route(), file: await fileIn(answer, countTo) }
        }
        if (redirects === MOST_REDIRECTS) throw new Failure('too-many-redirects', String(MOST_REDIRECTS))
        const next = targetOf(answer, at)
        leavesHttps ||= at.protocol === 'https:' && next.protocol === 'http:'
        redirects++
        at = next
      } finally {
        answer.close()
      }
    }
  } catch (error) {
    return { ...route(), failure: failureOf(error, at) }
  }
}

/** Asks for the first bytes; where the answer to that leaves questions open, for the whole. */
async function ask(url: URL, addresses: readonly string[], timeoutMs: number, signal: AbortSignal): Promise<Answer> {
  const answer = await httpGet(url, addresses, { firstBytes: HEAD_BYTES, timeoutMs, signal })
  const isOdd = answer.status === 416 || (answer.status === 206 && sizeToldBy(answer) === undefined)
  const isEncoded = (answer.header('content-encoding') ?? 'identity') !== 'identity'
  if (!isOdd && !isEncoded) return answer
  answer.close()
  return httpGet(url, addresses, { timeoutMs, signal })
}

function targetOf(answer: Answer, from: URL): URL {
  const location = answer.header('location')
  const target = location === undefined ? null : URL.parse(location, from)
  if (target === null || !/^https?:$/.test(target.protocol)) throw new Failure('bad-redirect', target?.protocol)
  return target
}

function withoutSecrets({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`.slice(0, 200)
}
