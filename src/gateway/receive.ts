import type { IncomingMessage } from 'node:http'
import { payloadDigest } from '../body/payload-digest.ts'
import { BodyScanner, type Skeleton } from '../body/scanner.ts'
import { PixpactError } from '../core/errors.ts'

/** A body, scanned while it came; or that it is too large, or that the client went away before its end. */
export type Received = { readonly skeleton: Skeleton } | 'too-large' | 'gone'

/** Scans a request's body while it arrives, and keeps none of its images. More than `limit` bytes are not waited for. */
export async function receive(request: IncomingMessage, limit: number): Promise<Received> {
  if (Number(request.headers['content-length']) > limit) return 'too-large'
  const scanner = new BodyScanner({ digest: payloadDigest })
  let bytes = 0
  try {
    // The answer is still to be sent on this connection, so it must outlive the loop.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > limit) return 'too-large'
      scanner.push(chunk)
    }
  } catch (error) {
    return error instanceof PixpactError ? 'too-large' : 'gone'
  }
  return { skeleton: scanner.end() }
}
