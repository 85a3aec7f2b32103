import { InvalidArgumentError, Option, type Command } from 'commander'
import type { LoadedConfig } from '../config/load-config.ts'
import { PixpactError } from '../core/errors.ts'
import { MODES, MODE_NAMES, type Mode } from '../gateway/modes/mode.ts'
import type { GatewayOptions } from '../gateway/options.ts'
import { contractOptions, orVariable, reportOptions, type SharedFlags } from './shared-options.ts'

/** What `gatewayOptions` adds to a command that plays the gateway. */
export interface GatewayFlags extends SharedFlags {
  readonly mode: Mode
  readonly upstream?: string
  readonly recordings?: string
  readonly secretEnv?: readonly string[]
  readonly speed?: GatewayOptions['speed']
  readonly allowRecordInCi?: true
  readonly fault?: readonly string[]
  readonly verbose?: true
}

/** Adds the options of all commands that play the gateway: how it answers, whose rules apply, and what is reported. */
export function gatewayOptions(command: Command): Command {
  const modes = MODE_NAMES.map((name) => `${name}: ${MODES[name].does}`).join('; ')
  const answering = command
    .addOption(new Option('--mode <mode>', modes).choices(MODE_NAMES).default('simulate'))
    .addOption(orVariable('PIXPACT_UPSTREAM', '--upstream <url>', 'the server that requests are passed on to, for record, auto and forward'))
    .addOption(orVariable('PIXPACT_RECORDINGS', '--recordings <folder>', 'where recordings are, for replay, record and auto; default: recordings'))
    .option('--speed <speed>', 'of replayed answers: instant (default), recorded, or a number, 2 for twice as fast', speedOption)
    .option('--secret-env <name>', 'an environment variable whose value must not be stored (repeatable)', collect)
    .option('--allow-record-in-ci', 'let record and auto start where CI is set')
    .option('--fault <name[@rate]>', 'a fault that requests meet, or a share of them, for simulate (repeatable)', collect)
    .option('--verbose', 'show findings with each request')
  return reportOptions(contractOptions(answering))
}

/** What these flags, or the configuration in their place, say to `startGateway`. Throws `usage` for a secret that is not there. */
export function toldOfGateway(flags: GatewayFlags, config: Pick<LoadedConfig, 'upstream' | 'recordings'> = {}): GatewayOptions {
  const { mode, upstream = config.upstream, recordings = config.recordings, secretEnv = [], speed, allowRecordInCi, fault } = flags
  const secrets = secretEnv.map((name) => {
    const secret = process.env[name]
    if (!secret) throw new PixpactError('usage', `The environment variable ${name} is not set, so its value cannot be kept out of recordings.`, 'Set it, or leave --secret-env out.')
    return secret
  })
  return {
    mode,
    ...(upstream !== undefined && { upstream }),
    ...(recordings !== undefined && { recordings }),
    ...(secrets.length > 0 && { secrets }),
    ...(speed !== undefined && { speed }),
    ...(allowRecordInCi && { allowRecordInCi }),
    ...(fault !== undefined && { faults: fault }),
  }
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text]
}

function speedOption(text: string): 'instant' | 'recorded' | number {
  if (text === 'instant' || text === 'recorded') return text
  const speed = Number(text)
  if (text.trim() === '' || !(speed > 0) || !Number.isFinite(speed)) throw new InvalidArgumentError('Give instant, recorded, or a number above 0.')
  return speed
}
