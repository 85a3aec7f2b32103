import type { FormatId } from '../core/vocabulary.ts'
import { formatOfPath } from '../formats/detect.ts'
import { matchesPath } from '../profiles/path-pattern.ts'
import type { Profile } from '../profiles/profile.ts'

/** What a request is for. A path where nothing listens is still judged, since that is what is wrong with the request. */
export interface Route {
  readonly to: 'chat' | 'models' | 'preflight' | 'nowhere'
  /** The format that the path is for; of a path for neither, the profile's first. */
  readonly format: FormatId
}

const MODELS = '/v1/models'

export function routeOf(method: string, path: string, profile: Profile): Route {
  const offered = Object.keys(profile.formats) as FormatId[]
  const format = formatOfPath(path) ?? offered.find((id) => isServed(path, id, profile)) ?? offered[0]!
  if (method === 'OPTIONS') return { to: 'preflight', format }
  if ((method === 'GET' || method === 'HEAD') && path === MODELS) return { to: 'models', format }
  return { to: method === 'POST' && offered.some((id) => isServed(path, id, profile)) ? 'chat' : 'nowhere', format }
}

function isServed(path: string, format: FormatId, { formats }: Profile): boolean {
  return formats[format]?.paths.some((known) => matchesPath(path, known)) ?? false
}
