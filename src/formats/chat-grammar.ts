import { asObject, asString, objectsIn } from './shape.ts'
import type { Breach, BreachId, StreamEvent, StreamGrammar } from './stream-event.ts'

/** How far a choice has come. */
interface Choice {
  hasContent: boolean
  /** How many tool calls it has begun. */
  calls: number
  isFinished: boolean
  /** What was said of it already, where once is enough. */
  readonly told: Set<BreachId>
}

type Delta = Readonly<Record<string, unknown>>

const DONE = '"data: [DONE]"'

/**
 * The grammar of streamed Chat Completions: a choice begins with a role, goes on with content, and ends with a finish_reason;
 * choices may take turns; usage follows the last of them, then `[DONE]`. The levels of a profile say which of this its vendor keeps.
 */
export class ChatGrammar implements StreamGrammar {
  readonly #choices = new Map<number, Choice>()
  readonly #ids = new Set<string>()
  #hasUsage = false
  #isDone = false
  #failed = false
  /** True when a chunk could not be read, so that what seems to be missing may stand there. */
  #blind = false

  next(event: StreamEvent): Breach[] {
    const { kind, pointer, failure } = event
    if (this.#isDone) return [outOfOrder(pointer, kind === 'done' ? DONE : 'a chunk', `behind ${DONE}`, 'nothing')]
    if (kind === 'done') return this.#end(pointer)
    if (failure !== undefined) this.#failed = true
    // Behind an error, chunks without meaning were recorded.
    if (this.#failed) return []
    if (kind === 'broken' || !event.sound) this.#blind = true
    const { choices, usage } = event.value
    const breaches = [...this.#idBreaches(event), ...objectsIn(choices).flatMap((choice) => this.#take(pointer, ...choice))]
    // A chunk that carries usage alone follows all choices.
    if (Array.isArray(choices) && choices.length === 0 && asObject(usage) !== undefined) this.#hasUsage = true
    return breaches
  }

  end(last: string, cut: boolean): Breach[] {
    if (this.#isDone || this.#failed) return []
    if (!cut && this.#openChoices().length === 0 && (this.#choices.size > 0 || this.#blind)) return [{ id: 'done-missing', pointer: last, params: {} }]
    const [open] = this.#openChoices()
    const where = cut ? 'in the middle of an event' : open === undefined ? 'before any choice has begun' : `before choice ${open} has ended`
    return [{ id: 'unterminated', pointer: last, params: { where, terminator: DONE } }]
  }

  #end(pointer: string): Breach[] {
    this.#isDone = true
    if (this.#failed || this.#blind) return []
    if (this.#choices.size === 0) return [{ id: 'finish-missing', pointer, params: { what: 'The stream', field: 'a choice' } }]
    return this.#openChoices().map((index) => ({ id: 'finish-missing', pointer, params: { what: `Choice ${index}`, field: 'finish_reason' } }))
  }

  #openChoices(): number[] {
    return [...this.#choices].filter(([, { isFinished }]) => !isFinished).map(([index]) => index)
  }

  #idBreaches({ value: { id }, pointer }: StreamEvent): Breach[] {
    if (typeof id !== 'string' || id === '' || this.#ids.has(id)) return []
    const [first] = this.#ids
    this.#ids.add(id)
    return first === undefined ? [] : [{ id: 'mixed-id', pointer: `${pointer}/id`, params: { found: id.slice(0, 80), first: first.slice(0, 80) } }]
  }

  #take(event: string, at: number, value: Delta): Breach[] {
    const pointer = `${event}/choices/${at}`
    const index = Number.isInteger(value.index) ? (value.index as number) : at
    const delta = asObject(value.delta) ?? {}
    const known = this.#choices.get(index)
    const choice: Choice = known ?? { hasContent: false, calls: 0, isFinished: false, told: new Set() }
    this.#choices.set(index, choice)
    const breaches = this.#turnBreaches(pointer, index, choice, delta, known === undefined)
    const told = [...breaches, ...contentBreaches(pointer, index, choice, delta)].filter(({ id }) => !ONCE.has(id) || !choice.told.has(id))
    for (const { id } of told) choice.told.add(id)
    if (asString(value.finish_reason) !== '') choice.isFinished = true
    return told
  }

  /** Whether it is this choice's turn. */
  #turnBreaches(pointer: string, index: number, { isFinished }: Choice, delta: Delta, isFirst: boolean): Breach[] {
    const hasRole = asString(delta.role) !== ''
    if (isFirst) return hasRole || this.#blind ? [] : [{ id: 'role-missing', pointer: `${pointer}/delta`, params: { index } }]
    const what = `content of choice ${index}`
    if (isFinished) {
      return bringsSomething(delta)
        ? [outOfOrder(pointer, what, 'behind its finish_reason', `usage or ${DONE}`)]
        : [{ id: 'after-finish', pointer, params: { index } }]
    }
    if (this.#hasUsage && bringsSomething(delta)) return [outOfOrder(pointer, what, 'behind the usage', DONE)]
    return hasRole ? [{ id: 'role-repeated', pointer: `${pointer}/delta/role`, params: { index } }] : []
  }
}

/** What a vendor does in every chunk needs saying once. */
const ONCE: ReadonlySet<BreachId> = new Set(['role-repeated', 'reasoning-late', 'index'])

function contentBreaches(pointer: string, index: number, choice: Choice, delta: Delta): Breach[] {
  const breaches: Breach[] = []
  if (choice.hasContent && (isFilled(delta.reasoning_content) || isFilled(delta.reasoning))) {
    breaches.push({ id: 'reasoning-late', pointer: `${pointer}/delta`, params: { index } })
  }
  if (isFilled(delta.content)) choice.hasContent = true
  for (const [at, call] of objectsIn(delta.tool_calls)) {
    if (!Number.isInteger(call.index)) continue
    const found = call.index as number
    if (found > choice.calls) breaches.push({ id: 'index', pointer: `${pointer}/delta/tool_calls/${at}/index`, params: { found, expected: choice.calls } })
    choice.calls = Math.max(choice.calls, found + 1)
  }
  return breaches
}

function bringsSomething(delta: Delta): boolean {
  return ['content', 'reasoning_content', 'reasoning', 'refusal', 'tool_calls'].some((name) => isFilled(delta[name]))
}

/** True for a text or a list that is not empty. */
function isFilled(value: unknown): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0
}

function outOfOrder(pointer: string, what: string, where: string, allowed: string): Breach {
  return { id: 'order', pointer, params: { what, where, allowed } }
}
