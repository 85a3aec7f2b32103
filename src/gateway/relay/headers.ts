import type { HeaderMap } from '../../recordings/recording.ts'

/** Headers as they came: names and values in turn. */
export type RawHeaders = readonly string[]

/** What is about one connection, and not about what goes over it: RFC 9110, section 7.6.1, and what came before it. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade']

/** What goes up of the headers of a request. The host is another one; whoever expects `100-continue` was answered here; our own stay here. */
export function headersUp(headers: RawHeaders, authorization?: string): string[] {
  const passed = without(headers, ['host', 'expect', 'x-pixpact-recording'])
  // Any web page can reach this machine, and is not to use what its user keeps for the upstream.
  const isOnItsOwn = pairsOf(passed).some(([name]) => ['authorization', 'origin'].includes(name.toLowerCase()))
  return authorization === undefined || isOnItsOwn ? passed : [...passed, 'authorization', authorization]
}

/** What comes down of the headers of an answer. Browsers may read it, as they may what the gateway answers itself. */
export function headersDown(headers: RawHeaders): string[] {
  const passed = without(headers, [])
  const letsIn = pairsOf(passed).some(([name]) => name.toLowerCase() === 'access-control-allow-origin')
  return letsIn ? passed : [...passed, 'access-control-allow-origin', '*']
}

/** The same by their names in lower case. */
export function headerMap(headers: RawHeaders): HeaderMap {
  const map = new Map<string, string>()
  for (const [name, value] of pairsOf(headers)) {
    const before = map.get(name.toLowerCase())
    map.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(map)
}

function without(headers: RawHeaders, names: readonly string[]): string[] {
  const pairs = pairsOf(headers)
  const named = pairs.filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => value.toLowerCase().split(',').map((name) => name.trim()))
  const dropped = new Set([...HOP_BY_HOP, ...named, ...names])
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase())).flat()
}

function pairsOf(headers: RawHeaders): [name: string, value: string][] {
  return Array.from({ length: Math.floor(headers.length / 2) }, (_, index) => [headers[index * 2]!, headers[index * 2 + 1]!])
}
