import { bodyOf } from '../body/body.ts'
import { asObject, asString, objectsIn } from '../formats/shape.ts'
import { FrameReader, type Frame } from '../sse/frame-reader.ts'
import { Places, type Contract } from './places.ts'

type Value = Readonly<Record<string, unknown>>

/** No stream changes its kind of event so often. */
const MOST_TURNS = 200

/** What a streamed answer shows: its events' fields, and in which order kinds of events come. */
export function streamContract(bytes: Buffer): Contract {
  const places = new Places()
  const order: string[] = []
  for (const frame of framesOf(bytes)) {
    const { value } = bodyOf(frame.data)
    const object = asObject(value)
    const kind = object === undefined ? kindOfOther(frame) : (kindOfEvent(object, frame.name) ?? kindOfChunk(object))
    // When a server says that it is still there depends on its clock; a chunk of nothing, on how the text was cut.
    if (kind === 'ping' || kind === '' || (kind === undefined && !frame.closed)) continue
    if (order.at(-1) !== kind && order.length < MOST_TURNS) order.push(kind ?? 'no JSON')
    if (object !== undefined) places.add(kindOfEvent(object, frame.name) === undefined ? '' : `/${asString(object.type)}`, object)
  }
  return new Map([['frames', order.join(', ')], ...places.end()])
}

function* framesOf(bytes: Buffer): Generator<Frame> {
  const reader = new FrameReader()
  yield* reader.push(bytes)
  yield* reader.end()
}

/** The end mark, or `undefined` for what nobody can read. */
function kindOfOther({ data }: Frame): string | undefined {
  return data.length < 32 && data.toString().trim() === '[DONE]' ? '[DONE]' : undefined
}

/** An event of Messages by its type, and that of the block or delta in it; `undefined` for anything else. */
function kindOfEvent(value: Value, name: string | undefined): string | undefined {
  const type = asString(value.type)
  if (type === '') return undefined
  const inner = asString(asObject(value.content_block)?.type) || asString(asObject(value.delta)?.type)
  const called = name === type ? '' : ` as ${name ?? 'an event without name'}`
  return type === 'ping' ? type : `${[type, inner].filter(Boolean).join(' ')}${called}`
}

/** A chunk of Chat Completions by what it brings. */
function kindOfChunk(value: Value): string {
  const choices = objectsIn(value.choices).map(([, choice]) => choice)
  const brought = choices.flatMap((choice) => [...bringsIn(asObject(choice.delta) ?? {}), ...(isSomething(choice.finish_reason) ? ['finish'] : [])])
  const besides = ['usage', 'error'].filter((name) => isSomething(value[name]))
  return [...new Set([...brought, ...besides])].sort().join('+')
}

function bringsIn(delta: Value): string[] {
  return Object.keys(delta).filter((name) => isSomething(delta[name]))
}

function isSomething(value: unknown): boolean {
  return value !== null && value !== undefined && value !== ''
}
