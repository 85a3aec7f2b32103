import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import type { ValidateOptions } from '../../src/index.ts'
import { folderWith } from './folder.ts'

async function optionsFor(config: object, file: string | undefined, told: ValidateOptions = {}): Promise<ValidateOptions> {
  const folder = folderWith({ 'pixpact.config.json': JSON.stringify(config) })
  const { optionsUnder } = await loadConfig(join(folder, 'pixpact.config.json'))
  return optionsUnder(told, file === undefined ? undefined : join(folder, file))
}

function refusal(text: string): Promise<unknown> {
  return loadConfig(join(folderWith({ 'pixpact.config.json': text }), 'pixpact.config.json')).catch((error: unknown) => error)
}

describe('the options for a file', () => {
  test.each([
    ['captures/*.json', 'captures/a.json', true],
    ['./captures/*.json', 'captures/a.json', true],
    ['captures/**', 'captures/b/a.json', true],
    ['captures/*.json', 'captures/b/a.json', false],
    ['{a,b}.json', 'b.json', true],
    ['*.json', 'captures/a.json', false],
    ['**/*.json', '../a.json', false],
    ['../*.json', '../a.json', true],
    ['a[1].json', 'a[1].json', true],
  ])('are those of an override for %s: %s (%s)', async (pattern, file, applies) => {
    const { path } = await optionsFor({ overrides: [{ files: ['x', pattern], path: '/a' }] }, file)
    expect(path === '/a').toBe(applies)
  })

  test('are, of several overrides that match, those of the later one, with the rules of all', async () => {
    const config = {
      rules: { 'base64/padding': 'info', model: 'off' },
      overrides: [
        { files: ['**'], profile: 'openai', path: '/a', rules: { base64: 'off' } },
        { files: ['a.json'], profile: 'anthropic', rules: { 'base64/alphabet': 'error' } },
      ],
    }
    expect(await optionsFor(config, 'a.json')).toEqual({
      profile: expect.objectContaining({ id: 'anthropic' }) as object,
      path: '/a',
      rules: { model: 'off', base64: 'off', 'base64/alphabet': 'error' },
    })
  })

  test('give way to what is told', async () => {
    const config = { format: 'openai-chat', rules: { base64: 'off' }, overrides: [{ files: ['**'], path: '/a' }] }
    const told = { path: '/b', format: 'anthropic-messages', rules: { base64: 'error' } } as const
    expect(await optionsFor(config, 'a.json', told)).toEqual(told)
  })

  test('are without overrides where there is no file', async () => {
    expect(await optionsFor({ format: 'openai-chat', overrides: [{ files: ['**'], path: '/a' }] }, undefined)).toEqual({ format: 'openai-chat' })
  })
})

describe('loadConfig', () => {
  test('looks for recordings from the folder of the configuration', async () => {
    const folder = folderWith({ 'pixpact.config.json': JSON.stringify({ upstream: 'https://api.example.com', recordings: './captures/set' }) })
    const { upstream, recordings } = await loadConfig(join(folder, 'pixpact.config.json'))
    expect(upstream).toBe('https://api.example.com')
    expect(resolve(recordings!)).toBe(join(folder, 'captures/set'))
  })

  test('tells where a configuration is no JSON', async () => {
    expect(await refusal('{\n  "profile": "openai",\n}')).toMatchObject({
      code: 'bad-config',
      message: expect.stringMatching(/pixpact\.config\.json:2:22: the configuration is not JSON \(trailing comma\)\.$/) as string,
    })
  })

  test('tells keys that stand twice', async () => {
    expect(await refusal('{ "rules": {}, "rules": {} }')).toMatchObject({
      code: 'bad-config',
      message: expect.stringMatching(/pixpact\.config\.json: \/rules stands there twice\.$/) as string,
    })
  })

  test.each(['none.json', 'none.ts'])('tells that %s is not there', async (name) => {
    await expect(loadConfig(name)).rejects.toMatchObject({ code: 'bad-config', message: expect.stringContaining(name) as string })
  })

  test('tells a name that is none of a configuration', async () => {
    await expect(loadConfig('a.yaml')).rejects.toMatchObject({
      code: 'bad-config',
      message: 'a.yaml is no configuration: its name ends with none of .ts, .js and .json.',
    })
  })
})
