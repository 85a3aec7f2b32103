import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** For the tests of `useRecordings`, which run these files as a user would; they are no tests of the kit themselves. */
const config: ViteUserConfig = defineConfig({
  test: { root: fileURLToPath(new URL('.', import.meta.url)), include: ['*.spec.ts'] },
})

export default config
