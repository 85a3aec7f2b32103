import type { IncomingMessage } from 'node:http'
import { payloadDigest } from '../body/payload-digest.ts'
import { BodyScanner, type ScanOptions, type Skeleton } from '../body/scanner.ts'
import { PixpactError } from '../core/errors.ts'

/** A body, scanned while it came; or that it is too large, or that the client went away before its end. */
export type Received = { readonly skeleton: Skeleton } | 'too-large' | 'gone'

export interface Reception {
  /** More bytes are not waited for. */
  readonly limit: number
  /** How images are hashed. Default: by the bytes that they encode. */
  readonly digest?: ScanOptions['digest']
  /** Is given each piece; the next one is read when it is done with this one. */
  readonly each?: (chunk: Buffer) => void | Promise<void>
}

/** Scans a request's body while it arrives, and keeps none of its images. */
export async function receive(request: IncomingMessage, { limit, digest = payloadDigest, each }: Reception): Promise<Received> {
  if (Number(request.headers['content-length']) > limit) return 'too-large'
  const scanner = new BodyScanner({ digest })
  let bytes = 0
  try {
    // The answer is still to be sent on this connection, so it must outlive the loop.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > limit) return 'too-large'
      scanner.push(chunk)
      if (each !== undefined) await each(chunk)
    }
  } catch (error) {
    return error instanceof PixpactError ? 'too-large' : 'gone'
  }
  return { skeleton: scanner.end() }
}
