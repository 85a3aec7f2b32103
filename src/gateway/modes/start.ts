import { PixpactError } from '../../core/errors.ts'
import { openUpstream } from '../../network/upstream.ts'
import type { GatewayOptions } from '../options.ts'
import { targetOf } from '../relay/target.ts'
import type { Behind } from '../relay/trip.ts'
import type { Running, Setting } from '../setting.ts'
import { MODES, MODE_NAMES, type Mode } from './mode.ts'
import { simulating } from './simulating.ts'

const RECORDINGS = 'recordings'
const SHORTEST_SECRET = 4

/** How each mode is started. What only some of them need is loaded with them. */
const STARTS: Readonly<Record<Mode, (setting: Setting, options: GatewayOptions) => Running | Promise<Running>>> = {
  simulate: (setting, { faults = [] }) => simulating(setting, faults),
  async replay(setting, { recordings = RECORDINGS, secrets = [], speed = 'instant' }) {
    const { replaying } = await import('./replaying.ts')
    return replaying(setting, { dir: recordings, secrets, speed })
  },
  async record(setting, { upstream, recordings = RECORDINGS, secrets = [] }) {
    const behind = await behindOf(upstream)
    const { relaying } = await import('./relaying.ts')
    const { recorderOf } = await import('./recorder.ts')
    return relaying(setting, behind, recorderOf({ dir: recordings, secrets: [...secrets, ...behind.target.secrets] }))
  },
  async auto(setting, { upstream, recordings = RECORDINGS, secrets = [], speed = 'instant' }) {
    const behind = await behindOf(upstream)
    const { replayOrRecord } = await import('./replay-or-record.ts')
    return replayOrRecord(setting, behind, { dir: recordings, secrets: [...secrets, ...behind.target.secrets], speed })
  },
  async forward(setting, { upstream }) {
    const { relaying } = await import('./relaying.ts')
    return relaying(setting, await behindOf(upstream))
  },
}

/** Starts the mode that is asked for. Throws `usage` for options that it cannot work with. */
export async function startMode(setting: Setting, options: GatewayOptions): Promise<Running> {
  const { mode = 'simulate' } = options
  checkMode(mode, options)
  return STARTS[mode](setting, options)
}

async function behindOf(upstream = ''): Promise<Behind> {
  const target = targetOf(upstream)
  return { target, upstream: await openUpstream(target.origin) }
}

/** Throws `usage` for a mode that cannot work with these options. */
export function checkMode(mode: Mode, options: GatewayOptions): void {
  const { upstream, port = 0, host = '127.0.0.1', faults = [], secrets = [], speed = 'instant', allowRecordInCi = false } = options
  if (!Object.hasOwn(MODES, mode)) throw usage(`There is no mode "${String(mode)}".`, `The modes are ${MODE_NAMES.join(', ')}.`)
  const { asks, writes } = MODES[mode]
  if (asks && upstream === undefined) throw usage(`Mode ${mode} needs an upstream to ask.`, 'Name it: --upstream https://api.shubiaobiao.com, or the option upstream.')
  if (asks && isItself(upstream!, port, host)) throw usage('The upstream is this gateway itself.', 'Name the server that is asked, or choose another port.')
  if (writes && isCi() && !allowRecordInCi) {
    throw usage(`Mode ${mode} makes recordings, and this is CI: the environment variable CI is set.`, 'Use mode replay here, or allow it: --allow-record-in-ci, or the option allowRecordInCi.')
  }
  if (faults.length > 0 && mode !== 'simulate') throw usage(`Faults are for mode simulate, and this is mode ${mode}.`, 'Leave them out.')
  const short = secrets.find((secret) => secret.length < SHORTEST_SECRET)
  if (short !== undefined) throw usage(`A secret of ${short.length} characters is too short to look for.`, `Give secrets of at least ${SHORTEST_SECRET} characters.`)
  if (speed !== 'instant' && speed !== 'recorded' && !(typeof speed === 'number' && speed > 0 && Number.isFinite(speed))) {
    throw usage(`"${String(speed)}" is no speed.`, 'Use instant, recorded, or a number above 0, such as 2 for twice as fast.')
  }
}

/** True when what is passed on would come back, and be passed on again. */
function isItself(upstream: string, port: number, host: string): boolean {
  const url = URL.parse(upstream)
  const here = [host, 'localhost', '127.0.0.1', '[::1]']
  return port !== 0 && url !== null && url.port === String(port) && here.includes(url.hostname)
}

function isCi(): boolean {
  const { CI } = process.env
  return CI !== undefined && !['', '0', 'false'].includes(CI.toLowerCase())
}

function usage(message: string, hint: string): PixpactError {
  return new PixpactError('usage', message, hint)
}
