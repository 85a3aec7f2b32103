/** What keeps a request from being served, with the status that tells the client so. */
export class Rejection extends Error {
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

export function must(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Rejection(message)
}
