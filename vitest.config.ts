import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // Much of the time goes into waiting for processes and servers, so each processor may have a worker.
    maxWorkers: availableParallelism(),
    // Hundreds of tests start the command line: what Node compiles of it is kept between them.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/pixpact-compiled', import.meta.url)) },
  },
})
