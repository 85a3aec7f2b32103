import type { FormatId } from '../core/vocabulary.ts'
import type { Found } from './field-path.ts'
import { asObject, objectsIn } from './shape.ts'

type Value = Readonly<Record<string, unknown>>

/** The object that counts the tokens of an answer, or of one event of a stream; `undefined` where there is none. */
export function usageIn(format: FormatId, value: Value): { readonly pointer: string; readonly value: Value } | undefined {
  const own = asObject(value.usage)
  if (own !== undefined) return { pointer: '/usage', value: own }
  const started = format === 'anthropic-messages' ? asObject(asObject(value.message)?.usage) : undefined
  return started && { pointer: '/message/usage', value: started }
}

/** Why an answer ended, by its choices where there are several; in an event of a stream only what has ended. */
export function endingsIn(format: FormatId, value: Value, isEvent: boolean): Found[] {
  const found: Found[] =
    format === 'openai-chat'
      ? objectsIn(value.choices)
          .filter(([, choice]) => Object.hasOwn(choice, 'finish_reason'))
          .map(([index, choice]) => ({ pointer: `/choices/${index}/finish_reason`, value: choice.finish_reason }))
      : isEvent
        ? [{ pointer: '/delta/stop_reason', value: asObject(value.delta)?.stop_reason }]
        : [{ pointer: '/stop_reason', value: value.stop_reason }]
  return found.filter((ending) => ending.value !== undefined && !(isEvent && ending.value === null))
}
