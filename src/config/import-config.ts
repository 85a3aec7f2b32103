import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { PixpactError } from '../core/errors.ts'
import { printable, printableLines } from '../core/printable.ts'

/**
 * What a configuration in TypeScript or JavaScript exports as default, or what that promises. `name` is what messages call
 * the file.
 *
 * @throws PixpactError `bad-config`: it cannot be read or run, or has no default export.
 */
export async function importConfig(path: string, name: string): Promise<unknown> {
  const url = pathToFileURL(path).href
  try {
    const module = await importModule(url)
    if ('default' in module) return await module['default']
  } catch (cause) {
    throw unloadable(printable(name), url, cause)
  }
  throw new PixpactError('bad-config', `${printable(name)} has no default export.`, 'Write "export default defineConfig({ … })".')
}

/**
 * A configuration is an ES module also where package.json says "commonjs", which is what `npm init` writes. Read as
 * TypeScript, of which JavaScript is a part, it tells where a syntax error stands.
 */
async function importModule(url: string): Promise<Readonly<Record<string, unknown>>> {
  const hooks = registerHooks({
    load: (loaded, context, next) => next(loaded, loaded === url ? { ...context, format: 'module-typescript' } : context),
  })
  try {
    return (await import(url)) as Readonly<Record<string, unknown>>
  } finally {
    hooks.deregister()
  }
}

function unloadable(name: string, url: string, cause: unknown): PixpactError {
  const error = cause instanceof Error ? cause : new Error(String(cause))
  const [place = ''] = /^(?::\d+){1,2}/.exec(error.stack?.split(url)[1] ?? '') ?? []
  const why = printableLines(error.message || error.name).replaceAll('\n', '\n  ').replace(/\.$/, '')
  return new PixpactError('bad-config', `${name}${place}: the configuration cannot be loaded: ${why}.`, hintFor(error), { cause })
}

function hintFor(error: Error): string {
  // What the kit's own functions throw when the configuration calls them.
  if ('hint' in error) return printable(String(error.hint))
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    return 'Install what it imports. Of pixpact it needs only defineConfig, and that only for the types.'
  }
  return 'It must be an ES module that Node can run once the types are taken away.'
}
