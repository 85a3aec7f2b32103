import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findConfig } from '../../src/config/find-config.ts'
import { folderWith } from './folder.ts'

describe('findConfig', () => {
  test.each(['pixpact.config.ts', 'pixpact.config.js', 'pixpact.config.json'])('finds %s', (name) => {
    const folder = folderWith({ [name]: '' })
    expect(findConfig(folder)).toBe(join(folder, name))
  })

  test('takes the nearest one, going upward', () => {
    const folder = folderWith({ 'pixpact.config.json': '', 'a/pixpact.config.ts': '', 'a/b/c/x': '', 'd/x': '' })
    expect(findConfig(join(folder, 'a/b/c'))).toBe(join(folder, 'a/pixpact.config.ts'))
    expect(findConfig(join(folder, 'd'))).toBe(join(folder, 'pixpact.config.json'))
  })

  test('looks into no folder below', () => {
    expect(findConfig(folderWith({ 'a/pixpact.config.json': '' }))).toBeUndefined()
  })

  test('refuses a folder with several, and names them', () => {
    const folder = folderWith({ 'pixpact.config.json': '', 'pixpact.config.ts': '', 'a/x': '' })
    expect(() => findConfig(join(folder, 'a'))).toThrow(
      expect.objectContaining({ code: 'bad-config', message: `${folder} has pixpact.config.ts and pixpact.config.json.` }),
    )
  })
})
