import type { Finding, FormatId } from '../../src/index.ts'

/** A fault that the rules do not tell, since something milder was said of the same place. */
export interface Gap {
  readonly because: string
  /** The place about which nothing more is said, if the finding is of that kind. */
  readonly hides: (finding: Finding) => string | undefined
  /** A body that is valid by the rules of this profile, and should not be. */
  readonly profile: string
  readonly format: FormatId
  readonly body: unknown
  /** True when bodies of the fixtures show it; all others are held to what they say. */
  readonly isInFixtures?: true
}

const text = { type: 'text', text: 'What is this?' }

function placeOf(...ids: readonly string[]): Gap['hides'] {
  return ({ ruleId, messageId, pointer }) => (ids.includes(`${ruleId}/${messageId}`) ? pointer : undefined)
}

/** A test fails for each one that is gone. */
export const GAPS: readonly Gap[] = [
  {
    because: 'where an image may not stand, only its being there is told, and a lenient profile only warns of that',
    hides: placeOf('image-role/tool', 'image-role/not-allowed'),
    profile: 'openai-compatible',
    format: 'openai-chat',
    body: { model: 'm', messages: [{ role: 'system', content: [{ type: 'image_url' }, text] }] },
  },
]
