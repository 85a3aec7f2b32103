import { PixpactError } from '../../src/core/errors.ts'
import { exchangesIn, type ReadExchange } from '../../src/inputs/exchanges.ts'

/** All that a file of this name and content holds, read in chunks that are overwritten as soon as they were read. */
export async function readAll(name: string, content: string | Buffer, size = 1000): Promise<(ReadExchange | PixpactError)[]> {
  const bytes = Buffer.from(content)
  const chunk = Buffer.alloc(size)
  function* chunks(): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield chunk.subarray(0, bytes.copy(chunk, 0, at))
  }
  const all: (ReadExchange | PixpactError)[] = []
  for await (const exchange of exchangesIn(name, chunks())) all.push(exchange)
  return all
}

/** The same for content of which everything can be read. */
export async function readExchanges(name: string, content: string | Buffer, size?: number): Promise<ReadExchange[]> {
  const all = await readAll(name, content, size)
  return all.map((exchange) => {
    if (exchange instanceof PixpactError) throw exchange
    return exchange
  })
}
