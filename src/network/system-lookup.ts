import { lookup, Resolver } from 'node:dns/promises'
import { noNetwork } from './failure.ts'

/** The addresses of a host; none where there is no such host. Throws `no-network` where nobody could be asked. */
export type Lookup = (hostname: string) => Promise<readonly string[]>

/**
 * Asks as all programs of this machine do. Offline, some systems call every name unknown: then a name server itself must
 * say so.
 */
export const systemLookup: Lookup = async (hostname) => {
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address)
  } catch (error) {
    if (codeOf(error) === 'ENOTFOUND' && (await isUnknownTo(new Resolver({ timeout: 2000, tries: 2 }), hostname))) return []
    throw noNetwork(`The name ${hostname} cannot be looked up (${codeOf(error)})`, error)
  }
}

/** True when a name server answers that the name does not exist, or has no address. */
export async function isUnknownTo(resolver: Pick<Resolver, 'resolve4'>, hostname: string): Promise<boolean> {
  try {
    await resolver.resolve4(hostname)
    return false
  } catch (error) {
    return ['ENOTFOUND', 'ENODATA', 'EBADNAME'].includes(codeOf(error))
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
