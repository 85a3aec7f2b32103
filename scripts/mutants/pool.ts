import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Mutant } from './mutant.ts'

/** A mutant, and what noticed it: nothing where `killer` is absent. */
export interface Outcome {
  readonly mutant: Mutant
  readonly killer?: string
}

/** No mutant takes so long that ends at all: all vectors and properties together take a tenth of it. */
const LONGEST = 60_000

/** Examines all mutants in `workers` threads. The outcomes come in the order of the mutants. */
export async function examineAll(mutants: readonly Mutant[], workers: number, done: (outcome: Outcome) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let next = 0
  const work = async (): Promise<void> => {
    let worker = await startedWorker()
    try {
      while (next < mutants.length) {
        const at = next++
        const killer = await answerOf(worker, mutants[at]!)
        if (killer === 'endless') {
          await worker.terminate()
          worker = await startedWorker()
        }
        outcomes[at] = { mutant: mutants[at]!, ...(killer !== undefined && { killer }) }
        done(outcomes[at])
      }
    } finally {
      // Where one fails, the others have nothing left to do.
      next = mutants.length
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(workers, mutants.length) }, work))
  return outcomes
}

async function startedWorker(): Promise<Worker> {
  const worker = new Worker(new URL('worker.ts', import.meta.url))
  await nextMessage(worker)
  return worker
}

async function answerOf(worker: Worker, mutant: Mutant): Promise<string | undefined> {
  const given = new AbortController()
  const tooLong = setTimeout(LONGEST, { killer: 'endless' }, { signal: given.signal })
  const answer = nextMessage(worker)
  worker.postMessage(mutant)
  try {
    return ((await Promise.race([answer, tooLong])) as { killer?: string }).killer
  } finally {
    given.abort()
    await Promise.allSettled([tooLong])
  }
}

/** Rejects when the worker fails, or ends without a word. */
function nextMessage(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number): void => reject(new Error(`A worker ended with code ${code}.`))
    worker.once('exit', ended)
    worker.once('error', reject)
    worker.once('message', (message) => {
      worker.off('exit', ended)
      worker.off('error', reject)
      resolve(message)
    })
  })
}
