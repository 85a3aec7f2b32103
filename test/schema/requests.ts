/** The smallest chat completions body around one value. */
export function chatBody(fields: Readonly<Record<string, unknown>>): unknown {
  return { model: 'any-model', messages: [], ...fields }
}

/** A chat completions body with one message of a role. */
export function chatMessage(role: string, content: unknown, fields: Readonly<Record<string, unknown>> = {}): unknown {
  return chatBody({ messages: [{ role, content, ...fields }] })
}

/** A Messages body with one user message. */
export function userBlocks(...content: readonly unknown[]): unknown {
  return { max_tokens: 1, messages: [{ role: 'user', content }] }
}
