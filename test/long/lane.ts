/** True in `npm run test:long`. */
export const isLong: boolean = process.env['PIXPACT_LONG'] === '1'

/** For the title of tests that are too big for `npm test`, so that nobody takes them for passed. */
export const laneNote: string = isLong ? '' : ' (SKIPPED: only with PIXPACT_LONG=1)'

/** Runs `work` so many times, by so many workers at once. */
export async function repeat(times: number, workers: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < times) await work(next++)
  }
  await Promise.all(Array.from({ length: workers }, worker))
}
