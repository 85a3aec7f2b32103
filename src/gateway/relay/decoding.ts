import type { Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'

/** Takes the content encoding off bytes that come in chunks. */
export interface Decoding {
  /** What the bytes so far make more than those before. Rejects for what is not encoded so. */
  push(chunk: Buffer): Promise<Buffer>
  close(): void
}

/** As browsers do: whatever can be read of a body that breaks off is read. */
const LENIENT = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(LENIENT),
  'x-gzip': () => createGunzip(LENIENT),
  deflate: () => createInflate(LENIENT),
  br: () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress({ flush: constants.ZSTD_e_flush, finishFlush: constants.ZSTD_e_flush }),
}

/** What takes off the encodings that a `content-encoding` header lists; `undefined` where one of them is not known. */
export function decodingOf(header = ''): Decoding | undefined {
  const names = header.toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity')
  if (names.some((name) => !Object.hasOwn(DECODERS, name))) return undefined
  // The last one was put on last.
  const stages = names.reverse().map((name) => stageOf(DECODERS[name]!()))
  return {
    async push(chunk) {
      let bytes = chunk
      for (const stage of stages) bytes = await stage.push(bytes)
      return bytes
    },
    close: () => stages.forEach((stage) => stage.close()),
  }
}

function stageOf(decoder: Transform): Decoding {
  let pieces: Buffer[] = []
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => undefined)
  decoder.on('data', (piece: Buffer) => pieces.push(piece)).on('error', reject)
  return {
    async push(chunk) {
      // What was made of the chunk is handed out before the next turn of the loop.
      await Promise.race([failed, new Promise<void>((resolve) => decoder.write(chunk, () => setImmediate(resolve)))])
      const bytes = Buffer.concat(pieces)
      pieces = []
      return bytes
    },
    close: () => void decoder.destroy(),
  }
}
