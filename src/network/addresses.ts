import { isIP } from 'node:net'
import type { PixpactError } from '../core/errors.ts'
import { whyNotPublic } from '../image/public-address.ts'
import { Failure, noNetwork } from './failure.ts'
import type { Lookup } from './system-lookup.ts'

export interface AddressRules {
  readonly lookup: Lookup
  readonly allowPrivate: boolean
  /** For one lookup, in milliseconds. */
  readonly timeoutMs: number
}

/** Finds the addresses of hosts, and lets only those pass that may be connected to. */
export class Addresses {
  readonly #rules: AddressRules
  /** Once names cannot be looked up, no further one is waited for. */
  #broken: PixpactError | undefined

  constructor(rules: AddressRules) {
    this.#rules = rules
  }

  /**
   * All addresses of the host of a URL. One that is not public spoils the others: whoever fetches may get any of them.
   *
   * @throws Failure `unknown-host` or `not-public`; PixpactError `no-network`.
   */
  async of({ hostname }: URL): Promise<readonly string[]> {
    const host = hostname.replace(/^\[|\]$/g, '')
    const addresses = isIP(host) === 0 ? await this.#lookUp(host) : [host]
    if (addresses.length === 0) throw new Failure('unknown-host', host)
    const refused = this.#rules.allowPrivate ? undefined : addresses.find((address) => whyNotPublic(address) !== undefined)
    if (refused !== undefined) throw new Failure('not-public', refused)
    return addresses
  }

  async #lookUp(host: string): Promise<readonly string[]> {
    if (this.#broken !== undefined) throw this.#broken
    const { promise: never, reject } = Promise.withResolvers<never>()
    const late = (): void => reject(noNetwork(`The name ${host} cannot be looked up (no answer)`))
    const timer = setTimeout(late, this.#rules.timeoutMs)
    try {
      return await Promise.race([this.#rules.lookup(host), never])
    } catch (error) {
      this.#broken = error as PixpactError
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}
