const FEW = 32

/** Bytes that are added at the end, and can be taken back from there. */
export class GrowingBuffer {
  #bytes = Buffer.allocUnsafe(4096)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Adds `source[from..to)`. */
  append(source: Buffer, from = 0, to: number = source.length): void {
    const length = this.#length + to - from
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2))
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    // A native copy takes longer to begin than to copy a few bytes.
    if (to - from > FEW) source.copy(this.#bytes, this.#length, from, to)
    else for (let at = from; at < to; at++) this.#bytes[this.#length + at - from] = source[at]!
    this.#length = length
  }

  /** True when `part` stands at `at`. */
  holds(part: Buffer, at: number): boolean {
    return this.#bytes[at] === part[0] && this.from(at).subarray(0, part.length).equals(part)
  }

  /** Forgets everything from `length` on. */
  truncate(length: number): void {
    this.#length = length
  }

  /** A view of the bytes from `from` on, good until the next `append`. */
  from(from: number): Buffer {
    return this.#bytes.subarray(from, this.#length)
  }
}
