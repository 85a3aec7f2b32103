/**
 * A miniature gateway as a process, which may die and be started again:
 * `node test/gateways/miniature/main.ts --port N --inbound FORMAT --upstream-format FORMAT --upstream URL [--fault NAME]`
 */
import { parseArgs } from 'node:util'
import { DIALECTS, type Dialect } from './dialect.ts'
import { FAULT_NAMES, type FaultName } from './faults.ts'
import { startMiniature } from './miniature.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    inbound: { type: 'string' },
    'upstream-format': { type: 'string' },
    upstream: { type: 'string' },
    fault: { type: 'string' },
  },
})

function oneOf<Name extends string>(option: string, value: string | undefined, names: readonly Name[]): Name {
  const name = names.find((one) => one === value)
  if (name === undefined) throw new TypeError(`--${option} is ${value ?? 'missing'}. It is one of: ${names.join(', ')}.`)
  return name
}

if (values.upstream === undefined) throw new TypeError('--upstream is missing: the address of the provider, such as http://127.0.0.1:40123.')
const { url } = await startMiniature({
  inbound: oneOf<Dialect>('inbound', values.inbound, DIALECTS),
  upstreamFormat: oneOf<Dialect>('upstream-format', values['upstream-format'], DIALECTS),
  upstream: values.upstream,
  port: Number(values.port),
  mayDie: true,
  ...(values.fault !== undefined && { fault: oneOf<FaultName>('fault', values.fault, FAULT_NAMES) }),
})
console.log(`listening on ${url}`)
