import { setTimeout as sleep } from 'node:timers/promises'
import { PixpactError } from '../../core/errors.ts'
import { printable } from '../../core/printable.ts'
import type { CheckFinding } from '../causes.ts'
import type { Arrival } from '../provider/arrival.ts'
import { pictureName, picturePath, startPictureHost, startProvider, type Provider } from '../provider/provider.ts'
import type { CaseResult } from '../result.ts'
import type { CaseRequest, CheckCase } from '../suite/check-case.ts'
import type { Picture } from '../suite/pictures.ts'
import { tokenOf } from '../suite/token.ts'
import type { PictureHost, Target } from '../target.ts'
import { verdictOn } from '../verdict.ts'
import { nameOf, type Cell } from './cells.ts'
import { GatewayProcess, isListening } from './process.ts'
import { send, type NoReply, type Reply } from './send.ts'

export interface RunOptions {
  readonly seed: number
  /** Milliseconds for one answer. */
  readonly timeout: number
  /** The keys of routes, by the name of the variable that holds them. */
  readonly keys: Readonly<Record<string, string>>
  /** Is told of each case once it has run. */
  readonly onCase?: (result: CaseResult, done: number, all: number) => void
  /** Ends the run between two cases. */
  readonly signal?: AbortSignal
}

/** How long a gateway may take to go down, after a case that it did not answer. */
const DYING = 400

/**
 * Runs cases one by one, and says what became of each.
 *
 * @throws PixpactError `no-gateway`: nobody listens before the first case. `cannot-listen`: a port of the provider is taken.
 * `cannot-start`: the command that starts the gateway does not.
 */
export async function runCells(target: Target, cells: readonly Cell[], options: RunOptions): Promise<CaseResult[]> {
  const pictures = new Map<string, Picture>()
  const close: (() => Promise<void>)[] = []
  const gateway = target.start === undefined ? undefined : new GatewayProcess(target.start, target.url)
  try {
    const providers = await startProviders(target, cells, pictures, close)
    const host = await pictureHost(target, pictures, close)
    if (!(await isListening(target.url))) {
      if (gateway === undefined) throw new PixpactError('no-gateway', `Nobody listens at ${target.url}.`, 'Start the gateway, or say with --start how.')
      await gateway.start()
    }
    const runner = new Runner(target, providers, pictures, host, gateway, options)
    const results: CaseResult[] = []
    for (const cell of cells) {
      if (options.signal?.aborted) break
      const result = await runner.run(cell)
      results.push(result)
      options.onCase?.(result, results.length, cells.length)
    }
    return results
  } finally {
    await gateway?.stop()
    for (const end of close) await end()
  }
}

/** One provider for each address at which the gateway looks for one. */
async function startProviders({ routes }: Target, cells: readonly Cell[], pictures: ReadonlyMap<string, Picture>, close: (() => Promise<void>)[]): Promise<Map<string, Provider>> {
  const providers = new Map<string, Provider>()
  for (const { upstream } of routes.filter((route) => cells.some((cell) => cell.route === route))) {
    if (upstream === undefined || providers.has(addressOf(upstream))) continue
    const provider = await startProvider(upstream, pictures)
    close.push(provider.close)
    providers.set(addressOf(upstream), provider)
  }
  return providers
}

/** Where pictures can be fetched: at the target's own place for them, else at the provider. */
async function pictureHost({ routes, pictures: told }: Target, pictures: ReadonlyMap<string, Picture>, close: (() => Promise<void>)[]): Promise<PictureHost | undefined> {
  const upstream = routes.find((route) => route.upstream !== undefined)?.upstream
  if (told === undefined) return upstream && { ...upstream, url: `http://${upstream.host}:${upstream.port}` }
  if (!routes.some((route) => route.upstream?.port === told.port && route.upstream.host === told.host)) {
    const host = await startPictureHost(told.host, told.port, pictures)
    close.push(host.close)
  }
  return told
}

function addressOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host}:${port}`
}

/** What runs one case after the other. */
class Runner {
  readonly #target: Target
  readonly #providers: ReadonlyMap<string, Provider>
  readonly #pictures: Map<string, Picture>
  readonly #host: PictureHost | undefined
  readonly #gateway: GatewayProcess | undefined
  readonly #options: RunOptions
  /** The case that took the gateway down for good. */
  #down: string | undefined

  constructor(target: Target, providers: ReadonlyMap<string, Provider>, pictures: Map<string, Picture>, host: PictureHost | undefined, gateway: GatewayProcess | undefined, options: RunOptions) {
    this.#target = target
    this.#providers = providers
    this.#pictures = pictures
    this.#host = host
    this.#gateway = gateway
    this.#options = options
  }

  async run(cell: Cell): Promise<CaseResult> {
    const { route, checked } = cell
    const known = { route: route.name, id: checked.id }
    if (this.#down !== undefined) return { ...known, status: 'not-run', findings: [], reason: `The gateway is down since ${this.#down}.` }
    const token = tokenOf(route.name, checked.id, this.#options.seed)
    const request = this.#write(cell, token)
    const provider = route.upstream && this.#providers.get(addressOf(route.upstream))
    if (provider !== undefined) {
      provider.taken()
      provider.behaviour.current = { strict: checked.expects === 'refusal' || checked.expects === 'either', ...(checked.fault && { fault: checked.fault }) }
    }
    const key = route.keyEnv === undefined ? 'pixpact-check' : this.#options.keys[route.keyEnv]
    const reply = await send(this.#target, route, request.body, { timeout: this.#options.timeout, key, retries429: route.upstream === undefined })
    const died = await this.#died(checked, reply)
    const arrivals = provider?.taken()
    const findings = died ? [wentDown(reply)] : 'status' in reply ? this.#judged(cell, request, token, reply, arrivals) : [noAnswer(reply)]
    if (died) await this.#revive(cell)
    return { ...known, status: findings.length > 0 ? 'failed' : 'passed', ...('status' in reply && { answered: reply.status }), findings }
  }

  #write({ route, checked }: Cell, token: string): CaseRequest {
    this.#pictures.clear()
    const request = checked.write({ route, token, urlOf: (picture) => this.#urlOf(picture) })
    return request
  }

  #urlOf(picture: Picture): string {
    this.#pictures.set(pictureName(picture), picture)
    return `${this.#host?.url.replace(/\/+$/, '') ?? ''}${picturePath(picture)}`
  }

  #judged({ route, checked }: Cell, request: CaseRequest, token: string, reply: Reply, arrivals: readonly Arrival[] | undefined): CheckFinding[] {
    const served = new Map(request.pictures.map((picture) => [this.#urlOf(picture), picture]))
    return verdictOn({ route, checked, request, token, reply, served, ...(arrivals && { arrivals: own(arrivals, token) }) })
  }

  /** Looks whether the gateway is still there; one that did not answer gets the time to go. */
  async #died(checked: CheckCase, reply: Reply | NoReply): Promise<boolean> {
    if (checked.destructive || !('status' in reply) || reply.cut) await sleep(DYING)
    return !(await isListening(this.#target.url))
  }

  async #revive(cell: Cell): Promise<void> {
    if (this.#gateway === undefined) this.#down = nameOf(cell)
    else await this.#gateway.start()
  }
}

/** The arrivals of a case: a call that another case's text stands in is a late one of that. */
function own(arrivals: readonly Arrival[], token: string): Arrival[] {
  return arrivals.filter((arrival) => arrival.token === undefined || arrival.token === token)
}

function wentDown(reply: Reply | NoReply): CheckFinding {
  const seen = 'status' in reply ? `It had answered ${reply.status}${reply.cut ? ', and not to the end' : ''}.` : reply.message
  return { cause: 'crashed', message: `Nobody listens any more after this case. ${printable(seen)}` }
}

function noAnswer({ why, message }: NoReply): CheckFinding {
  return { cause: 'no-answer', about: why, message: printable(message) }
}
