/** Preloaded into a process that is measured: writes its peak memory to descriptor 3 when it ends. */
import { writeSync } from 'node:fs'
import { peakMegabytes } from '../body/usage.ts'

process.on('exit', () => {
  writeSync(3, String(peakMegabytes()))
})
