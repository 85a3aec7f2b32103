/** `npm run build`: makes dist/, the library as modules with types, and the command line as few files that start fast. */
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
rmSync('dist', { recursive: true, force: true })

const tsc = spawnSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit', shell: process.platform === 'win32' })
if (tsc.status !== 0) process.exit(1)
// The compiler passes over files that are JavaScript already.
const generated = 'schema/generated'
for (const file of globSync('*.{js,d.ts}', { cwd: `src/${generated}` })) cpSync(`src/${generated}/${file}`, `dist/${generated}/${file}`)

await build({
  entryPoints: ['src/cli/main.ts'],
  outdir: 'dist/cli',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // What a command loads only when it needs it stays in files of its own.
  splitting: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // Loaded from its own folder, and only where something is fetched.
  external: ['undici'],
  // Dependencies in CommonJS ask for `require`.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
})
