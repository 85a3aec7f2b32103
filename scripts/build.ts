/** `npm run build`: makes dist/, the library as modules with types and the command line as one file that starts fast. */
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
rmSync('dist', { recursive: true, force: true })

const tsc = spawnSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit', shell: process.platform === 'win32' })
if (tsc.status !== 0) process.exit(1)
// The compiler passes over files that are JavaScript already.
for (const file of ['validators.js', 'validators.d.ts', 'profile-validator.js', 'profile-validator.d.ts', 'response-validators.js', 'response-validators.d.ts']) {
  cpSync(`src/schema/generated/${file}`, `dist/schema/generated/${file}`)
}

await build({
  entryPoints: ['src/cli/main.ts'],
  outfile: 'dist/cli.mjs',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // Dependencies in CommonJS ask for `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
})
