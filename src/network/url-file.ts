import { dimensionsOf } from '../image/dimensions.ts'
import { kindOfBytes } from '../image/kinds.ts'
import type { UrlFile } from '../image/url-facts.ts'
import type { Answer } from './http-get.ts'

/** How much of a file is looked at. */
export const HEAD_BYTES = 65_536

/** Reads the first bytes of the file in an answer. Where its size is not told, it counts on until there are more than `countTo`. */
export async function fileIn(answer: Answer, countTo = 0): Promise<UrlFile> {
  const told = sizeToldBy(answer)
  const enough = told === undefined ? Math.max(HEAD_BYTES, countTo + 1) : HEAD_BYTES
  const pieces: Buffer[] = []
  let seen = 0
  let ended = true
  for await (const piece of answer.body) {
    if (seen < HEAD_BYTES) pieces.push(piece)
    seen += piece.length
    if (seen >= enough) {
      ended = false
      break
    }
  }
  const head = Buffer.concat(pieces).subarray(0, HEAD_BYTES)
  // Whatever was told: what came, came.
  const bytes = told === undefined ? (ended ? seen : undefined) : Math.max(told, seen)
  const kind = kindOfBytes(head)
  const dimensions = kind && dimensionsOf(head)
  const isCut = kind !== undefined && dimensions === undefined && bytes === head.length
  const contentType = answer.header('content-type')
  return {
    ...(contentType !== undefined && { contentType: contentType.slice(0, 100) }),
    ...(bytes !== undefined && { bytes }),
    ...(bytes === undefined && countTo > 0 && { moreThan: countTo }),
    ...(kind && { detectedMediaType: kind.mediaType }),
    ...dimensions,
    ...(isCut && { cut: true }),
  }
}

/** The size of the whole file, by the header of the answer. */
export function sizeToldBy(answer: Answer): number | undefined {
  if (answer.status === 206) {
    const total = /^bytes 0-\d+\/(\d+)$/.exec(answer.header('content-range') ?? '')?.[1]
    return total === undefined ? undefined : Number(total)
  }
  const length = answer.header('content-length')
  return length === undefined ? undefined : Number(length)
}
