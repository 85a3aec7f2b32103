import { DELTAS, EVENTS, KNOWN_DELTAS, LANDING, STATES, type State } from './messages-states.ts'
import { asObject, asString } from './shape.ts'
import type { Breach, BreachId, StreamEvent, StreamGrammar } from './stream-event.ts'

/** The block that is open. */
interface Block {
  readonly index: number
  readonly type: string
  /** True once something was said of its index. */
  told: boolean
}

/** The grammar of streamed Messages: `messages-states.ts` says what may follow what, this counts blocks and names. */
export class MessagesGrammar implements StreamGrammar {
  #state: State = 'start'
  #block: Block | undefined
  /** The index of the next block. Behind a wrong one, two may be meant. */
  #expected: readonly number[] = [0]
  #hasStopReason = false
  #namesAreMissing = false
  /** True when an event could not be read, so that what seems to be missing may stand there. */
  #blind = false

  next(event: StreamEvent): Breach[] {
    if (event.kind === 'done') return [this.#end(event)]
    if (event.kind === 'broken' || !event.sound) this.#blind = true
    const type = this.#typeOf(event)
    const breaches = this.#nameBreaches(event, type)
    if (event.failure !== undefined) return [...breaches, ...this.#fail(event)]
    if (!EVENTS.has(type)) return breaches
    const next = STATES[this.#state].next[type]
    if (next === undefined) {
      breaches.push(this.#outOfOrder(event, type))
      this.#recover(type, event)
      return breaches
    }
    breaches.push(...this.#lawful(type, event))
    this.#state = next
    return breaches
  }

  end(last: string, cut: boolean): Breach[] {
    if (this.#state === 'end' || this.#state === 'failed') return []
    const where = cut ? 'in the middle of an event' : STATES[this.#state].title
    return [{ id: 'unterminated', pointer: last, params: { where, terminator: 'message_stop' } }]
  }

  /** MiMo closes with OpenAI's end mark; anywhere else it has no business. */
  #end(event: StreamEvent): Breach {
    return this.#state === 'end' ? { id: 'stray-done', pointer: event.pointer, params: {} } : this.#outOfOrder(event, '[DONE]')
  }

  #fail(event: StreamEvent): Breach[] {
    const isLate = this.#state === 'end' || this.#state === 'failed'
    if (isLate) return [this.#outOfOrder(event, 'an error')]
    this.#state = 'failed'
    return []
  }

  /** What the event is. Where name and data disagree, what may come here is right. */
  #typeOf({ name = '', value }: StreamEvent): string {
    const type = asString(value.type)
    const { next } = STATES[this.#state]
    if (!EVENTS.has(type)) return name || type
    return next[type] === undefined && EVENTS.has(name) && next[name] !== undefined ? name : type
  }

  #nameBreaches({ name, value, pointer, kind }: StreamEvent, type: string): Breach[] {
    if (kind === 'broken' || typeof value.type !== 'string' || name === value.type) return []
    if (name === undefined) {
      // A gateway that leaves the names out does so everywhere.
      if (this.#namesAreMissing) return []
      this.#namesAreMissing = true
    }
    const found = name === undefined ? 'is missing' : `says "${name.slice(0, 60)}"`
    return [{ id: 'event-name', pointer, params: { found, type: value.type.slice(0, 60), advice: type === value.type ? type : name! } }]
  }

  #outOfOrder({ pointer }: StreamEvent, what: string): Breach {
    const { title, next } = STATES[this.#state]
    const allowed = Object.keys(next).filter((type) => type !== 'ping')
    return { id: 'order', pointer, params: { what, where: title, allowed: allowed.join(' or ') || 'nothing' } }
  }

  #lawful(type: string, event: StreamEvent): Breach[] {
    const { value, pointer } = event
    switch (type) {
      case 'content_block_start':
        return this.#open(event)
      case 'content_block_delta':
        return [...this.#indexBreaches(event), ...this.#deltaBreaches(event)]
      case 'content_block_stop':
        return this.#indexBreaches(event)
      case 'message_delta':
        this.#noteStopReason(value)
        return []
      case 'message_stop':
        return this.#hasStopReason || this.#blind ? [] : [breach('finish-missing', pointer, { what: 'The message', field: 'stop_reason' })]
      default:
        return []
    }
  }

  #noteStopReason({ delta }: StreamEvent['value']): void {
    if (typeof asObject(delta)?.stop_reason === 'string') this.#hasStopReason = true
  }

  #open({ value, pointer }: StreamEvent): Breach[] {
    const [expected = 0] = this.#expected
    const index = indexOf(value) ?? expected
    const isRight = this.#expected.includes(index)
    this.#block = { index, type: asString(asObject(value.content_block)?.type), told: !isRight }
    this.#expected = isRight ? [index + 1] : [expected + 1, index + 1]
    return isRight ? [] : [breach('index', `${pointer}/index`, { found: index, expected })]
  }

  #indexBreaches({ value, pointer }: StreamEvent): Breach[] {
    const block = this.#block!
    const index = indexOf(value) ?? block.index
    if (index === block.index || block.told) return []
    block.told = true
    return [breach('index', `${pointer}/index`, { found: index, expected: block.index })]
  }

  #deltaBreaches({ value, pointer }: StreamEvent): Breach[] {
    const delta = asString(asObject(value.delta)?.type)
    const { type } = this.#block!
    if (!KNOWN_DELTAS.has(delta) || !Object.hasOwn(DELTAS, type) || DELTAS[type]!.includes(delta)) return []
    return [breach('delta-mismatch', `${pointer}/delta/type`, { delta, block: type })]
  }

  /** Goes on behind an event that may not come here: mostly one is missing before it, or it came twice. */
  #recover(type: string, event: StreamEvent): void {
    if (this.#state === 'end' || this.#state === 'failed') return
    const index = indexOf(event.value)
    const isNew = index !== undefined && this.#expected.includes(index)
    if (type === 'content_block_start' && !(this.#state === 'block' && index === this.#block!.index)) this.#open(event)
    // Of a block that never began.
    if (type === 'content_block_delta' && isNew) {
      this.#open(event)
      this.#state = 'block'
    } else if (type === 'content_block_stop' && isNew) this.#expected = [index + 1]
    if (type === 'message_delta') this.#noteStopReason(event.value)
    this.#state = LANDING[type] ?? this.#state
  }
}

function breach(id: BreachId, pointer: string, params: Breach['params']): Breach {
  return { id, pointer, params }
}

function indexOf({ index }: StreamEvent['value']): number | undefined {
  return Number.isInteger(index) ? (index as number) : undefined
}
