import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** What each folder of src/ may import besides its own files. `report` and the vocabulary know nothing of how a verdict is made. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  image: ['core'],
  schema: ['core'],
  report: ['core'],
  sse: ['core'],
  body: ['core', 'image'],
  'kit-files': ['core', 'body', 'schema'],
  profiles: ['core', 'schema', 'kit-files'],
  network: ['core', 'image'],
  formats: ['core', 'image', 'body'],
  rules: ['core', 'image', 'body', 'schema', 'formats', 'profiles'],
  mutations: ['core', 'image', 'formats', 'profiles'],
  arbitraries: ['core', 'image', 'profiles', 'mutations'],
  validate: ['core', 'image', 'body', 'network', 'schema', 'sse', 'formats', 'profiles', 'rules'],
  inputs: ['core', 'body', 'formats'],
  recordings: ['core', 'image', 'body', 'schema', 'sse', 'formats', 'profiles', 'rules', 'validate', 'inputs', 'kit-files'],
  gateway: ['core', 'image', 'body', 'network', 'formats', 'profiles', 'rules', 'validate', 'recordings'],
  encode: ['core', 'image', 'body', 'schema', 'formats', 'profiles', 'validate'],
  config: ['core', 'kit-files', 'schema', 'profiles', 'validate'],
  testing: ['core', 'body', 'formats', 'validate', 'recordings', 'gateway', 'report'],
  check: ['core', 'image', 'body', 'schema', 'sse', 'formats', 'profiles', 'mutations', 'validate', 'recordings', 'gateway', 'config', 'kit-files'],
  cli: ['core', 'image', 'body', 'profiles', 'rules', 'validate', 'inputs', 'encode', 'gateway', 'recordings', 'check', 'report', 'config'],
  'index.ts': ['core', 'image', 'profiles', 'schema', 'validate', 'encode', 'config'],
}

/** The folder that alone may import a package. */
const OWNERS: Readonly<Record<string, string>> = {
  'image-size': 'image',
  'ipaddr.js': 'image',
  leven: 'core',
  undici: 'network',
  commander: 'cli',
  'eventsource-parser': 'sse',
  'fast-check': 'arbitraries',
  'fast-xml-builder': 'check',
  msw: 'testing',
  'msw/node': 'testing',
  vitest: 'testing',
}

interface Import {
  readonly file: string
  readonly line: number
  readonly specifier: string
}

const imports: readonly Import[] = globSync('src/**/*.{ts,js}').flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const specifier = /^(?:import|export)\b.*?\bfrom '([^']+)'|^} from '([^']+)'|\bimport\('([^']+)'\)/.exec(text)
      return specifier === null ? [] : [{ file, line: index + 1, specifier: specifier.slice(1).find(Boolean)! }]
    }),
)

function folderOf(file: string): string {
  return file.split('/')[1]!
}

function offences(isWrong: (from: string, target: string, entry: Import) => boolean): string[] {
  return imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .filter((entry) => isWrong(folderOf(entry.file), normalize(join(dirname(entry.file), entry.specifier)), entry))
    .map(({ file, line, specifier }) => `${file}:${line} imports ${specifier}`)
}

describe('the layers', () => {
  test('see imports at all', () => {
    expect(imports.length).toBeGreaterThan(50)
  })

  test('name every folder of src', () => {
    const folders = new Set(globSync('src/**/*.ts').map(folderOf))
    expect([...folders].sort()).toEqual(Object.keys(MAY_IMPORT).sort())
  })

  test('are imported downwards only', () => {
    expect(offences((from, target) => folderOf(target) !== from && !MAY_IMPORT[from]!.includes(folderOf(target)))).toEqual([])
  })

  test('have no folder that imports its own index', () => {
    expect(offences((from, target) => target === `src/${from}/index.ts`)).toEqual([])
  })

  test('leave each package to the folder that owns it', () => {
    const packages = imports.filter(({ specifier }) => !/^(?:\.|node:)/.test(specifier))
    expect(packages.filter(({ file, specifier }) => OWNERS[specifier] !== folderOf(file))).toEqual([])
  })

  test('have a vocabulary that imports nothing', () => {
    expect(imports.filter(({ file }) => file === 'src/core/vocabulary.ts')).toEqual([])
  })

  test('import in no circle', () => {
    const graph = new Map<string, string[]>()
    for (const { file, specifier } of imports) {
      if (specifier.startsWith('.')) graph.set(file, [...(graph.get(file) ?? []), normalize(join(dirname(file), specifier))])
    }
    const circles: string[] = []
    const done = new Set<string>()
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      if (done.has(file)) return
      done.add(file)
      for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    }
    for (const file of graph.keys()) visit(file, [])
    expect(circles).toEqual([])
  })
})
