import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bytesOfFile } from '../../src/inputs/file-bytes.ts'
import { pixpact, type Run } from '../cli/run.ts'

const GOOD = '{"model":"mimo-v2-omni","max_completion_tokens":9,"messages":[{"role":"user","content":"?"}]}'
const onUnix = process.platform !== 'win32'

function withField(field: string): string {
  return GOOD.replace('{', `{${field},`)
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'pixpact-'))
}

function judged(content: string | Uint8Array, args: readonly string[] = []): Run & { readonly ids: readonly string[] } {
  const cwd = folder()
  writeFileSync(join(cwd, 'body.json'), content)
  const run = pixpact(['validate', 'body.json', ...args], { cwd })
  return { ...run, ids: [...run.stdout.matchAll(/^ {2}(error|warning|info) {2}(\S+)/gm)].map(([, severity, id]) => `${severity} ${id}`) }
}

describe('pixpact validate', () => {
  test.each<[what: string, content: string | Uint8Array, code: number, ids: readonly string[]]>([
    ['no bytes', '', 1, ['error json/syntax']],
    ['a NUL byte in front', `\0${GOOD}`, 1, ['error json/syntax']],
    ['a NUL byte in a string', GOOD.replace('?', 'a\0b'), 1, ['error json/syntax']],
    ['NUL bytes alone', new Uint8Array(5000), 1, ['error json/syntax']],
    ['a byte order mark', `\ufeff${GOOD}`, 0, ['info json/byte-order-mark']],
    ['UTF-16, low byte first', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), 1, ['error json/syntax']],
    ['UTF-16 without a mark', Buffer.from(GOOD, 'utf16le'), 1, ['error json/syntax']],
    ['UTF-16, high byte first', Buffer.from(`\ufeff${GOOD}`, 'utf16le').swap16(), 1, ['error json/syntax']],
    ['a gzip file', gzipSync(GOOD), 1, ['error json/syntax']],
    ['half of a surrogate pair', GOOD.replace('?', '\\ud83d'), 0, ['info json/lone-surrogate']],
    ['a duplicate key', withField('"model":"mimo-v2-omni"'), 0, ['warning json/duplicate-key']],
    ['__proto__ as a key', withField('"__proto__":{"messages":[]}'), 0, ['warning unknown-field/unknown']],
    ['__proto__ with all that is needed', '{"__proto__":{"model":"m","messages":[]}}', 2, ['info not-a-request/unrecognised']],
    ['constructor as a key', withField('"constructor":{"prototype":{}}'), 0, ['warning unknown-field/unknown']],
    ['__proto__ and constructor as role, type and tool', '{"model":"mimo-v2-omni","max_completion_tokens":9,"messages":[{"role":"__proto__","content":"?"},{"role":"user","content":[{"type":"constructor"}]}],"tools":[{"type":"toString"}]}', 1, ['error schema/enum', 'error schema/enum', 'error schema/enum']],
    ['1e999', withField('"temperature":1e999'), 1, ['error schema/type']],
  ])('has a word for %s', (_, content, code, ids) => {
    const run = judged(content)
    expect(run.ids).toEqual(ids)
    expect(run.code).toBe(code)
  })

  test.each([
    ['a gzip file', gzipSync(GOOD), 'it is gzip data'],
    ['UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), 'it is UTF-16 text'],
    ['a PNG file', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'it is a PNG image'],
  ])('says what %s is', (_, content, words) => {
    expect(judged(content).stdout).toContain(words)
  })

  test('takes no folder for a file', () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'captures'))
    const { code, stderr } = pixpact(['validate', 'captures'], { cwd })
    expect(stderr).toContain('captures is a folder.')
    expect(code).toBe(2)
  })

  test.skipIf(!onUnix)('reads a pipe that is named to its end', async () => {
    const cwd = folder()
    const pipe = join(cwd, 'pipe')
    spawnSync('mkfifo', [pipe])
    const child = spawn(process.execPath, [resolve('bin/pixpact.mjs'), 'validate', pipe], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    // A writer of its own: opening a pipe waits for the other side.
    spawn('sh', ['-c', `printf '%s' '${GOOD}' > pipe`], { cwd })
    const code = await new Promise((done) => child.on('close', done))
    expect(code).toBe(0)
  })

  test.skipIf(!onUnix)('passes over pipes and sockets that a pattern matches', async () => {
    const cwd = folder()
    spawnSync('mkfifo', [join(cwd, 'pipe.json')])
    writeFileSync(join(cwd, 'body.json'), GOOD)
    const server = createServer().listen(join(cwd, 'socket.json'))
    const { code, stdout } = pixpact(['validate', '*.json'], { cwd })
    server.close()
    expect(stdout).toContain('✓ body.json')
    expect(stdout).not.toContain('pipe.json')
    expect(code).toBe(0)
  })
})

describe('a file', () => {
  /** Reads a file of three chunks; after the first one, it is changed. */
  function bytesRead(change: (path: string) => void): number {
    const path = join(folder(), 'file')
    writeFileSync(path, Buffer.alloc(3 << 20, 'a'))
    let bytes = 0
    for (const chunk of bytesOfFile(path)) {
      if (bytes === 0) change(path)
      bytes += chunk.length
    }
    return bytes
  }

  test('that shrinks while it is read ends where it now ends', () => {
    expect(bytesRead((path) => truncateSync(path, 3 << 19))).toBe(3 << 19)
  })

  test('that grows while it is read is read to its new end', () => {
    const grow = (path: string): void => {
      const file = openSync(path, 'a')
      writeSync(file, Buffer.alloc(1 << 20))
      closeSync(file)
    }
    expect(bytesRead(grow)).toBe(4 << 20)
  })
})
