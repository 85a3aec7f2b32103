import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { VERSION } from '../../src/core/version.ts'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string; engines: { node: string } }

test('the version in reports is that of the package', () => {
  expect(VERSION).toBe(manifest.version)
})

test('the launcher asks for the Node that the package asks for', () => {
  const [, major, minor] = /const NEEDED = \[(\d+), (\d+)\]/.exec(readFileSync('bin/pixpact.mjs', 'utf8'))!
  expect(manifest.engines.node).toBe(`>=${major}.${minor}`)
})
