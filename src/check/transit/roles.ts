import type { CheckFinding } from '../causes.ts'
import type { ConversionRules } from './conversions.ts'
import type { SeenPicture, View } from './view.ts'

/** Pictures that arrived under another role, where all did arrive in their order. */
export function rolesInTransit(sent: View, arrived: View, rules: ConversionRules): CheckFinding[] {
  const moved = new Set(movedPictures(sent, arrived, rules))
  return sent.pictures.flatMap((picture, index): CheckFinding[] => {
    const other = arrived.pictures[index]
    if (other === undefined || other.speaker === picture.speaker || moved.has(other)) return []
    return [{ cause: 'role', message: `The picture at ${picture.pointer} was shown by ${picture.speaker}, and arrived at ${other.pointer} as shown by ${other.speaker}.` }]
  })
}

/** Pictures of tool results that arrived in a message of the user, where they may. */
export function movedPictures(sent: View, arrived: View, { toolPictures }: ConversionRules): SeenPicture[] {
  if (toolPictures.rule !== 'free') return []
  return arrived.pictures.filter(({ speaker }, index) => speaker === 'user' && sent.pictures[index]?.speaker === 'tool')
}

/** The pointer of the message that something stands in. */
export function messageOf({ pointer }: { readonly pointer: string }): string {
  return /^\/messages\/\d+/.exec(pointer)?.[0] ?? pointer
}
