import { child, parentOf } from '../core/pointer.ts'
import type { Change } from '../core/vision-request.ts'

/**
 * Takes down what of a body was understood while it is decoded. What nobody speaks of here is found by `remainder`, so that
 * a decoder cannot lose anything unseen.
 */
export class DecodingLog {
  readonly #changes: Change[] = []
  readonly #done = new Set<string>()
  readonly #aboveDone = new Set<string>()

  /** The values at `pointers` stand in the decoded request as they are, with all that they hold. */
  read(...pointers: readonly string[]): void {
    for (const pointer of pointers) this.#markDone(pointer)
  }

  /** The value at `pointer` stands in the decoded request, but not as it was. */
  changed(pointer: string, message: string): void {
    this.#changes.push({ pointer, kind: 'changed', message })
    this.#markDone(pointer)
  }

  /** Nothing in the decoded request stands for the value at `pointer`. */
  lost(pointer: string, message: string): void {
    this.#changes.push({ pointer, kind: 'lost', message })
    this.#markDone(pointer)
  }

  /** Everything that was told, and what is left of `body`: values at the highest places of which nobody spoke. */
  changesOf(body: unknown): Change[] {
    return [...this.#changes, ...this.#remainder(body, '', 'the body')]
  }

  #remainder(value: unknown, pointer: string, key: string): Change[] {
    // Null is how clients write that they say nothing.
    if (value === null || this.#done.has(pointer)) return []
    // No deeper than decoders read, however deep the body is.
    if (!this.#aboveDone.has(pointer)) return [{ pointer, kind: 'lost', message: `${nameOf(value, key)} is not carried over.` }]
    return Object.entries(value as object).flatMap(([name, held]) => this.#remainder(held, child(pointer, name), name))
  }

  #markDone(pointer: string): void {
    this.#done.add(pointer)
    for (let at = parentOf(pointer); at !== undefined && !this.#aboveDone.has(at); at = parentOf(at)) this.#aboveDone.add(at)
  }
}

/** What to call a value: a part by its type, a message by its role, anything else by its key. */
function nameOf(value: unknown, key: string): string {
  const { type, role } = (typeof value === 'object' && value !== null ? value : {}) as { type?: unknown; role?: unknown }
  if (typeof type === 'string' && /^\d+$/.test(key)) return `The part of type "${type.slice(0, 40)}"`
  if (typeof role === 'string' && /^\d+$/.test(key)) return `The message of role "${role.slice(0, 40)}"`
  return `"${key.slice(0, 40)}"`
}
