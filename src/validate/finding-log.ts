import { parentOf } from '../core/pointer.ts'
import type { Level, LevelByFormat, FormatId, Params, Severity } from '../core/vocabulary.ts'
import { FATAL_MESSAGES } from '../profiles/levels.ts'
import type { Profile } from '../profiles/profile.ts'
import type { ReportFinding, Rule } from '../rules/rule.ts'

/** What a rule said, before it is put into words. */
export interface Entry {
  readonly rule: Rule
  readonly messageId: string
  readonly pointer: string
  readonly params: Params
  readonly severity: Severity
}

/** Takes down what the rules report, at the level that profile and user give it, and knows which places are done with. */
export class FindingLog {
  readonly entries: Entry[] = []
  /** True once a message was reported that the profile calls an error. */
  failed = false
  readonly #profile: Profile
  readonly #overrides: Readonly<Record<string, Level>>
  readonly #settled = new Set<string>()
  readonly #errors = new Set<string>()
  readonly #aboveErrors = new Set<string>()

  constructor(profile: Profile, overrides: Readonly<Record<string, Level>>) {
    this.#profile = profile
    this.#overrides = overrides
  }

  /** What `rule` is to report with, about a body of `format`. */
  reporter(rule: Rule, format: FormatId | undefined): ReportFinding {
    return (messageId, pointer, params, given) => {
      const key = `${rule.id}/${messageId}`
      const isFatal = FATAL_MESSAGES.includes(key)
      const documented = isFatal ? 'error' : levelFor(this.#profile.levels[key] ?? 'error', format)
      if (documented === 'off') return
      const level = given ?? documented
      if (level === 'error') this.#addError(pointer)
      // A user's level changes what is said, never what else is looked at.
      const asked = isFatal ? undefined : (this.#overrides[key] ?? this.#overrides[rule.id])
      const severity = asked ?? level
      if (severity !== 'off') this.entries.push({ rule, messageId, pointer, params, severity })
    }
  }

  settle(pointer: string): void {
    this.#settled.add(pointer)
  }

  /** True when `pointer`, or a place that holds it, needs no further word: an error was reported there, or it was settled. */
  isSettled(pointer: string): boolean {
    return someAtOrAbove(pointer, this.#settled) || someAtOrAbove(pointer, this.#errors)
  }

  /** True when an error was reported for the value at `pointer`, or for one in it. */
  hasErrorIn(pointer: string): boolean {
    return this.#aboveErrors.has(pointer) || this.#errors.has(pointer)
  }

  #addError(pointer: string): void {
    this.failed = true
    this.#errors.add(pointer)
    for (let above = parentOf(pointer); above !== undefined; above = parentOf(above)) this.#aboveErrors.add(above)
  }
}

function levelFor(level: LevelByFormat, format: FormatId | undefined): Level {
  if (typeof level === 'string') return level
  return format === undefined ? 'error' : level[format]
}

function someAtOrAbove(pointer: string, pointers: ReadonlySet<string>): boolean {
  if (pointers.size === 0) return false
  for (let at: string | undefined = pointer; at !== undefined && at !== ''; at = parentOf(at)) {
    if (pointers.has(at)) return true
  }
  return false
}
