import type { CheckFinding } from '../causes.ts'
import type { ConversionRules } from './conversions.ts'
import type { View } from './view.ts'

/** Pictures that arrived under another role, where all did arrive in their order. */
export function rolesInTransit(sent: View, arrived: View, { toolPictures }: ConversionRules): CheckFinding[] {
  return sent.pictures.flatMap((picture, index): CheckFinding[] => {
    const other = arrived.pictures[index]
    if (other === undefined || other.speaker === picture.speaker) return []
    if (toolPictures.rule === 'free' && picture.speaker === 'tool' && other.speaker === 'user') return []
    return [{ cause: 'role', message: `The picture at ${picture.pointer} was shown by ${picture.speaker}, and arrived at ${other.pointer} as shown by ${other.speaker}.` }]
  })
}
