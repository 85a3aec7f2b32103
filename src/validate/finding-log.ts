import { comparePointers } from '../core/pointer.ts'
import type { Level, FormatId, Params, Severity } from '../core/vocabulary.ts'
import { levelOf } from '../profiles/level-of.ts'
import { FATAL_MESSAGES } from '../profiles/levels.ts'
import type { Profile } from '../profiles/profile.ts'
import type { ReportFinding, Rule } from '../rules/rule.ts'

/** So many findings of one message and severity are listed. Nobody reads on, and a body may have millions. */
export const MOST_LISTED = 100
/** Once their pointers are longer than this altogether, one of each kind is enough: pointers of deep places are long. */
const MOST_POINTER_CHARS = 1 << 20

/** What a rule said, before it is put into words. */
export interface Entry {
  readonly rule: Rule
  readonly messageId: string
  readonly pointer: string
  readonly params: Params
  readonly severity: Severity
  /** On the last of its message and severity: how many more there were. */
  readonly more?: number
}

/** The entries of one message and severity: the first that were reported, and how many more there were. */
interface Group {
  readonly listed: Entry[]
  more: number
}

/** Takes down what the rules report, at the level that profile and user give it. */
export class FindingLog {
  /** True once a message was reported that the profile calls an error. */
  failed = false
  readonly #groups = new Map<string, Group>()
  #pointerChars = 0
  readonly #profile: Profile
  readonly #overrides: Readonly<Record<string, Level>>

  constructor(profile: Profile, overrides: Readonly<Record<string, Level>>) {
    this.#profile = profile
    this.#overrides = overrides
  }

  /** What `rule` is to report with, about a body of `format`. `onError` is told the places that the profile calls errors. */
  reporter(rule: Rule, format: FormatId | undefined, onError?: (pointer: string) => void): ReportFinding {
    return (messageId, pointer, params, given) => {
      const key = `${rule.id}/${messageId}`
      const isFatal = FATAL_MESSAGES.includes(key)
      const documented = isFatal ? 'error' : levelOf(this.#profile, key, format)
      if (documented === 'off') return
      const level = given ?? documented
      if (level === 'error') {
        this.failed = true
        onError?.(pointer)
      }
      // A user's level changes what is said, never what else is looked at.
      const asked = isFatal ? undefined : (this.#overrides[key] ?? this.#overrides[rule.id])
      const severity = asked ?? level
      if (severity !== 'off') this.#add(`${key} ${severity}`, { rule, messageId, pointer, params, severity })
    }
  }

  /** All that is to be listed, sorted by pointer, rule and message. */
  entries(): Entry[] {
    const groups = [...this.#groups.values()].map(({ listed, more }) => {
      const sorted = listed.toSorted(byPlace)
      return more === 0 ? sorted : sorted.with(-1, { ...sorted.at(-1)!, more })
    })
    return groups.flat().sort(byPlace)
  }

  #add(key: string, entry: Entry): void {
    const group = this.#groups.get(key)
    if (group === undefined) this.#groups.set(key, { listed: [entry], more: 0 })
    else if (group.listed.length < MOST_LISTED && this.#pointerChars < MOST_POINTER_CHARS) group.listed.push(entry)
    else {
      group.more++
      return
    }
    this.#pointerChars += entry.pointer.length
  }
}

function byPlace(a: Entry, b: Entry): number {
  return comparePointers(a.pointer, b.pointer) || compareIds(a, b)
}

function compareIds(a: Entry, b: Entry): number {
  const [left, right] = [a, b].map(({ rule, messageId }) => `${rule.id}/${messageId}`) as [string, string]
  return left < right ? -1 : left > right ? 1 : 0
}
