import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith } from '../config/folder.ts'
import { pixpact } from './run.ts'

const request = readFileSync('fixtures/documented/good/openai-base64.json', 'utf8')
/** A stand-in for the installed package. */
const installed = {
  'node_modules/pixpact/package.json': '{ "type": "module", "exports": "./index.js" }',
  'node_modules/pixpact/index.js': 'export const defineConfig = (config) => config',
  'node_modules/pixpact/schemas/kit/config.schema.json': '{}',
}

describe('pixpact init', () => {
  test('writes JSON, and says what it wrote and what comes next', () => {
    const cwd = folderWith({})
    const { code, stdout } = pixpact(['init'], { cwd })
    expect(JSON.parse(readFileSync(join(cwd, 'pixpact.config.json'), 'utf8'))).toEqual({ profile: 'shubiaobiao', files: ['captures/**/*.json'] })
    expect(stdout).toContain('Wrote pixpact.config.json: judges captures/**/*.json by the rules of the documented gateway (Xiaomi MiMo).\n')
    expect(stdout).toContain('npx pixpact validate')
    expect(code).toBe(0)
  })

  test('names the schema where the package is installed', () => {
    const cwd = folderWith(installed)
    pixpact(['init'], { cwd })
    expect(readFileSync(join(cwd, 'pixpact.config.json'), 'utf8')).toMatch(/^{\n  "\$schema": "\.\/node_modules\/pixpact\/schemas\/kit\/config\.schema\.json",\n/)
  })

  test('writes TypeScript where there is a tsconfig.json, and tells to install what it imports', () => {
    const cwd = folderWith({ 'tsconfig.json': '{}' })
    expect(pixpact(['init'], { cwd }).stdout).toMatch(/^Wrote pixpact\.config\.ts: [^]*npm install --save-dev pixpact/)
    expect(readFileSync(join(cwd, 'pixpact.config.ts'), 'utf8')).toBe(
      "import { defineConfig } from 'pixpact'\n\nexport default defineConfig({\n  profile: 'shubiaobiao',\n  files: ['captures/**/*.json'],\n})\n",
    )
  })

  test.each(['ts', 'js', 'json'])('writes %s when asked to, which pixpact validate then judges by', (kind) => {
    const own = "it's \"mine\".json"
    const files = { ...installed, 'tsconfig.json': '{}', 'captures/a/b.json': request, [own]: '{ "extends": "openai", "id": "own" }' }
    const cwd = folderWith(files)
    const { stdout, code } = pixpact(['init', kind, '--profile', own], { cwd })
    expect(stdout).not.toContain('npm install')
    expect(code).toBe(0)
    const judged = pixpact(['validate'], { cwd })
    expect(judged.stdout).toMatch(new RegExp(`^profile own .* · config pixpact\\.config\\.${kind}\\n\\n✓ captures/a/b\\.json `))
    expect(judged).toMatchObject({ code: 0, stderr: '' })
  })

  test.each(['ts', 'js', 'json'])('writes nothing over or beside a pixpact.config.%s', (kind) => {
    const cwd = folderWith({ [`pixpact.config.${kind}`]: 'mine' })
    const { code, stdout, stderr } = pixpact(['init', 'json'], { cwd })
    expect(stderr).toContain(`There is pixpact.config.${kind} already.`)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(readFileSync(join(cwd, `pixpact.config.${kind}`), 'utf8')).toBe('mine')
    if (kind !== 'json') expect(existsSync(join(cwd, 'pixpact.config.json'))).toBe(false)
  })

  test.each([
    ['an unknown kind', ['yaml'], 'Allowed choices are ts, js, json'],
    ['an unknown profile', ['--profile', 'opnai'], 'There is no profile "opnai".\n  Did you mean openai?'],
    ['a profile file that is not there', ['--profile', './own.json'], 'The profile ./own.json cannot be read'],
  ])('writes nothing for %s', (_, args, sentence) => {
    const cwd = folderWith({})
    const { code, stderr } = pixpact(['init', ...args], { cwd })
    expect(stderr).toContain(sentence)
    expect(code).toBe(2)
    expect(existsSync(join(cwd, 'pixpact.config.json'))).toBe(false)
  })
})
