import type { Body } from '../body/body.ts'
import type { Exchange } from '../core/vocabulary.ts'
import { formatOfPath } from '../formats/detect.ts'

/** Where a request goes, as far as it is known. */
export type Endpoint = Pick<Exchange['request'], 'method' | 'url' | 'path'>

/** What `record`, an object in `file`, says of it. Its `url` may be just a path. */
export function endpointOf(file: Pick<Body, 'head'>, { method, url }: Readonly<Record<string, unknown>>): Endpoint {
  return {
    ...(typeof method === 'string' && { method: file.head(method) }),
    ...(typeof url === 'string' && (URL.canParse(file.head(url)) ? { url: file.head(url) } : { path: file.head(url) })),
  }
}

/** True when one of the formats is spoken there, on whatever host. */
export function isForChat({ url, path = url && new URL(url).pathname }: Endpoint): boolean {
  return path !== undefined && formatOfPath(path) !== undefined
}
