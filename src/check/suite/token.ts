import { createHash } from 'node:crypto'

/** What a token looks like in a text. */
export const TOKEN: RegExp = /px[0-9a-f]{10}(?=-)/

/** What stands in each text of one case on one route, and in no other. */
export function tokenOf(route: string, id: string, seed: number): string {
  return `px${createHash('sha256').update(`${seed}\0${route}\0${id}`).digest('hex').slice(0, 10)}`
}
