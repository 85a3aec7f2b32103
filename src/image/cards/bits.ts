/** Gathers numbers of any length in bits into bytes, the lowest bit first, as GIF and WebP have it. */
export interface BitSink {
  /** Of `value`, the lowest `length` bits, at most 16. */
  readonly put: (value: number, length: number) => void
  /** The bytes; bits that are missing in the last one are zero. */
  readonly bytes: () => Buffer
}

export function lowBitsFirst(): BitSink {
  const bits: number[] = []
  return {
    put: (value, length) => {
      for (let bit = 0; bit < length; bit++) bits.push((value >> bit) & 1)
    },
    bytes: () => {
      const bytes = Buffer.alloc(Math.ceil(bits.length / 8))
      for (const [index, bit] of bits.entries()) bytes[index >> 3]! |= bit << (index & 7)
      return bytes
    },
  }
}

/** The same with the highest bit first, as JPEG has it; bits that are missing in the last byte are ones. */
export function highBitsFirst(): BitSink {
  const bits: number[] = []
  return {
    put: (value, length) => {
      for (let bit = length - 1; bit >= 0; bit--) bits.push((value >> bit) & 1)
    },
    bytes: () => {
      const bytes = Buffer.alloc(Math.ceil(bits.length / 8))
      for (let index = 0; index < bytes.length * 8; index++) bytes[index >> 3]! |= (bits[index] ?? 1) << (7 - (index & 7))
      return bytes
    },
  }
}
