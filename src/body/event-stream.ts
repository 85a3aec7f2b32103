/** True when a text begins as an event stream does, and not as a data URL or JSON does. */
export function looksLikeEventStream(head: string): boolean {
  return /^\ufeff?\s*(?:data: ?[{[]|event:|id:|retry:|:)/.test(head.slice(0, 100))
}

/** True when a long string in a file is worth keeping, since it holds an event stream, as text or as base64. */
export function keepsEventStream(head: string): boolean {
  if (looksLikeEventStream(head)) return true
  const decoded = Buffer.from(head.slice(0, 100), 'base64').toString('latin1')
  // A colon alone, which begins a comment, may be the first byte of anything.
  return !decoded.startsWith(':') && looksLikeEventStream(decoded)
}
