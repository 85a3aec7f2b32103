// Installs what is missing, before `npm start` and `npm test`. Plain JavaScript without dependencies: it runs on whatever Node
// the machine has, and nothing is installed yet.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

const root = new URL('..', import.meta.url)
const changed = (path) => statSync(new URL(path, root), { throwIfNoEntry: false })?.mtimeMs ?? 0

if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  console.error('Installing dependencies (once) …')
  // The tests and the kit run on the Node that is installed here, so the machine's own may be older than they ask for.
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error(npm.stdout, npm.stderr, npm.error ?? '')
    console.error('npm ci failed; its output is above. Check that npm can reach its registry, then run the same command again.')
    process.exit(1)
  }
}
