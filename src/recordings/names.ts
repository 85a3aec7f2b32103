import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'

/** How the file of a recording ends. */
export const ENDING = '.har'

const LONGEST = 120
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/
/** Windows takes these for devices, whatever they end with. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** Throws `bad-recording` for what cannot be the name of a file in any folder on any system, such as one that leaves the folder. */
export function checkName(name: string): void {
  const isSound = NAME.test(name) && name.length <= LONGEST && !DEVICE.test(name) && !name.endsWith('.')
  if (isSound) return
  const shown = printable(name.slice(0, 100))
  const hint = `Use up to ${LONGEST} letters, digits, "-", "_" and ".", with none of the dots at an end, and no name of a device such as "con".`
  throw new PixpactError('bad-recording', `"${shown}" cannot be the name of a recording.`, hint)
}

const collator = new Intl.Collator('en', { numeric: true })

/** Sorts names so that `a-2` comes before `a-10`. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
