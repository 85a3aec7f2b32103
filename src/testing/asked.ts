import { bodyOfSkeleton } from '../body/body.ts'
import { BodyScanner, type ScanOptions } from '../body/scanner.ts'
import { PixpactError } from '../core/errors.ts'
import { headOf, type Head } from '../gateway/head.ts'
import { judgedOf } from '../gateway/judging.ts'
import type { Setting } from '../gateway/setting.ts'
import type { Judged } from '../gateway/simulate/simulate.ts'
import { recordingDigestWithout } from '../recordings/digest.ts'
import type { ReplayRequest } from '../recordings/replay.ts'
import { chooseProfile } from '../validate/context.ts'
import type { ValidateOptions } from '../validate/options.ts'

/** How the requests of tests are judged. The options mean the same as those of `validateRequest`. */
export interface JudgingOptions extends Pick<ValidateOptions, 'profile' | 'format' | 'rules' | 'now'> {
  /** Texts that are kept out of recordings. */
  readonly secrets?: readonly string[]
}

/** How requests are read and judged. */
export interface Desk {
  readonly setting: Setting
  readonly digest: NonNullable<ScanOptions['digest']>
}

/** A request as the kit sees it. */
export interface Asked {
  readonly head: Head
  /** Absent where nothing was posted. */
  readonly judged: Judged | undefined
  /** What a recording is looked for by. */
  readonly request: ReplayRequest
}

/** Throws `usage` and `unknown-profile` for options that mean nothing. */
export function deskOf({ profile, format, rules, now, secrets = [] }: JudgingOptions): Desk {
  const contract = { ...(format && { format }), ...(rules && { rules }), ...(now !== undefined && { now }) }
  const setting: Setting = { profile: chooseProfile({ ...(profile !== undefined && { profile }) }), contract, maxRequestBytes: Infinity, lenientPaths: false }
  return { setting, digest: recordingDigestWithout(secrets) }
}

/** Takes in a request and judges it. `keep` is given the pieces of its body. */
export async function askedOf(request: Request, { setting, digest }: Desk, keep?: (piece: Uint8Array) => void): Promise<Asked> {
  const { pathname, search } = new URL(request.url)
  const head = headOf({ method: request.method, url: pathname + search, headers: Object.fromEntries(request.headers) }, setting)
  const scanner = new BodyScanner({ digest })
  for await (const piece of request.body ?? []) {
    scanner.push(piece)
    keep?.(piece)
  }
  const skeleton = scanner.end()
  const judged = head.method === 'POST' ? judgedOf(head, skeleton, setting) : undefined
  if (judged instanceof PixpactError) throw judged
  return { head, judged, request: { method: head.method, path: head.target, headers: head.headers, body: bodyOfSkeleton(skeleton) } }
}
