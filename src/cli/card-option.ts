import { PixpactError } from '../core/errors.ts'
import type { DataImage } from '../core/vision-request.ts'
import { SIZED_TYPES } from '../image/padding.ts'
import { testCard } from '../image/test-card.ts'

/** What `--card` says: `CODE`, `CODE:TYPE` or `CODE:TYPE:BYTES`. */
export interface CardItem {
  readonly type: 'card'
  readonly text: string
}

const FORM = /^([^:]*)(?::([^:]*)(?::(\d+))?)?$/

/** Draws the card. Throws `usage` for one that there is not. */
export function cardImage({ text }: CardItem): DataImage {
  const [, code, type = 'png', bytes] = FORM.exec(text) ?? []
  if (code === undefined) throw new PixpactError('usage', `"${text}" is no test card.`, 'Write it as CODE, CODE:TYPE or CODE:TYPE:BYTES, such as K7Q2:jpeg:20000.')
  const mediaType = SIZED_TYPES.find((known) => [known, known.slice('image/'.length)].includes(type.toLowerCase()) || (type === 'jpg' && known === 'image/jpeg'))
  if (mediaType === undefined) throw new PixpactError('usage', `No test card can be of type "${type}".`, 'The types are png, jpeg, gif, webp and bmp.')
  return { type: 'image', data: testCard({ code, mediaType, ...(bytes !== undefined && { bytes: Number(bytes) }) }) }
}
