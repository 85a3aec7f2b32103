import type { Body } from '../body/body.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { asObject, asString } from './shape.ts'

type Value = Readonly<Record<string, unknown>>

/** An error that a gateway tells, in whatever shape. */
export interface Failure {
  /** What the body looks like, for a sentence. */
  readonly shape: string
  /** The format whose envelope it is; absent for a shape of a vendor's own. */
  readonly envelope?: FormatId
  /** What it says, as far as that is a text. */
  readonly message: string
}

const LONGEST_MESSAGE = 200

interface Shape extends Pick<Failure, 'shape' | 'envelope'> {
  /** What holds the message, or `undefined` when the body has another shape. */
  read(value: Value): unknown
}

/** The shapes that were recorded, or are known from issues and source; the first that fits counts. */
const SHAPES: readonly Shape[] = [
  {
    shape: '{"type": "error", "error": {…}}',
    envelope: 'anthropic-messages',
    read: ({ type, error }) => (type === 'error' ? messageOf(error) : undefined),
  },
  { shape: '{"error": {…}}', envelope: 'openai-chat', read: ({ error }) => messageOf(error) },
  // Venice, xAI.
  { shape: '{"error": "…"}', read: ({ error }) => (typeof error === 'string' ? error : undefined) },
  // Mistral.
  { shape: '{"object": "error", "message": …}', read: ({ object, message }) => (object === 'error' ? message : undefined) },
]

/** Shapes that say `error` nowhere: what has one of them is an error when it is a whole body, and no answer. */
const SHAPES_WITHOUT_ERROR: readonly Shape[] = [
  { shape: '{"detail": …}', read: ({ detail }) => detail },
  // Databricks.
  { shape: '{"error_code": …, "message": …}', read: ({ error_code, message }) => (error_code === undefined ? undefined : message) },
  // Portkey: its own errors, and those that it could not read.
  { shape: '{"status": "failure", "message": …}', read: ({ status, message }) => (status === 'failure' ? message : undefined) },
  { shape: '{"html-message": …}', read: (value) => value['html-message'] },
  // Cerebras, Amazon Bedrock.
  { shape: '{"message": …}', read: ({ message }) => (typeof message === 'string' ? message : undefined) },
]

/** The message of an error object, which need not be there. */
function messageOf(error: unknown): unknown {
  const object = asObject(error)
  return object && (object.message ?? '')
}

/**
 * The error that a whole body tells; `undefined` when it tells none, or nobody knows how. An error beside an answer counts: some
 * gateways send both. `body` is what holds the value.
 */
export function failureIn(value: unknown, body: Pick<Body, 'head'>): Failure | undefined {
  // Google's.
  if (Array.isArray(value) && value.length === 1 && !Array.isArray(value[0])) {
    const only = failureIn(value[0], body)
    return only && { shape: `[${only.shape}]`, message: only.message }
  }
  const isAnswer = Array.isArray(asObject(value)?.choices) || asObject(value)?.type === 'message'
  return failureOf(value, body, isAnswer ? SHAPES : [...SHAPES, ...SHAPES_WITHOUT_ERROR])
}

/** The same for an event of a stream, which must say that it is an error: there will be other events that nobody knows yet. */
export function failureInEvent(value: unknown, body: Pick<Body, 'head'>): Failure | undefined {
  return failureOf(value, body, SHAPES)
}

function failureOf(value: unknown, body: Pick<Body, 'head'>, shapes: readonly Shape[]): Failure | undefined {
  const object = asObject(value)
  if (object === undefined) return undefined
  for (const { read, ...shape } of shapes) {
    const message = read(object)
    if (message !== undefined) return { ...shape, message: body.head(asString(message)).slice(0, LONGEST_MESSAGE) }
  }
  return undefined
}
