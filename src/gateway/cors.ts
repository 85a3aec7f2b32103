import type { IncomingMessage } from 'node:http'
import type { Answer } from './answer.ts'

/** Browsers may read every answer, as was measured of Xiaomi's endpoints. */
export const CORS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-pixpact-fault, x-pixpact-origin, x-pixpact-recording',
}

/** What a browser is told that asks before it sends: that it may send what it wants to. */
export function preflightAnswer({ headers }: IncomingMessage): Answer {
  const asked = headers['access-control-request-headers']
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      ...(asked !== undefined && { 'access-control-allow-headers': asked }),
      'access-control-max-age': '600',
    },
    pieces: [],
  }
}
