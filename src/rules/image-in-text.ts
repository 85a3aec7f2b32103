import { child } from '../core/pointer.ts'
import { kindOfBytes } from '../image/kinds.ts'
import { objectsIn } from '../formats/shape.ts'
import { defineRule, type RequestContext, type Rule } from './rule.ts'

/** How the base64 of an image begins, by its type. */
const BEGINNINGS = ['iVBORw0KGgo', '/9j/', 'R0lGODdh', 'R0lGODlh', 'UklGR']
/** So much base64 is no accident, and too much to be a quotation. */
const ENOUGH = 64

export const imageInText: Rule = defineRule({
  id: 'image-in-text',
  summary: 'Reports an image that is sent as text, which the model reads as letters.',
  messages: {
    embedded: {
      text: 'The text holds base64 of an image ("{start}…" at character {position}), which the model will read as letters.',
      hint: 'Send it as {example}.',
      sources: [
        'The ai package puts images of tool results into the text of a tool message (captured, ai 7.0.173)',
        'A gateway did so at the cost of 615,000 tokens, https://github.com/QuantumNous/new-api/issues/7407',
      ],
    },
  },
  checkRequest(request, report) {
    for (const { pointer, text } of textsOf(request)) {
      const head = request.body.head(text)
      const at = embeddedAt(head)
      if (at === undefined) continue
      report('embedded', pointer, { start: head.slice(at, at + 12), position: at + 1, example: request.format.imageExample })
    }
  },
})

/** Where the base64 of an image begins in `text`. */
function embeddedAt(text: string): number | undefined {
  for (const beginning of BEGINNINGS) {
    for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, at + 1)) {
      const begun = text.slice(at, at + ENOUGH)
      const isImage = kindOfBytes(Buffer.from(begun, 'base64'))?.mediaType.startsWith('image/')
      if (begun.length === ENOUGH && /^[A-Za-z0-9+/]*$/.test(begun) && isImage) return at
    }
  }
  return undefined
}

/** Contents that are strings, text parts, and the texts of tool results. */
function textsOf({ value, parts }: RequestContext): { pointer: string; text: string }[] {
  const texts: { pointer: string; text: string }[] = []
  const add = (pointer: string, text: unknown): void => {
    if (typeof text === 'string') texts.push({ pointer, text })
  }
  add('/system', value.system)
  for (const [index, { content }] of objectsIn(value.messages)) add(`/messages/${index}/content`, content)
  for (const { type, pointer, value: part } of parts) {
    if (type === 'text') add(child(pointer, 'text'), part.text)
    if (type === 'tool_result') add(child(pointer, 'content'), part.content)
  }
  return texts
}
