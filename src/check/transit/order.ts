import { comparePointers } from '../../core/pointer.ts'
import type { CheckFinding } from '../causes.ts'
import { movedPictures } from './roles.ts'
import type { ConversionRules } from './conversions.ts'
import type { SeenPicture, View } from './view.ts'

/** Something in the order in which it was said or shown. */
type Step = `text ${number}` | `picture ${number}`

/**
 * Whether texts and pictures arrived in the order in which they were sent, each once, where all of them did arrive. The system prompt has a
 * place of its own, and pictures of tool results may have moved.
 */
export function orderInTransit(sent: View, arrived: View, rules: ConversionRules): CheckFinding[] {
  const moved = new Set<number>(movedPictures(sent, arrived, rules).map((picture) => arrived.pictures.indexOf(picture)))
  const was = stepsOf(sent, sent, moved)
  const is = stepsOf(arrived, sent, moved)
  if (was.join() === is.join()) return []
  const twice = is.find((step, index) => is.indexOf(step) < index)
  if (twice !== undefined) return [{ cause: 'text-invented', about: 'twice', message: `The ${twice} of the request arrived twice.` }]
  return [{ cause: 'part-order', message: `What was sent as ${was.join(', ')} arrived as ${is.join(', ')}.` }]
}

/** All steps of a view, in the order in which they stand in it; a text may hold several that were sent. */
function stepsOf(view: View, sent: View, moved: ReadonlySet<number>): Step[] {
  const said = sent.texts.filter(({ speaker }) => speaker !== 'system').map(({ text }) => text.trim())
  const texts = view.texts.flatMap(({ pointer, text }) => stepsIn(text, said).map((step) => ({ pointer, step })))
  const shown = view.pictures.flatMap((picture: SeenPicture, index): { pointer: string; step: Step }[] =>
    moved.has(index) ? [] : [{ pointer: picture.pointer, step: `picture ${index + 1}` }],
  )
  return [...texts, ...shown].sort((a, b) => comparePointers(a.pointer, b.pointer)).map(({ step }) => step)
}

/** Where each text that was sent stands in another one, as often as it does. */
function stepsIn(text: string, said: readonly string[]): Step[] {
  const found: { at: number; step: Step }[] = []
  for (const [index, one] of said.entries()) {
    if (one === '') continue
    for (let at = text.indexOf(one); at !== -1; at = text.indexOf(one, at + one.length)) found.push({ at, step: `text ${index + 1}` })
  }
  return found.sort((a, b) => a.at - b.at).map(({ step }) => step)
}
