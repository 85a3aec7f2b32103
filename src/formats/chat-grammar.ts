import { CONTENT_FIELDS, STREAM_STATES, TURNS, type ChoiceEvent, type ChoiceState, type StreamState } from './chat-states.ts'
import { asObject, asString, objectsIn } from './shape.ts'
import type { Breach, BreachId, StreamEvent, StreamGrammar } from './stream-event.ts'

type Delta = Readonly<Record<string, unknown>>

/** How far a choice has come. */
interface Choice {
  state: ChoiceState
  /** True once content came that is no reasoning. */
  hasContent: boolean
  /** How many tool calls it has begun. */
  calls: number
  /** What was said of it already. What a vendor does in each chunk needs saying once. */
  readonly told: Set<BreachId>
}

const END_MARK = '"data: [DONE]"'

/** The grammar of streamed Chat Completions: `chat-states.ts` says what may follow what, this keeps the choices apart. */
export class ChatGrammar implements StreamGrammar {
  readonly #choices = new Map<number, Choice>()
  readonly #ids = new Set<string>()
  #state: StreamState = 'running'
  #failed = false
  /** True when a chunk could not be read, so that what seems to be missing may stand there. */
  #blind = false

  next(event: StreamEvent): Breach[] {
    const { kind, pointer, failure, value } = event
    if (this.#state === 'done') return [outOfOrder(pointer, kind === 'done' ? END_MARK : 'a chunk', STREAM_STATES.done)]
    if (kind === 'done') return this.#end(pointer)
    if (failure !== undefined) this.#failed = true
    // Behind an error, chunks without meaning were recorded.
    if (this.#failed) return []
    if (kind === 'broken' || !event.sound) this.#blind = true
    const breaches = [...this.#idBreaches(event), ...objectsIn(value.choices).flatMap((choice) => this.#take(pointer, ...choice))]
    if (Array.isArray(value.choices) && value.choices.length === 0 && asObject(value.usage) !== undefined) this.#state = 'counted'
    return breaches
  }

  end(last: string, cut: boolean): Breach[] {
    if (this.#state === 'done' || this.#failed) return []
    const [running] = this.#running()
    const mayHaveEnded = this.#blind || (this.#choices.size > 0 && running === undefined)
    if (!cut && mayHaveEnded) return [{ id: 'done-missing', pointer: last, params: {} }]
    const where = cut ? 'in the middle of an event' : running === undefined ? 'before any choice has begun' : `before choice ${running} has ended`
    return [{ id: 'unterminated', pointer: last, params: { where, terminator: END_MARK } }]
  }

  #end(pointer: string): Breach[] {
    this.#state = 'done'
    if (this.#failed || this.#blind) return []
    if (this.#choices.size === 0) return [{ id: 'finish-missing', pointer, params: { what: 'The stream', field: 'a choice' } }]
    return this.#running().map((index) => ({ id: 'finish-missing', pointer, params: { what: `Choice ${index}`, field: 'finish_reason' } }))
  }

  /** The choices that have not ended. */
  #running(): number[] {
    return [...this.#choices].filter(([, { state }]) => state !== 'ended').map(([index]) => index)
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
    const choice: Choice = this.#choices.get(index) ?? { state: 'unbegun', hasContent: false, calls: 0, told: new Set() }
    this.#choices.set(index, choice)
    const breaches = [...this.#turnBreaches(pointer, index, choice, delta), ...contentBreaches(pointer, index, choice, delta)]
    const news = breaches.filter(({ id }) => !choice.told.has(id))
    for (const { id } of news) choice.told.add(id)
    choice.state = choice.state === 'ended' || asString(value.finish_reason) !== '' ? 'ended' : 'begun'
    return news
  }

  /** Whether it is this choice's turn. */
  #turnBreaches(pointer: string, index: number, { state }: Choice, delta: Delta): Breach[] {
    const event = eventOf(delta)
    const id = TURNS[state][event]
    const what = `content of choice ${index}`
    if (id === 'order') return [outOfOrder(pointer, what, { title: 'behind its finish_reason', next: 'usage or [DONE]' })]
    if (id === undefined) return this.#state === 'counted' && event !== 'nothing' ? [outOfOrder(pointer, what, STREAM_STATES.counted)] : []
    return id === 'role-missing' && this.#blind ? [] : [{ id, pointer, params: { index } }]
  }
}

function eventOf(delta: Delta): ChoiceEvent {
  const hasContent = CONTENT_FIELDS.some((name) => isFilled(delta[name]))
  if (asString(delta.role) === '') return hasContent ? 'content' : 'nothing'
  return hasContent ? 'role and content' : 'role'
}

/** Whether the pieces of a choice fit together. */
function contentBreaches(pointer: string, index: number, choice: Choice, delta: Delta): Breach[] {
  const breaches: Breach[] = []
  if (choice.hasContent && (isFilled(delta.reasoning_content) || isFilled(delta.reasoning))) {
    breaches.push({ id: 'reasoning-late', pointer: `${pointer}/delta`, params: { index } })
  }
  if (isFilled(delta.content)) choice.hasContent = true
  for (const [at, call] of objectsIn(delta.tool_calls)) {
    const found = Number.isInteger(call.index) ? (call.index as number) : choice.calls
    const place = `${pointer}/delta/tool_calls/${at}/index`
    if (found > choice.calls) breaches.push({ id: 'index', pointer: place, params: { found, expected: choice.calls } })
    choice.calls = Math.max(choice.calls, found + 1)
  }
  return breaches
}

/** True for a text or a list that is not empty. */
function isFilled(value: unknown): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0
}

function outOfOrder(pointer: string, what: string, { title: where, next: allowed }: { readonly title: string; readonly next: string }): Breach {
  return { id: 'order', pointer, params: { what, where, allowed } }
}
