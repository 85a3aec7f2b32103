import { printable } from '../../core/printable.ts'
import type { CheckFinding } from '../causes.ts'
import type { Reply } from '../run/send.ts'
import type { Picture } from '../suite/pictures.ts'
import type { Route } from '../target.ts'
import { textOfAnswer } from './text-of-answer.ts'

/** Whether an answer names the codes of the test cards in their order, which nobody can who has not seen them. */
export function cardsOf({ text }: Reply, { format, reads }: Route, pictures: readonly Picture[]): CheckFinding[] {
  const codes = pictures.map(({ code }) => code)
  if (!reads || codes.length === 0) return []
  // Models put spaces, stars and commas between letters.
  const said = textOfAnswer(format, text).toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  let from = 0
  const unread = codes.filter((code) => {
    const at = said.indexOf(code, from)
    if (at === -1) return true
    from = at + code.length
    return false
  })
  if (unread.length === 0) return []
  return [{ cause: 'picture-unread', message: `The pictures show ${codes.join(', ')}, and the answer says "${printable(textOfAnswer(format, text).slice(0, 160))}".` }]
}
