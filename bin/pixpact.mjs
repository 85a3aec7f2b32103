#!/usr/bin/env node
// Plain JavaScript that any Node reads: what follows needs a newer one than some machines have.
import { existsSync } from 'node:fs'

const NEEDED = [22, 19]
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(`pixpact needs Node ${NEEDED.join('.')} or newer, and this is Node ${process.versions.node}: install a newer Node, or use "npx pixpact" in a clone.`)
  process.exitCode = 2
} else {
  // A checkout runs from its sources, an installed package from what was built of them.
  const source = new URL('../src/cli/main.ts', import.meta.url)
  const { main } = await import(existsSync(source) ? source.href : new URL('../dist/cli/main.mjs', import.meta.url).href)
  await main(process.argv)
}
