import { comparePointers } from '../core/pointer.ts'
import { printable } from '../core/printable.ts'
import type { MatchOptions, Subject } from './key.ts'
import { leavesOf, shownLeaves, type Leaf } from './leaves.ts'
import type { Recording } from './recording.ts'

/** A recording with what it answers to. */
export interface Candidate {
  readonly recording: Recording
  readonly subjects: readonly Subject[]
}

/** Why no recording answers a request. */
export interface Miss {
  /** Absent where there are no recordings. */
  readonly nearest?: {
    readonly recording: Recording
    /** `method`, `path`, or the JSON Pointer of the first value that differs; `''` for a body that is no JSON. */
    readonly differsAt: string
    /** What is there on either side, short enough to be shown. */
    readonly recorded: string
    readonly received: string
  }
  /** For people, without a line break. */
  readonly message: string
}

interface Nearness {
  readonly candidate: Candidate
  readonly subject: Subject
  readonly leaves: ReadonlyMap<string, Leaf>
  readonly score: number
}

/** Tells which recording comes nearest to a request, and what differs first: method and path before the body. */
export function missOf(subject: Subject, candidates: readonly Candidate[], { ignore = [] }: MatchOptions): Miss {
  const asked = `${printable(subject.method)} ${printable(subject.path)}`
  const leaves = leavesOf(subject, new Set(ignore))
  const all = candidates.flatMap((candidate) => candidate.subjects.map((one) => nearness(subject, leaves, candidate, one, ignore)))
  const best = all.reduce<Nearness | undefined>((before, one) => (before === undefined || one.score > before.score ? one : before), undefined)
  if (best === undefined) return { message: `No recording answers ${asked}: there is none.` }
  const difference = firstDifference(subject, leaves, best, ignore)
  const { differsAt, recorded, received } = difference
  const where = differsAt === '' ? 'the body' : differsAt
  return {
    nearest: { recording: best.candidate.recording, ...difference },
    message: `No recording answers ${asked}. The nearest is ${best.candidate.recording.name}: at ${printable(where)} it has ${recorded}, and ${received} was received.`,
  }
}

/** Method and path count more than all of a body. */
function nearness(asked: Subject, leaves: ReadonlyMap<string, Leaf>, candidate: Candidate, subject: Subject, ignore: readonly string[]): Nearness {
  const own = leavesOf(subject, new Set(ignore))
  let equal = 0
  for (const [pointer, { token }] of own) if (leaves.get(pointer)?.token === token) equal++
  const share = equal / Math.max(1, own.size, leaves.size)
  const score = Number(asked.path === subject.path) * 4 + Number(asked.method === subject.method) * 2 + share
  return { candidate, subject, leaves: own, score }
}

function firstDifference(asked: Subject, leaves: ReadonlyMap<string, Leaf>, { subject, leaves: own }: Nearness, ignore: readonly string[]): Omit<NonNullable<Miss['nearest']>, 'recording'> {
  for (const name of ['method', 'path'] as const) {
    if (!ignore.includes(name) && asked[name] !== subject[name]) return { differsAt: name, recorded: printable(subject[name]), received: printable(asked[name]) }
  }
  const differing = [...new Set([...own.keys(), ...leaves.keys()])].filter((pointer) => own.get(pointer)?.token !== leaves.get(pointer)?.token)
  const [differsAt] = differing.sort(comparePointers)
  if (differsAt === undefined) return { differsAt: '', recorded: 'one', received: 'another one, which differs only far down or by its headers,' }
  const [recorded, received] = shownLeaves(own.get(differsAt), leaves.get(differsAt))
  return { differsAt, recorded, received }
}
