/** What is said at the end of a run in which requests were not answered, judged or stored as they should be. */
export function failedRequests(count: number): string {
  return `pixpact: ${count} ${count === 1 ? 'request was' : 'requests were'} not answered, judged or stored as it should be.\n  The lines above say which, and why.`
}
