import { child } from '../core/pointer.ts'
import type { Finding } from '../core/vocabulary.ts'
import { secretFinder } from './find-secrets.ts'
import { bytesOf } from './har-text.ts'
import type { HarFile, NameValue } from './har-types.ts'
import { problem } from './problems.ts'
import { editsOfBody } from './redact-body.ts'
import { mayBeKept, redactedUrl } from './redact-head.ts'

const ENTRY = '/log/entries/0'
const find = secretFinder([])

/** What in the file of a recording should have been left out: headers that none keeps, and whatever looks like a secret. */
export function secretsInFile(file: HarFile): Finding[] {
  const { request, response } = file.log.entries[0]
  const url = `${ENTRY}/request/url`
  const findings = [
    ...headersIn('request', request.headers),
    ...headersIn('response', response.headers),
    ...(redactedUrl(request.url, find) === request.url ? [] : [problem('secret', url)]),
    ...(hidden(request.postData) ? [problem('secret', `${ENTRY}/request/postData/text`)] : []),
    ...(hidden(response.content) ? [problem('secret', `${ENTRY}/response/content/text`, {}, 'response')] : []),
    ...['request', 'response'].flatMap((side) => cookiesIn(file.log.entries[0], side as 'request' | 'response')),
  ]
  const told = new Set(findings.map(({ pointer }) => pointer))
  return [...findings, ...elsewhere(file).filter(({ pointer }) => !told.has(pointer))]
}

function headersIn(side: 'request' | 'response', headers: readonly NameValue[]): Finding[] {
  return headers.flatMap(({ name, value }, index) => {
    const pointer = `${ENTRY}/${side}/headers/${index}`
    if (mayBeKept(side, name.toLowerCase(), value)) return []
    // Of those that carry a key it is the value that must not be there.
    return mayBeKept(side, name.toLowerCase(), '') ? [problem('secret', `${pointer}/value`, {}, side)] : [problem('header', pointer, { name: name.slice(0, 80) }, side)]
  })
}

function hidden(held: { readonly text: string; readonly encoding?: 'base64' } | undefined): boolean {
  return held !== undefined && editsOfBody(bytesOf(held), find).length > 0
}

function cookiesIn(entry: HarFile['log']['entries'][0], side: 'request' | 'response'): Finding[] {
  return entry[side].cookies.length === 0 ? [] : [problem('secret', `${ENTRY}/${side}/cookies`, {}, side)]
}

/** All other strings, whatever is in the file besides. */
function elsewhere(file: HarFile): Finding[] {
  const known = new Set([`${ENTRY}/request/url`, `${ENTRY}/request/postData/text`, `${ENTRY}/response/content/text`])
  const findings: Finding[] = []
  const open: { pointer: string; value: unknown }[] = [{ pointer: '', value: file }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { pointer, value } = next
    if (typeof value === 'string' && !known.has(pointer) && find(value).length > 0) findings.push(problem('secret', pointer))
    if (typeof value !== 'object' || value === null) continue
    for (const [key, held] of Object.entries(value)) open.push({ pointer: child(pointer, key), value: held as unknown })
  }
  return findings.reverse()
}
