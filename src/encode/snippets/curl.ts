import type { Call } from './call.ts'

const KEY_HEADERS: Readonly<Record<Call['keyHeader'], (variable: string) => readonly string[]>> = {
  'api-key': (variable) => [`"api-key: $${variable}"`],
  authorization: (variable) => [`"authorization: Bearer $${variable}"`],
  'x-api-key': (variable) => [`"x-api-key: $${variable}"`, "'anthropic-version: 2023-06-01'"],
}

/** The call as a command for a POSIX shell. */
export function curl({ url, keyHeader, keyVariable, body, bodyFile }: Call): string {
  const headers = ["'content-type: application/json'", ...KEY_HEADERS[keyHeader](keyVariable)]
  const data = bodyFile === undefined ? `--data-raw ${quoted(JSON.stringify(body, null, 2))}` : `--data-binary ${quoted(`@${bodyFile}`)}`
  const lines = [
    `curl ${body['stream'] === true ? '--no-buffer ' : ''}${quoted(url)}`,
    ...headers.map((header) => `--header ${header}`),
    data,
  ]
  return `${lines.join(' \\\n  ')}\n`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
