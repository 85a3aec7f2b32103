import { picturePath } from '../provider/pictures.ts'
import type { CaseRequest } from '../suite/check-case.ts'
import type { Picture } from '../suite/pictures.ts'
import { tokenOf } from '../suite/token.ts'
import type { Route, Target } from '../target.ts'
import type { Cell } from './cells.ts'

/** A case as it is sent. */
export interface WrittenCase {
  readonly token: string
  readonly request: CaseRequest
  /** Its pictures, by the URLs at which they can be fetched. */
  readonly served: ReadonlyMap<string, Picture>
}

/** Writes the request of a case: what is shown of it beforehand is what is sent. */
export function writeCase(target: Target, { route, checked }: Cell, seed: number): WrittenCase {
  const token = tokenOf(route.name, checked.id, seed)
  const place = pictureHostOf(target, route)
  const urlOf = (picture: Picture): string => place + picturePath(picture)
  const request = checked.write({ route, token, urlOf })
  return { token, request, served: new Map(request.pictures.map((picture) => [urlOf(picture), picture])) }
}

/** Where the pictures of a route can be fetched: at the target's own place for them, else at the provider behind the route. */
function pictureHostOf({ pictures }: Target, { upstream }: Route): string {
  if (pictures !== undefined) return pictures.url.replace(/\/+$/, '')
  if (upstream === undefined) return ''
  const { host, port } = upstream
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
