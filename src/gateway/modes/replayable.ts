import { validateHeaderName, validateHeaderValue } from 'node:http'
import { PixpactError } from '../../core/errors.ts'
import { printable } from '../../core/printable.ts'
import type { Recording } from '../../recordings/recording.ts'

/** Throws `bad-recording` for a recording that holds what no server can send: it was not made by a recorder. */
export function checkReplayable({ name, response: { status, headers } }: Recording): void {
  if (status < 200) throw unsendable(name, `the status ${status}, which is no answer`)
  for (const [header, value] of Object.entries(headers)) {
    try {
      validateHeaderName(header)
      validateHeaderValue(header, value)
    } catch {
      throw unsendable(name, `a response header "${printable(header.slice(0, 80))}" that cannot be sent`)
    }
  }
}

function unsendable(name: string, what: string): PixpactError {
  return new PixpactError('bad-recording', `The recording ${name} has ${what}.`, 'Record it again, or leave it out of the folder.')
}
