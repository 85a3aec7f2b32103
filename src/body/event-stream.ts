/** True when a text begins as an event stream does, and not as a data URL or JSON does. */
export function looksLikeEventStream(head: string): boolean {
  return /^\ufeff?\s*(?:data: ?[{[]|event:|id:|retry:|:)/.test(head.slice(0, 100))
}
