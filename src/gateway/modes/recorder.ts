import { PixpactError } from '../../core/errors.ts'
import { checkName } from '../../recordings/names.ts'
import type { Origin, WireResponse } from '../../recordings/recording.ts'
import { RecordingStore } from '../../recordings/store.ts'
import type { Head } from '../head.ts'
import type { GatewayExchange } from '../options.ts'
import { headerMap } from '../relay/headers.ts'
import type { Trip } from '../relay/trip.ts'

/** Stores exchanges that went through the gateway. */
export interface Recorder {
  /** What is wrong with the name that a request gives its recording. */
  nameMistake(head: Head): string | undefined
  /** What stores the answer to a request. Never rejects: the client has its answer all the same. */
  storing(head: Head, trip: Trip, body: readonly Buffer[]): (response: WireResponse) => Promise<Pick<GatewayExchange, 'recording' | 'stored' | 'failure'>>
}

export interface RecorderOptions {
  readonly dir: string
  readonly secrets: readonly string[]
  /** Is told the name of what was stored. */
  readonly onStored?: (name: string) => Promise<void>
}

const NAME_HEADER = 'x-pixpact-recording'
const ORIGINS: readonly unknown[] = ['live', 'simulated', 'imported'] satisfies Origin[]

export function recorderOf({ dir, secrets, onStored }: RecorderOptions): Recorder {
  const stores = new Map<Origin, RecordingStore>()
  const storeOf = (origin: Origin): RecordingStore => {
    const store = stores.get(origin) ?? new RecordingStore(dir, { origin, secrets })
    stores.set(origin, store)
    return store
  }
  return {
    nameMistake({ headers: { [NAME_HEADER]: name } }) {
      try {
        if (name !== undefined) checkName(name)
        return undefined
      } catch (error) {
        if (error instanceof PixpactError) return `${NAME_HEADER}: ${error.message} ${error.hint}`
        throw error
      }
    },
    storing({ method, target, headers }, trip, body) {
      return async (response) => {
        const request = { method, url: trip.url, path: target, headers: headerMap(trip.headers), body: Buffer.concat(body) }
        try {
          const { name, change } = await storeOf(originOf(response)).save({ startedAt: trip.startedAt, request, response }, headers[NAME_HEADER])
          await onStored?.(name)
          return { recording: name, stored: change }
        } catch (error) {
          const why = error instanceof PixpactError ? `${error.message} ${error.hint}` : String(error)
          return { failure: `not stored: ${why}` }
        }
      }
    },
  }
}

/** Where an answer came from: the kit's own gateway says so, and its answers cannot pass for those of a model. */
export function originOf({ headers }: WireResponse): Origin {
  const told = headers['x-pixpact-origin']
  return ORIGINS.includes(told) ? (told as Origin) : 'live'
}
