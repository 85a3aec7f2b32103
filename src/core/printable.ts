/**
 * `text` with a stand-in for each character that cannot be seen. Payloads, keys and file names are whatever somebody made
 * them: nothing of theirs may tell a terminal what to do, or make a line read otherwise than it is.
 */
export function printable(text: string, standIn = '\ufffd'): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, standIn)
}

/** The same for a text of several lines, which it keeps. */
export function printableLines(text: string): string {
  return text.split('\n').map((line) => printable(line)).join('\n')
}
