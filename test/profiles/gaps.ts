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

/** To be emptied: a test fails for each one that is gone. */
export const GAPS: readonly Gap[] = [
  {
    because: 'a warning about the name of max_tokens settles its value',
    hides: placeOf('token-limit/other-name'),
    profile: 'openai',
    format: 'openai-chat',
    body: { model: 'gpt-4o', max_tokens: 'many', messages: [{ role: 'user', content: 'Hi.' }] },
    isInFixtures: true,
  },
  {
    because: 'a warning about the role of an image settles all that is in the part',
    hides: placeOf('image-role/tool', 'image-role/not-allowed'),
    profile: 'openai-compatible',
    format: 'openai-chat',
    body: { model: 'm', messages: [{ role: 'system', content: [{ type: 'image_url' }, text] }] },
  },
  {
    because: 'a warning about the place of cache_control settles its value',
    hides: placeOf('cache-control/placement'),
    profile: 'shubiaobiao',
    format: 'anthropic-messages',
    body: {
      model: 'mimo-v2.5',
      messages: [
        { role: 'user', content: [text] },
        { role: 'assistant', content: [{ type: 'thinking', thinking: 'x' }, { type: 'tool_use', id: 'a', name: 'f', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: [{ ...text, cache_control: 5 }] }] },
      ],
    },
  },
  {
    because: 'an object that has a field with the name of its type is taken for a part of an undocumented kind, and settled',
    hides: ({ ruleId, pointer, params }) =>
      ruleId === 'unknown-field' && params['what'] === 'type of part' ? pointer.slice(0, pointer.lastIndexOf('/')) : undefined,
    profile: 'shubiaobiao',
    format: 'openai-chat',
    body: { model: 'mimo-v2.5', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: text }, text] }] },
  },
]
