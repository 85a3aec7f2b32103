import { pictureName, startPictureHost } from '../provider/pictures.ts'
import { startProvider, type Provider } from '../provider/provider.ts'
import type { Picture } from '../suite/pictures.ts'
import type { Route, Target } from '../target.ts'
import type { Cell } from './cells.ts'

/** What the kit plays around a gateway: its providers, and who serves the pictures that are sent by URL. */
export interface Sides {
  /** The provider behind a route; `undefined` where it is a real one. */
  providerOf(route: Route): Provider | undefined
  /** Serves these pictures, and no others any more. */
  serve(pictures: Iterable<Picture>): void
  close(): Promise<void>
}

/** Starts them for the routes that cells are on. Throws `cannot-listen`. */
export async function startSides({ pictures: place }: Target, cells: readonly Cell[]): Promise<Sides> {
  const pictures = new Map<string, Picture>()
  const providers = new Map<string, Provider>()
  const ends: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of ends) await end()
  }
  try {
    for (const { route: { upstream } } of cells) {
      if (upstream === undefined || providers.has(addressOf(upstream))) continue
      const provider = await startProvider(upstream, pictures)
      ends.push(provider.close)
      providers.set(addressOf(upstream), provider)
    }
    // Every provider serves pictures besides.
    if (place !== undefined && !providers.has(addressOf(place))) ends.push((await startPictureHost(place.host, place.port, pictures)).close)
  } catch (error) {
    await close()
    throw error
  }
  return {
    providerOf: ({ upstream }) => upstream && providers.get(addressOf(upstream)),
    serve(served) {
      pictures.clear()
      for (const picture of served) pictures.set(pictureName(picture), picture)
    },
    close,
  }
}

/** Where one of them listens; routes that name the same place share a provider. */
function addressOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host}:${port}`
}
