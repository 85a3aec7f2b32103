import { PATHS, type Dialect } from './miniature/dialect.ts'
import { isObject, type Value } from './miniature/value.ts'

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Value
  /** True where the answer broke off. */
  readonly isCut: boolean
}

/** Posts a request with a key in the way of its format, and reads the answer as far as it comes. */
export async function ask(
  url: string,
  dialect: Dialect,
  body: unknown,
  path: string = PATHS[dialect],
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const key: Record<string, string> = dialect === 'openai-chat' ? { authorization: 'Bearer k' } : { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' }
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...key, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  let text = ''
  let isCut = false
  try {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
  } catch {
    isCut = true
  }
  return { status: response.status, headers: response.headers, text, json: jsonIn(text), isCut }
}

function jsonIn(text: string): Value {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
