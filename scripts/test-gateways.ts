/**
 * `npm run test:gateways`: the tests that need real releases of a gateway, which it installs first. Where no registry can be reached
 * it says so and tests nothing. Arguments go to vitest.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { installRelease, NotInstalled, RELEASES } from '../test/gateways/portkey.ts'

for (const release of RELEASES) {
  console.log(`Installing @portkey-ai/gateway ${release}, if it is not there yet …`)
  await installRelease(release).catch((error: unknown) => {
    if (!(error instanceof NotInstalled)) throw error
    if (!error.isOffline) {
      console.error(error.message)
      process.exit(1)
    }
    console.log(`${error.message.split('\n', 1)[0]}\nNo registry can be reached, so there is no gateway to test.\n0 passed, 0 failed, all skipped`)
    process.exit()
  })
}
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/gateways/portkey', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PIXPACT_GATEWAYS: '1' },
})
process.exitCode = status ?? 1
