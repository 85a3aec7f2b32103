import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VERSION } from '../../src/core/version.ts'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string; engines: { node: string }; exports: Record<string, { default: string } | string> }

test('the version in reports is that of the package', () => {
  expect(VERSION).toBe(manifest.version)
})

test('the launcher asks for the Node that the package asks for', () => {
  const [, major, minor] = /const NEEDED = \[(\d+), (\d+)\]/.exec(readFileSync('bin/pixpact.mjs', 'utf8'))!
  expect(manifest.engines.node).toBe(`>=${major}.${minor}`)
})

test('every entry of the package leads to a module that is built', () => {
  const modules = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [] : entry.default))
  expect(modules.length).toBeGreaterThan(5)
  expect(modules.filter((path) => !existsSync(path.replace('./dist/', 'src/').replace(/\.js$/, '.ts')))).toEqual([])
})
