import { createHash } from 'node:crypto'
import type { Skeleton } from '../../body/scanner.ts'

/** Answers depend on no clock: they were all made when the answer in the documentation was, on 2026-04-22. In seconds. */
export const CREATED = 1_776_850_561

/** What an answer is known by. It follows from the request alone, so that the same request is answered the same. */
export interface Identity {
  /** 32 hexadecimal digits. */
  readonly hex: string
}

/** The identity of the answer to a body that is sent to `path`. */
export function identityOf(path: string, { bytes, cut }: Skeleton): Identity {
  const hash = createHash('sha256').update(path).update('\0').update(bytes)
  for (const { sha256, length, sampleChecksum, head, tail } of cut) hash.update(sha256 ?? `${length} ${sampleChecksum} ${head} ${tail}`)
  return { hex: hash.digest('hex').slice(0, 32) }
}
