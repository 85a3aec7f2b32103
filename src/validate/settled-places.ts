import { parentOf } from '../core/pointer.ts'

/** Knows which places of a request are done with, so that one fault is told once. */
export class SettledPlaces {
  readonly #settled = new Set<string>()
  readonly #errors = new Set<string>()
  readonly #aboveErrors = new Set<string>()

  settle(pointer: string): void {
    this.#settled.add(pointer)
  }

  /** Notes that an error was reported for the value at `pointer`. */
  addError(pointer: string): void {
    this.#errors.add(pointer)
    for (let above = parentOf(pointer); above !== undefined && !this.#aboveErrors.has(above); above = parentOf(above)) {
      this.#aboveErrors.add(above)
    }
  }

  /** True when `pointer`, or a place that holds it, needs no further word: an error was reported there, or it was settled. */
  isSettled(pointer: string): boolean {
    return someAtOrAbove(pointer, this.#settled) || someAtOrAbove(pointer, this.#errors)
  }

  /** True when an error was reported for the value at `pointer`, or for one in it. */
  hasErrorIn(pointer: string): boolean {
    return this.#aboveErrors.has(pointer) || this.#errors.has(pointer)
  }
}

function someAtOrAbove(pointer: string, pointers: ReadonlySet<string>): boolean {
  if (pointers.size === 0) return false
  for (let at: string | undefined = pointer; at !== undefined && at !== ''; at = parentOf(at)) {
    if (pointers.has(at)) return true
  }
  return false
}
