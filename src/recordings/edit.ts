/** A piece of a text, and what takes its place. */
export interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** `text` with all edits, which are sorted and do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const { from, to, text: instead } of edits) {
    result += text.slice(at, from) + instead
    at = to
  }
  return at === 0 ? text : result + text.slice(at)
}

/** Where offsets, which are sorted, are once all edits are made; one inside of a piece is at the end of what took its place. */
export function offsetsAfter(offsets: readonly number[], edits: readonly Edit[]): number[] {
  let shift = 0
  let next = 0
  return offsets.map((offset) => {
    for (; next < edits.length && edits[next]!.to <= offset; next++) shift += edits[next]!.text.length - (edits[next]!.to - edits[next]!.from)
    const open = edits[next]
    return open !== undefined && open.from < offset ? open.from + shift + open.text.length : offset + shift
  })
}
