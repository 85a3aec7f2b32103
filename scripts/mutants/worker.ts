import { parentPort } from 'node:worker_threads'
import { examiner } from './examine.ts'
import type { Mutant } from './mutant.ts'

// Says that it is ready, then answers each mutant with what noticed it.
const examine = examiner()
parentPort!.on('message', (mutant: Mutant) => parentPort!.postMessage({ killer: examine(mutant) }))
parentPort!.postMessage('ready')
