import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import markdownit from 'markdown-it'
import { describe, expect, test } from 'vitest'

const tokens = markdownit().parse(readFileSync('docs/fuzz-your-client.md', 'utf8'), {})
const blocks = tokens.filter(({ type }) => type === 'fence').map(({ info, content }) => ({ info, content }))

/** In a checkout the package has no name yet. */
const SOURCES: Readonly<Record<string, string>> = { pixpact: 'src/index.ts', 'pixpact/arbitraries': 'src/arbitraries/index.ts' }

function file(name: string): string {
  const { content } = blocks.find(({ info }) => info === `ts ${name}`)!
  return content.replaceAll(/from '(pixpact[^']*)'/g, (_, specifier: string) => `from '${pathToFileURL(resolve(SOURCES[specifier]!)).href}'`)
}

/** What `node fuzz.ts` prints for this client: its output, or the message of the error that it ends with. */
function fuzz(client: string, env: NodeJS.ProcessEnv = {}): { code: number | null; printed: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'pixpact-'))
  symlinkSync(resolve('node_modules'), join(cwd, 'node_modules'))
  writeFileSync(join(cwd, 'fuzz.ts'), file('fuzz.ts'))
  writeFileSync(join(cwd, 'client.ts'), client)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['fuzz.ts'], { cwd, encoding: 'utf8', env: { ...process.env, ...env } })
  return { code: status, printed: stdout + (/^Error: ([^]*?\n\nRepeat it with:.*\n)/m.exec(stderr)?.[1] ?? stderr) }
}

/** The bugs of the page: each replaces one line, and is followed by what is printed. */
const bugs = blocks.flatMap(({ info, content }, index) => {
  if (info !== 'diff') return []
  const [removed, added] = ['-', '+'].map((sign) => content.split('\n').find((line) => line.startsWith(sign))!.slice(1).trim())
  return [[removed!, added!, blocks[index + 1]!.content.replace(/^\$ .*\n/, '')] as const]
})

describe('docs/fuzz-your-client.md', () => {
  test('shows a client in which nothing is found', () => {
    expect(fuzz(file('client.ts'))).toEqual({ code: 0, printed: 'Every image arrived.\n' })
  })

  test('plants four bugs', () => {
    expect(bugs).toHaveLength(4)
  })

  test.each(bugs)('finds what is wrong when "%s" becomes "%s", and prints what the page shows', (removed, added, printed) => {
    const client = file('client.ts')
    expect(client).toContain(removed)
    expect(fuzz(client.replace(removed, added))).toEqual({ code: 1, printed })
  })

  test('shows a command that repeats the smallest case at once', () => {
    const [removed, added, printed] = bugs.at(-1)!
    const [, seed, path] = /PIXPACT_SEED=(\S+) PIXPACT_PATH=(\S+)/.exec(printed)!
    const again = fuzz(file('client.ts').replace(removed, added), { PIXPACT_SEED: seed, PIXPACT_PATH: path })
    expect(again.printed.split('\n')[0]).toBe(printed.split('\n')[0]!.replace(/Case \d+ fails; shrunk \d+ times/, 'Case 1 fails; shrunk 0 times'))
  })
})
