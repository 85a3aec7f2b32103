import { isIPv6, type LookupFunction } from 'node:net'
import { VERSION } from '../core/version.ts'

/** The answer to one GET. Whoever has it must close it. */
export interface Answer {
  readonly status: number
  /** The first field of this name, which is in lower case. */
  header(name: string): string | undefined
  readonly body: AsyncIterable<Buffer>
  close(): void
}

export interface GetOptions {
  /** Asks for the first bytes only. Without it, an answer that comes compressed is decompressed. */
  readonly firstBytes?: number
  /** For connecting, for the header, and for each wait within the body, in milliseconds. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

const LARGEST_HEADER = 32_768

/**
 * Asks for `url` at one of `addresses`, on a connection of its own. Follows nothing, and sends no cookie, no credentials and no
 * trace of the request that the URL stands in.
 */
export async function httpGet(url: URL, addresses: readonly string[], options: GetOptions): Promise<Answer> {
  const { firstBytes, timeoutMs, signal } = options
  // Not needed unless something is fetched.
  const { Client, interceptors } = await import('undici')
  const client = new Client(url.origin, {
    allowH2: false,
    pipelining: 0,
    maxHeaderSize: LARGEST_HEADER,
    connectTimeout: timeoutMs,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { lookup: lookupOf(addresses) },
  })
  try {
    const range = firstBytes === undefined ? {} : { range: `bytes=0-${firstBytes - 1}` }
    const { statusCode, headers, body } = await (firstBytes === undefined ? client.compose(interceptors.decompress()) : client).request({
      method: 'GET',
      path: url.pathname + url.search,
      headers: { 'user-agent': `pixpact/${VERSION}`, accept: '*/*', 'accept-encoding': 'identity', ...range },
      signal,
    })
    // What is closed before its end is an error to the stream, and to nobody else.
    body.on('error', () => undefined)
    return { status: statusCode, header: (name) => [headers[name]].flat()[0], body, close: () => void client.destroy() }
  } catch (error) {
    void client.destroy()
    throw error
  }
}

/** Names are not looked up again: a connection goes to an address that was checked. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_host, { all: wantsAll }, callback) => (wantsAll ? callback(null, all) : callback(null, all[0]!.address, all[0]!.family))
}
