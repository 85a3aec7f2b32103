import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadProfile } from '../../src/profiles/load-profile.ts'

const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(text: string): string {
  const file = join(folder, 'profile.json')
  writeFileSync(file, text)
  return file
}

describe('loadProfile', () => {
  test('reads a profile, also behind a byte order mark', () => {
    const text = '{ "extends": "openai", "id": "mine" }'
    expect([loadProfile(fileOf(text)).id, loadProfile(fileOf(`\ufeff${text}`)).id]).toEqual(['mine', 'mine'])
  })

  test('takes long texts as they are', () => {
    const title = 'x'.repeat(5000)
    expect(loadProfile(fileOf(JSON.stringify({ extends: 'openai', id: 'mine', title }))).title).toBe(title)
  })

  test('tells where a file is no JSON', () => {
    const file = fileOf('{\n  "extends": "openai",\n}')
    expect(() => loadProfile(file)).toThrow(
      expect.objectContaining({ code: 'bad-profile', message: `${file}:2:22: the profile is not JSON (trailing comma).` }),
    )
  })

  test('tells keys that stand twice', () => {
    const file = fileOf('{ "extends": "openai", "id": "a", "levels": {}, "levels": {} }')
    expect(() => loadProfile(file)).toThrow(expect.objectContaining({ code: 'bad-profile', message: `${file}: /levels stands there twice.` }))
  })

  test('names the file when it describes no profile', () => {
    const file = fileOf('{ "extends": "openai", "id": 5 }')
    expect(() => loadProfile(file)).toThrow(expect.objectContaining({ code: 'bad-profile', message: `${file}: /id is 5, and string is expected.` }))
  })

  test.each(['none.json', '.'])('tells why %s cannot be read', (name) => {
    const file = join(folder, name)
    expect(() => loadProfile(file)).toThrow(
      expect.objectContaining({ code: 'bad-profile', message: expect.stringContaining(`The profile ${file} cannot be read: E`) as string }),
    )
  })
})
