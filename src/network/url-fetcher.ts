import type { UrlFacts } from '../image/url-facts.ts'
import { Addresses } from './addresses.ts'
import { fetchUrl } from './fetch-url.ts'
import { systemLookup, type Lookup } from './system-lookup.ts'

export interface FetchOptions {
  /** Lets addresses pass that are not public, for servers of one's own. Default: false. */
  readonly allowPrivate?: boolean
  /** For all of one URL, in milliseconds. Default: 20,000. */
  readonly timeoutMs?: number
  /** What finds the addresses of a host. Default: what this machine has. */
  readonly lookup?: Lookup
}

const MOST_AT_ONCE = 8
const MOST_KEPT = 1000

/** Finds out what stands behind URLs: each is asked for once, and a few at a time. */
export class UrlFetcher {
  readonly #addresses: Addresses
  readonly #timeoutMs: number
  readonly #kept = new Map<string, Promise<UrlFacts>>()
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor({ allowPrivate = false, timeoutMs = 20_000, lookup = systemLookup }: FetchOptions = {}) {
    this.#addresses = new Addresses({ lookup, allowPrivate, timeoutMs: Math.ceil(timeoutMs / 2) })
    this.#timeoutMs = timeoutMs
  }

  /**
   * What stands behind each of `urls`, by the text of the URL. Where a server does not tell the size of a file, it is counted up
   * to `countTo` bytes. Throws PixpactError `no-network`.
   */
  async factsOf(urls: Iterable<string>, countTo?: number): Promise<ReadonlyMap<string, UrlFacts>> {
    const facts = [...new Set(urls)].map(async (url) => [url, await this.#factsOf(url, countTo)] as const)
    return new Map(await Promise.all(facts))
  }

  #factsOf(text: string, countTo?: number): Promise<UrlFacts> {
    const url = new URL(text)
    url.hash = ''
    const key = `${url.href} ${countTo ?? ''}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const facts = this.#inTurn(() => fetchUrl(url, this.#addresses, { timeoutMs: this.#timeoutMs, ...(countTo !== undefined && { countTo }) }))
    if (this.#kept.size === MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    this.#kept.set(key, facts)
    return facts
  }

  async #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running === MOST_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#running++
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}
