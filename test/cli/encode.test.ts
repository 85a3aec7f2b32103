import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTestCard, validateRequest } from '../../src/index.ts'
import { pixpact } from './run.ts'

const red = resolve('fixtures/images/red.png')

function encode(...args: readonly string[]): ReturnType<typeof pixpact> {
  return pixpact(['encode', ...args], { cwd: mkdtempSync(join(tmpdir(), 'pixpact-')) })
}

describe('pixpact encode', () => {
  test('prints a body that validate takes', () => {
    const { code, stdout, stderr } = encode('--image', red, '--image', 'https://example.com/a.png', '--text', 'What changed?', '--system', 'Be brief.')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ model: 'mimo-v2-omni', max_completion_tokens: 1024, messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }] })
    expect(pixpact(['validate', '-'], { input: stdout }).stdout).toContain('1 request valid: 0 errors, 0 warnings, 0 notes')
  })

  test('keeps images and texts in the order in which they are given', () => {
    const { stdout } = encode('--profile', 'anthropic', '--text', 'A:', '--image', red, '--text', 'B:', '--image', 'https://example.com/b.png')
    const { messages } = JSON.parse(stdout) as { messages: [{ content: { type: string }[] }] }
    expect(messages[0].content.map(({ type }) => type)).toEqual(['text', 'image', 'text', 'image'])
  })

  test('draws test cards, in their order among other images, of any type and size', () => {
    const cards = ['--card', 'K7Q2', '--image', red, '--card', '4679:jpg:20000', '--card', 'VWXY23:image/bmp']
    const { stdout } = encode(...cards, '--text', '?', '--format', 'anthropic-messages')
    const { messages } = JSON.parse(stdout) as { messages: [{ content: { source?: { media_type: string; data: string } }[] }] }
    const files = messages[0].content.flatMap(({ source }) => source ?? []).map(({ media_type: type, data }) => ({ type, bytes: Buffer.from(data, 'base64') }))
    expect(files.map(({ type, bytes }) => [type, readTestCard(bytes)])).toEqual([
      ['image/png', 'K7Q2'], ['image/png', undefined], ['image/jpeg', '4679'], ['image/bmp', 'VWXY23'],
    ])
    expect(files[2]!.bytes).toHaveLength(20_000)
  })

  test('takes model, limit, detail, stream and format', () => {
    const args = ['--profile', 'openai', '--image', red, '--text', '?', '--model', 'gpt-5', '--max-tokens', '7', '--detail', 'low', '--stream', '--format', 'openai-chat']
    expect(JSON.parse(encode(...args).stdout)).toMatchObject({
      model: 'gpt-5', max_completion_tokens: 7, stream: true, messages: [{ content: [{ image_url: { detail: 'low' } }, {}] }],
    })
  })

  test.each<[what: string, args: readonly string[], sentence: string]>([
    ['nothing to encode', [], 'There is nothing to encode.'],
    ['a file that is not there', ['--image', 'no.png', '--text', '?'], 'The image no.png cannot be read: ENOENT'],
    ['what the profile does not take', ['--profile', 'openai', '--image', 'fixtures/images/grey.bmp', '--text', '?'], 'The OpenAI API does not take this request as it is: image 1'],
    ['a profile without a model', ['--profile', 'openai-compatible', '--text', '?'], 'Profile openai-compatible names no model.'],
    ['a card of a code that cannot be read', ['--card', 'O0O0'], '"O0O0" is no code of a test card.\n  Take four to six of these: 234679ACEFHJKLMNPQRTVWXY.'],
    ['a card of a type that is not drawn', ['--card', 'K7Q2:heic'], 'No test card can be of type "heic".'],
    ['a card that is too small', ['--card', 'K7Q2:png:10'], 'A test card of type image/png has from 5436 to 1073741824 bytes, not 10.'],
    ['a card of a size that is no number', ['--card', 'K7Q2:png:1k'], '"K7Q2:png:1k" is no test card.\n  Write it as CODE, CODE:TYPE or CODE:TYPE:BYTES'],
    ['a limit that is no number', ['--max-tokens', '1.5', '--text', '?'], 'Give a whole number.'],
    ['a program for a gateway without an address', ['--profile', 'openai-compatible', '--model', 'm', '--text', '?', '--as', 'curl'], 'Profile openai-compatible names no address to send to.'],
    ['a program without a key', ['--profile', 'openai-compatible', '--model', 'm', '--text', '?', '--as', 'curl', '--base-url', 'https://llm.example.com/v1'], 'Profile openai-compatible does not say where the key is.'],
    ['a key variable that a shell would read otherwise', ['--text', '?', '--as', 'curl', '--api-key-env', 'A;ls'], '"A;ls" is no name of an environment variable.'],
    ['a base URL that is none', ['--text', '?', '--as', 'curl', '--base-url', 'llm'], '"llm" is no URL.'],
    ['an unknown language', ['--text', '?', '--as', 'cobol'], 'Allowed choices are curl, python, typescript'],
  ])('ends with 2 for %s', (_, args, sentence) => {
    const { code, stdout, stderr } = pixpact(['encode', ...args])
    expect(stderr).toContain(sentence)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** A gateway that writes down the one request it gets and answers with nothing of use. */
async function withGateway<T>(use: (origin: string) => Promise<T>): Promise<{ result: T; received: readonly Received[] }> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push({ method: request.method!, path: request.url!, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) })
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const result = await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await new Promise((done) => server.close(done))
  return { result, received }
}

async function run(command: string, args: readonly string[], cwd: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, args, { cwd, env: { ...process.env, MIMO_API_KEY: 'test-key', NO_PROXY: '*' } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
  const code = await new Promise<number | null>((done) => child.on('close', done))
  return { code, output }
}

/** What runs each kind of program, and a command that fails where that is not at hand. */
const LANGUAGES = [
  { language: 'curl', file: 'send.sh', command: 'sh', probe: ['curl', '--version'] },
  { language: 'python', file: 'send.py', command: 'python3', probe: ['python3', '-c', 'import openai, anthropic'] },
  { language: 'typescript', file: 'send.ts', command: process.execPath, probe: [process.execPath, '--version'] },
].map((one) => ({ ...one, here: spawnSync(one.probe[0]!, one.probe.slice(1)).status === 0 }))

/** A picture of more than one argument of a command can hold, in a folder of its own where packages are found. */
function folderWithPicture(bytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'pixpact-'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const [start, end] = [readFileSync(red).subarray(0, -12), readFileSync(red).subarray(-12)]
  writeFileSync(join(folder, 'cat.png'), Buffer.concat([start, Buffer.alloc(bytes), end]))
  return folder
}

describe.each(LANGUAGES)('the program in $language', ({ language, file, command, here }) => {
  const note = here ? '' : ` (SKIPPED: ${language} and its packages are not here)`

  test.skipIf(!here).each([
    ['openai-chat', 'small', 0, '/v1', '/v1/chat/completions'],
    ['openai-chat', 'big', 200_000, '/v1', '/v1/chat/completions'],
    ['anthropic-messages', 'small', 0, '/anthropic', '/anthropic/v1/messages'],
    ['anthropic-messages', 'big', 200_000, '/anthropic', '/anthropic/v1/messages'],
  ] as const)(`sends %s with a %s picture as it is${note}`, async (format, _size, bytes, base, path) => {
    const cwd = folderWithPicture(bytes)
    const question = 'What\'s "this"? \\n $HOME `ls` 图片'
    const args = ['encode', '--format', format, '--image', 'cat.png', '--text', question]
    const body: unknown = JSON.parse(pixpact(args, { cwd }).stdout)
    const { result, received } = await withGateway(async (origin) => {
      const { stdout, stderr, code } = pixpact([...args, '--as', language, '--base-url', origin + base], { cwd })
      expect({ code, told: stderr.includes('too long') }).toEqual({ code: 0, told: bytes > 0 })
      writeFileSync(join(cwd, file), stdout)
      return run(command, [file], cwd)
    })
    expect(received.map((request) => ({ method: request.method, path: request.path, body: request.body })), result.output).toEqual([{ method: 'POST', path, body }])
    const headers = received[0]!.headers as Record<string, string>
    const { findings } = validateRequest(body, { format, method: 'POST', path, headers })
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(JSON.stringify(headers)).toContain('test-key')
    expect(readdirSync(cwd).filter((name) => /^request-[0-9a-f]{8}\.json$/.test(name))).toHaveLength(bytes > 0 ? 1 : 0)
  })
})

test('the program in TypeScript fits the types of the SDKs', () => {
  const cwd = folderWithPicture(200_000)
  const programs = ['openai-chat', 'anthropic-messages'].flatMap((format) =>
    [[], ['--stream']].flatMap((stream) =>
      [red, 'cat.png'].map((image, index) => {
        const name = `${format}-${stream.length}-${index}.mts`
        const { stdout } = pixpact(['encode', '--format', format, '--image', image, '--text', '?', ...stream, '--as', 'typescript'], { cwd })
        writeFileSync(join(cwd, name), stdout)
        return name
      }),
    ),
  )
  const flags = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--types', 'node', '--skipLibCheck']
  const { status, stdout } = spawnSync(resolve('node_modules/.bin/tsc'), [...flags, ...programs], { cwd, encoding: 'utf8', shell: process.platform === 'win32' })
  expect(stdout).toBe('')
  expect(status).toBe(0)
  expect(existsSync(join(cwd, programs[0]!))).toBe(true)
})
