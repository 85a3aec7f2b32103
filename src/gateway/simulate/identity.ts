import { hash } from 'node:crypto'
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
  const strings = cut.map(({ sha256, length, sampleChecksum, head, tail }) => sha256 ?? `${length} ${sampleChecksum} ${head} ${tail}`)
  const known = Buffer.concat([Buffer.from(`${path}\0`), bytes, Buffer.from(strings.join(''))])
  return { hex: hash('sha256', known, 'hex').slice(0, 32) }
}
