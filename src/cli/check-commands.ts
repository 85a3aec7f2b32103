import { nameOfResult } from '../check/result.ts'
import { headersOf, urlOf } from '../check/run/send.ts'
import { KEY_HEADER } from '../recordings/known-secrets.ts'
import type { Target } from '../check/target.ts'
import type { TargetFlags } from './check-target.ts'

/** What changes what is sent, and so belongs to a command that repeats it. */
export interface AgainFlags extends TargetFlags {
  readonly seed?: number
  readonly timeout?: number
}

/** The command that runs one case again. */
export function againCommand(flags: AgainFlags, route: string, id: string): string {
  return ['pixpact check', ...describing(flags), '--filter', quoted(nameOfResult({ route, id }))].join(' ')
}

/**
 * The command that sends one case by hand, with curl. The key stays in the environment. Only where the provider is a real one: the kit plays
 * no provider between two commands.
 */
export function byHandCommand(flags: AgainFlags, target: Target, name: string, id: string): string | undefined {
  const route = target.routes.find((one) => one.name === name)!
  if (route.upstream !== undefined) return undefined
  const headers = Object.entries(headersOf(route, '')).map(([header, value]) => `-H ${headerShown(header, value, route.keyEnv)}`)
  return `${againCommand(flags, name, id)} --print-body | curl -sS ${quoted(urlOf(target, route))} ${headers.join(' ')} --data-binary @-`
}

function headerShown(name: string, value: string, keyEnv = 'KEY'): string {
  if (!KEY_HEADER.test(name)) return quoted(`${name}: ${value}`)
  return `"${name}: ${name === 'authorization' ? 'Bearer ' : ''}$${keyEnv}"`
}

/** The flags that say which gateway it is. */
function describing(flags: AgainFlags): string[] {
  const { target, config, baseUrl, format, path, header = {}, apiKeyEnv, model, profile, upstreamFormat, upstreamPort, seed, start, timeout } = flags
  const told: readonly (readonly [flag: string, value: string | number | undefined])[] = [
    ['--target', target], ['--config', config], ['--base-url', baseUrl], ['--format', format], ['--path', path],
    ['--api-key-env', apiKeyEnv], ['--model', model], ['--profile', profile],
    ['--upstream-format', upstreamFormat], ['--upstream-port', upstreamPort], ['--start', start], ['--seed', seed], ['--timeout', timeout],
  ]
  const headers = Object.entries(header).flatMap(([name, value]) => ['-H', headerShown(name, value, apiKeyEnv)])
  return [...told.flatMap(([flag, value]) => (value === undefined ? [] : [flag, quoted(String(value))])), ...headers]
}

function quoted(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
