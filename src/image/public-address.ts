import ipaddr from 'ipaddr.js'

/** True for an IP address in any notation. */
export function isAddress(text: string): boolean {
  return ipaddr.isValid(text)
}

/** What an IP address is that nobody outside can reach, for a sentence; `undefined` for a public one. */
export function whyNotPublic(address: string): string | undefined {
  const ip = translated(ipaddr.process(address))
  if (PLATFORM_ADDRESSES.includes(ip.toString())) return 'an address of a cloud platform that only its own machines reach'
  const range = rangeOf(ip)
  return range === 'unicast' ? undefined : `an address of the ${NAMES[range] ?? range} range`
}

/** Azure serves its machines their settings here. The addresses that other clouds have for that are link-local or reserved. */
const PLATFORM_ADDRESSES = ['168.63.129.16']

const NAMES: Readonly<Record<string, string>> = {
  linkLocal: 'link-local',
  uniqueLocal: 'private',
  carrierGradeNat: 'carrier-grade NAT',
  rfc6052: 'NAT64',
  rfc6145: 'NAT64',
}

const NAT64 = ipaddr.IPv6.parse('64:ff9b::')

/** NAT64 leads to the IPv4 address in the last four bytes. */
function translated(ip: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  return ip instanceof ipaddr.IPv6 && ip.match(NAT64, 96) ? new ipaddr.IPv4(ip.toByteArray().slice(12)) : ip
}

/** Of IPv6, only 2000::/3 has been given out for public use. */
function rangeOf(ip: ipaddr.IPv4 | ipaddr.IPv6): string {
  const range = ip.range()
  return range === 'unicast' && ip instanceof ipaddr.IPv6 && ip.parts[0]! >> 13 !== 1 ? 'reserved' : range
}
