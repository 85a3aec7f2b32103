import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Releases of a real gateway, between which it changed for the better and for the worse. */
export const RELEASES = ['1.9.8', '1.15.2'] as const

export type Release = (typeof RELEASES)[number]

/** A release could not be installed. */
export class NotInstalled extends Error {
  /** True where that is because no registry can be reached. */
  readonly isOffline: boolean

  constructor(message: string, isOffline: boolean) {
    super(message)
    this.isOffline = isOffline
  }
}

/** Outside of the project's dependency tree, but thrown away with it. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/pixpact-gateways', import.meta.url))

/** Makes a server listen on this machine alone; the gateway itself listens on all addresses. */
const LOOPBACK = fileURLToPath(new URL('loopback.cjs', import.meta.url))

const LOCK = 'package-lock.json'

const NO_NETWORK = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED)\b/

/**
 * Installs a release, if it is not there yet, and tells its folder. What is installed is what the checked-in lock file says, down to
 * the hash of each package, so that no run depends on what a registry holds today; and no script of any package runs.
 *
 * @throws NotInstalled where npm fails.
 */
export async function installRelease(release: Release, cache: string = CACHE): Promise<string> {
  const wanted = fileURLToPath(new URL(`portkey/${release}`, import.meta.url))
  const folder = join(cache, release)
  if (await isSameLock(wanted, folder)) return folder
  await mkdir(cache, { recursive: true })
  const unfinished = await mkdtemp(join(cache, `${release}-`))
  try {
    await cp(wanted, unfinished, { recursive: true })
    await install(unfinished)
    await rm(folder, { recursive: true, force: true })
    await rename(unfinished, folder).catch(async (error: unknown) => {
      // Another run has been faster.
      if (!(await isSameLock(wanted, folder))) throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  return folder
}

/** The command that starts a release which lies in `folder`, as a list of arguments. */
export function startArguments(folder: string, port: number): string[] {
  const main = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js')
  return [process.execPath, '--require', LOOPBACK, main, `--port=${port}`, '--headless']
}

/** The same as a line for a shell. */
export function startCommand(folder: string, port: number): string {
  return startArguments(folder, port).map(quoted).join(' ')
}

/** The headers that make the gateway ask the provider at `upstream`, which is one of `vendor`. */
export function routeHeaders(vendor: 'openai' | 'anthropic', upstream: string): Readonly<Record<string, string>> {
  return { 'x-portkey-provider': vendor, 'x-portkey-custom-host': `${upstream}/v1` }
}

async function install(folder: string): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1', '--fetch-retry-mintimeout=1000']
  try {
    await promisify(execFile)('npm', args, { cwd: folder, shell: process.platform === 'win32' })
  } catch (error) {
    const { stderr = '', message } = error as Error & { readonly stderr?: string }
    throw new NotInstalled(stderr || message, NO_NETWORK.test(stderr))
  }
}

async function isSameLock(one: string, other: string): Promise<boolean> {
  const [wanted, found] = await Promise.all([one, other].map((folder) => readFile(join(folder, LOCK), 'utf8').catch(() => undefined)))
  return wanted !== undefined && wanted === found
}

function quoted(arg: string): string {
  return /[^\w./:=@-]/.test(arg) ? `'${arg.replaceAll("'", `'\\''`)}'` : arg
}
