/** The largest file of a recording, or of an image beside it, that is read or written. Recordings hold no images but broken ones, and no gateway takes bodies of this size. */
export const MOST_BYTES: number = 1 << 28
