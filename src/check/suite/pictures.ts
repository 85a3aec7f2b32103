import { createHash } from 'node:crypto'
import type { SizedType } from '../../image/padding.ts'
import { smallestTestCard, testCard } from '../../image/test-card.ts'

/** A picture of the suite: a test card. */
export interface Picture {
  readonly mediaType: SizedType
  readonly data: Buffer
  /** Of the data, in hexadecimal digits. */
  readonly sha256: string
  /** What can be read on it. */
  readonly code: string
}

/** What nobody takes for something else. */
const LETTERS = 'ACEFHJKLMNPQRTVWXY234679'
const CODE_LENGTH = 5

/** A number that follows from texts: what stands for chance, so that a run can be repeated. */
export function numberOf(...texts: readonly (string | number)[]): number {
  return createHash('sha256').update(texts.join('\0')).digest().readUInt32BE()
}

/** A picture of at least `bytes` bytes; one with another mark shows another code in other colours. */
export function pictureOf(mediaType: SizedType, bytes: number, mark: number): Picture {
  const card = { code: codeOf(mark), mediaType, seed: mark }
  const data = testCard({ ...card, bytes: Math.max(bytes, smallestTestCard(card)) })
  return { mediaType, data, sha256: createHash('sha256').update(data).digest('hex'), code: card.code }
}

function codeOf(mark: number): string {
  return Array.from({ length: CODE_LENGTH }, (_, place) => LETTERS[Math.floor(mark / LETTERS.length ** place) % LETTERS.length]).join('')
}
