/** Messages that no body can bring about, so that no vector and no example shows them, each with the reason. */
export const UNREACHABLE: Readonly<Record<string, string>> = {
  'schema/other': 'a safety net: each keyword of the request schemas that can fail has a message of its own',
  'response-schema/other': 'the same for the schemas of answers',
}
