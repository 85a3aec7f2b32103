import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test, vi } from 'vitest'
import { diff, verify } from '../../src/cli/run-recordings.ts'
import type { Report } from '../../src/core/vocabulary.ts'
import type { WireExchange } from '../../src/recordings/recording.ts'
import { RecordingStore, type StoreOptions } from '../../src/recordings/store.ts'
import { NEWS, SILENT, STREAMED, WHOLE } from '../recordings/edits.ts'
import { chatBody, dataUrl, exchange, folder, GIF, PNG } from '../recordings/exchanges.ts'
import { pixpact, type Run } from './run.ts'

async function recorded(exchanges: Readonly<Record<string, WireExchange>>, options: StoreOptions = {}): Promise<string> {
  const dir = folder()
  const store = new RecordingStore(dir, options)
  for (const [name, one] of Object.entries(exchanges)) await store.save(one, name)
  return dir
}

function edit(dir: string, name: string, change: (text: string) => string): void {
  const path = join(dir, name)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

/** Runs a command here, which is faster than in a process of its own. */
async function run(command: () => Promise<number>): Promise<Run> {
  const written = { stdout: '', stderr: '' }
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void (written.stdout += `${line}\n`))
  const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void (written.stderr += `${line}\n`))
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((written.stdout += String(text))))
  try {
    return { code: await command(), ...written }
  } finally {
    for (const spy of [log, error, write]) spy.mockRestore()
  }
}

async function verified(dir: string): Promise<{ code: number | null; report: Report; ids: readonly string[] }> {
  const { code, stdout } = await run(() => verify(dir, { color: false, config: false, reporter: [{ name: 'json' }] }))
  const report = JSON.parse(stdout) as Report
  const ids = report.payloads.flatMap(({ source, findings }) =>
    findings.filter(({ severity }) => severity === 'error').map(({ ruleId, messageId }) => `${source.path.slice(dir.length + 1)} ${ruleId}/${messageId}`),
  )
  return { code, report, ids }
}

describe('pixpact recordings verify', () => {
  test('finds nothing in what the kit recorded', async () => {
    const { code, report, ids } = await verified(await recorded({ whole: WHOLE, streamed: STREAMED }))
    expect(ids).toEqual([])
    expect(code).toBe(0)
    const schema = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schemas/kit/report.schema.json', 'utf8')) as object)
    expect(schema(report), JSON.stringify(schema.errors)).toBe(true)
  })

  test.each<[string, (dir: string) => void, readonly string[]]>([
    ['a file that is cut', (dir) => edit(dir, 'whole.har', (text) => text.slice(0, 300)), ['whole.har recording/unusable', 'IMAGE recording/stray-image']],
    ['a key in a question', (dir) => edit(dir, 'whole.har', (text) => text.replace('What is this?', `sk-${'a'.repeat(40)}`)), ['whole.har recording/secret']],
    ['a key in an answer', (dir) => edit(dir, 'whole.har', (text) => text.replace('A red square.', `AKIAIOSFODNN7EXAMPLE`)), ['whole.har recording/secret']],
    ['a key in the URL', (dir) => edit(dir, 'whole.har', (text) => text.replace('"https://gateway', '"https://me:secret@gateway')), ['whole.har recording/secret']],
    ['a key in a header', (dir) => edit(dir, 'whole.har', (text) => text.replace('Bearer REDACTED', 'Bearer planted')), ['whole.har recording/secret']],
    ['a key in a header that looks like one', (dir) => edit(dir, 'whole.har', (text) => text.replace('Bearer REDACTED', `Bearer sk-${'a'.repeat(40)}`)), ['whole.har recording/secret']],
    ['a header that none keeps', (dir) => edit(dir, 'whole.har', (text) => text.replace('"headers": [', '"headers": [{"name": "User-Agent", "value": "me"},')), ['whole.har recording/header']],
    ['a cookie', (dir) => edit(dir, 'whole.har', (text) => text.replace('"cookies": []', '"cookies": [{"name": "a", "value": "b"}]')), ['whole.har recording/secret']],
    ['a key that somebody noted beside', (dir) => edit(dir, 'whole.har', (text) => text.replace('"cache": {}', `"cache": {}, "comment": "hf_${'a'.repeat(30)}"`)), ['whole.har recording/secret']],
    ['an image that is missing', (dir) => rmSync(join(dir, 'blobs'), { recursive: true }), ['whole.har recording/image']],
    ['an image that is another one', (dir) => writeFileSync(join(dir, 'blobs', readdirSync(join(dir, 'blobs'))[0]!), GIF), ['whole.har recording/image']],
    ['an image that nobody names', (dir) => writeFileSync(join(dir, 'blobs', 'cat.png'), PNG), ['blobs/cat.png recording/stray-image']],
    ['an answer against the contract', (dir) => edit(dir, 'whole.har', (text) => text.replace('\\"choices\\"', '\\"choice\\"')), ['whole.har response-schema/required']],
  ])('ends with 1 for %s', async (_, change, expected) => {
    const dir = await recorded({ whole: WHOLE })
    const [image] = readdirSync(join(dir, 'blobs'))
    change(dir)
    const { code, ids } = await verified(dir)
    expect(ids).toEqual(expected.map((id) => id.replace('IMAGE', `blobs/${image}`)))
    expect(code).toBe(1)
  })

  test('judges a request with its image in it, and not one that was turned down', async () => {
    const wrong = { body: { ...chatBody('What?', dataUrl(PNG, 'image/gif')), messages: [] } }
    const error = { error: { message: 'Param Incorrect', type: 'invalid_request_error', param: 'a', code: '400' } }
    expect((await verified(await recorded({ a: exchange(wrong) }))).ids).toEqual(['a.har messages/empty'])
    expect((await verified(await recorded({ a: exchange({ ...wrong, status: 400, response: error }) }))).ids).toEqual([])
    const mislabelled = exchange({ body: chatBody('What?', dataUrl(PNG, 'image/gif')) })
    const { report } = await verified(await recorded({ a: mislabelled }))
    expect(report.payloads[0]!.findings.map(({ ruleId }) => ruleId)).toContain('media-type')
  })

  test('names the line of the file that a finding is in', async () => {
    const dir = await recorded({ a: exchange({ body: chatBody('What?', 'data:image/png;base64,*') }) })
    const line = readFileSync(join(dir, 'a.har'), 'utf8').split('\n').findIndex((text) => text.includes('"text": "{\\"model')) + 1
    expect(pixpact(['recordings', 'verify', dir]).stdout).toContain(`base64/alphabet  ${join(dir, 'a.har')}:${line}:`)
  })

  test.each(['verify', 'list'])('ends with 2 where there is nothing: %s', (command) => {
    const { code, stderr } = pixpact(['recordings', command, folder()])
    expect(stderr).toContain('there is no recording in')
    expect(code).toBe(2)
  })
})

describe('pixpact recordings list', () => {
  test('tells a recording a line', async () => {
    const dir = await recorded({ streamed: STREAMED, whole: WHOLE }, { origin: 'simulated' })
    expect(pixpact(['recordings', 'list', dir])).toMatchObject({
      code: 0,
      stdout: [
        'streamed  simulated  POST /anthropic/v1/messages  200  1,194 B  1 image, stream of 30 chunks in 300 ms',
        'whole     simulated  POST /v1/chat/completions    200    260 B  1 image',
        '',
      ].join('\n'),
    })
  })

  test('ends with 2 for one that cannot be used, and says which', async () => {
    const dir = await recorded({ whole: WHOLE })
    edit(dir, 'whole.har', (text) => text.replace('"live"', '"alive"'))
    const { code, stderr } = pixpact(['recordings', 'list', dir])
    expect(stderr).toContain('whole.har: /log/entries/0/_pixpact/origin is "alive", and one of live, simulated, imported is expected.')
    expect(code).toBe(2)
  })
})

describe('pixpact recordings diff', () => {
  test.each(Object.entries(SILENT))('is silent about %s', async (_, [old, now]) => {
    const [before, after] = [await recorded({ a: old }), await recorded({ a: now })]
    const { code, stdout } = await run(() => diff(before, after))
    expect(stdout).toBe('1 recording compared: 0 differ\n')
    expect(code).toBe(0)
  })

  test.each(Object.entries(NEWS))('ends with 1 where %s', async (_, [old, now, place]) => {
    const [before, after] = [await recorded({ a: old }), await recorded({ a: now })]
    const { code, stdout } = await run(() => diff(join(before, 'a.har'), join(after, 'a.har')))
    expect(stdout).toContain(`✗ a\n    response ${place}  `)
    expect(code).toBe(1)
  })

  test('finds counterparts by request, then by name, and tells what has none', async () => {
    const old = await recorded({ a: WHOLE, b: exchange({ body: chatBody('Dogs?') }), c: exchange({ body: chatBody('Gone?') }) })
    const now = await recorded({ z: WHOLE, b: exchange({ body: chatBody('Birds?') }), d: exchange({ body: chatBody('New?') }) })
    const { code, stdout } = pixpact(['recordings', 'diff', old, now])
    expect(stdout).toBe('✗ c  has no counterpart any more\n+ d  is new\n2 recordings compared: 0 differ, 1 gone, 1 new\n')
    expect(code).toBe(1)
  })

  test('ends with 2 where nothing can be compared', async () => {
    const some = await recorded({ a: WHOLE })
    for (const args of [[folder(), folder()], [some, folder()], [join(some, 'nowhere.har'), some]]) expect(pixpact(['recordings', 'diff', ...args]).code).toBe(2)
  })
})

describe('pixpact recordings import', () => {
  const entry = (text?: string): object => ({
    startedDateTime: '2026-11-22T10:00:00.000Z',
    time: 5,
    request: { method: 'POST', url: 'https://gateway.example/v1/chat/completions', headers: [], ...(text && { postData: { mimeType: 'application/json', text } }) },
    response: { status: 200, headers: [], content: { mimeType: 'application/json', text: '{"code name": "Fred the First"}' } },
  })

  function har(...entries: readonly object[]): string {
    const dir = folder()
    writeFileSync(join(dir, 'a.har'), JSON.stringify({ log: { entries } }))
    return dir
  }

  test('tells what became of each entry, and leaves out what the environment calls a secret', () => {
    const dir = har(entry(JSON.stringify(chatBody('What?', dataUrl(PNG)))), entry())
    const { code, stdout } = pixpact(['recordings', 'import', '--secret-env', 'NAME', 'a.har', 'in'], { cwd: dir, env: { NAME: 'Fred the First' } })
    expect(stdout).toMatch(/^✓ a\.har#0 {2}openai-chat-[0-9a-f]{12} \(new\)\n- a\.har#1 {2}skipped: the body of its request was not recorded\n$/)
    expect(code).toBe(0)
    const [file] = readdirSync(join(dir, 'in')).filter((name) => name.endsWith('.har'))
    expect(readFileSync(join(dir, 'in', file!), 'utf8')).not.toContain('Fred')
    expect(pixpact(['recordings', 'import', 'a.har', 'in'], { cwd: dir }).stdout).toContain('(as before)')
  })

  test('ends with 2 where nothing was taken in, for a secret that is not set, and for what is no HAR', () => {
    const dir = har(entry())
    mkdirSync(join(dir, 'x'))
    writeFileSync(join(dir, 'b.har'), 'no')
    expect(pixpact(['recordings', 'import', 'a.har', 'in'], { cwd: dir })).toMatchObject({ code: 2, stderr: expect.stringContaining('holds no chat exchange that could be taken in') as string })
    expect(pixpact(['recordings', 'import', '--secret-env', 'NOT_SET', 'a.har', 'in'], { cwd: dir })).toMatchObject({ code: 2, stderr: expect.stringContaining('NOT_SET is not set') as string })
    expect(pixpact(['recordings', 'import', 'b.har', 'in'], { cwd: dir }).code).toBe(2)
  })
})
