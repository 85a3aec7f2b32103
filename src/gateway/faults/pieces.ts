import type { Answer } from '../answer.ts'

/** An answer that ends in the middle of its body: half of the events, and half of one more; of a whole answer, half of it. */
export function cutInHalf(answer: Answer): Answer {
  const { pieces } = answer
  const middle = Math.floor(pieces.length / 2)
  const open = pieces[middle] ?? ''
  return { ...answer, pieces: [...pieces.slice(0, middle), open.slice(0, Math.ceil(open.length / 2))] }
}

/** An answer in small pieces that end anywhere, in the middle of a character too. */
export function inDrops(answer: Answer, size: number): Answer {
  const bytes = Buffer.concat(answer.pieces.map((piece) => Buffer.from(piece)))
  const drops = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
  return { ...answer, pieces: drops }
}
