import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { text as textIn } from 'node:stream/consumers'
import { resolve } from 'node:path'

/** Python with the SDKs of both vendors; or why there is none. */
export type Python = { readonly path: string } | { readonly missing: string }

const FOLDER = resolve('node_modules/.cache/pixpact/python')
const PATH = `${FOLDER}/bin/python`

/** Makes it at the first call; what it takes is downloaded, so only `npm run test:long` asks for it. */
export function python(): Python {
  if (process.env['PIXPACT_LONG'] !== '1') return { missing: 'only with PIXPACT_LONG=1' }
  if (isReady()) return { path: PATH }
  if (spawnSync('python3', ['--version']).status !== 0) return { missing: 'there is no python3' }
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', FOLDER], { stdio: 'pipe' })
    execFileSync(PATH, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'openai', 'anthropic'], { stdio: 'pipe', timeout: 300_000 })
  } catch {
    return { missing: 'its packages cannot be installed' }
  }
  return isReady() ? { path: PATH } : { missing: 'its packages do not work' }
}

function isReady(): boolean {
  return spawnSync(PATH, ['-c', 'import anthropic, openai']).status === 0
}

export interface PythonRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program. Whatever proxy is set, this machine is reached without one. */
export async function runPython(path: string, program: string): Promise<PythonRun> {
  const env = { ...process.env, MIMO_API_KEY: 'any', NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', PYTHONIOENCODING: 'utf-8' }
  const child = spawn(path, ['-'], { env, stdio: 'pipe' })
  child.stdin.end(program)
  const code = new Promise<number | null>((settle) => child.once('close', settle))
  const [stdout, stderr] = await Promise.all([textIn(child.stdout), textIn(child.stderr)])
  return { code: await code, stdout, stderr }
}
