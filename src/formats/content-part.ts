/** Where a content part stands: its pointer, and who says it. */
export interface ContentPart {
  readonly pointer: string
  /** The role of its message; `system` for a top-level system prompt. */
  readonly role: string
  /** `tool_result` when it stands inside of one, `document` likewise. */
  readonly container: 'message' | 'system' | 'tool_result' | 'document'
  readonly value: Readonly<Record<string, unknown>>
  readonly type: string
}
