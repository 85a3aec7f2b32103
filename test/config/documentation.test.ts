import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import { pixpact } from '../cli/run.ts'
import { folderWith } from './folder.ts'

const page = readFileSync('docs/configuration.md', 'utf8')

/** What docs/cli.md says of a command; one that shares the flags of `validate` names them too. */
function sectionOf(command: string): string {
  const manual = readFileSync('docs/cli.md', 'utf8')
  return new RegExp(`^## \`pixpact ${command}.*?(?=^## )`, 'ms').exec(manual)![0]
}

function example(language: string): string {
  return new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page)![1]!
}

test('the JSON that the documentation shows is a configuration', () => {
  const { options, overrides, files, failOn } = resolveConfig(JSON.parse(example('json')), '.', 'docs/configuration.md')
  expect({ options, files, failOn }).toMatchObject({ options: { profile: { id: 'openai' } }, files: ['captures/**/*.json'], failOn: 'warning' })
  expect(overrides).toHaveLength(2)
})

test('the TypeScript that the documentation shows is a configuration', () => {
  const cwd = folderWith({
    'pixpact.config.ts': example('ts'),
    'node_modules/pixpact/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/pixpact/index.js': `export * from '${pathToFileURL('src/index.ts').href}'`,
    'captures/a.json': readFileSync('fixtures/documented/good/openai-base64.json', 'utf8'),
  })
  const { code, stdout, stderr } = pixpact(['validate'], { cwd })
  expect(stdout).toMatch(/^profile my-gateway .* · config pixpact\.config\.ts\n/)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

test('the documentation tells all keys', () => {
  const { properties } = JSON.parse(readFileSync('schemas/kit/config.schema.json', 'utf8')) as { properties: object }
  const told = [...page.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])
  expect(['$schema', ...told]).toEqual(Object.keys(properties))
})

test.each(['validate', 'serve'])('docs/cli.md tells all flags of %s and all variables', (command) => {
  const { stdout } = pixpact([command, '--help'])
  const named = stdout.match(/--[a-z][a-z-]+(?= )|PIXPACT_\w+/g)!.filter((name) => name !== '--help')
  const [manual, section] = [readFileSync('docs/cli.md', 'utf8'), sectionOf(command)]
  expect(named.length).toBeGreaterThan(10)
  expect([...new Set(named)].filter((name) => !(name.startsWith('--') ? section : manual).includes(name))).toEqual([])
})
