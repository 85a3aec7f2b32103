import type { Server } from 'node:http'
import { PixpactError } from '../../core/errors.ts'
import { listen, type Handler } from '../../gateway/server.ts'

/** Listens, and tells where it cannot who wanted to: at the gateway that is checked the reader would look in vain. Throws `cannot-listen`. */
export async function listenAs(who: string, setting: string, host: string, port: number, handler: Handler): Promise<{ server: Server; url: string }> {
  try {
    return await listen(handler, host, port)
  } catch (error) {
    if (!(error instanceof PixpactError)) throw error
    throw new PixpactError(error.code, error.message.replace('The gateway', who), `Stop what listens there, or choose another port for ${setting}.`, { cause: error })
  }
}
