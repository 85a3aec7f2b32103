import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compileFunction } from 'node:vm'
import { transformSync } from 'esbuild'

/** The folder of the repository; files are named relative to it. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url))

export interface ModuleGraph {
  /** What a file exports. */
  load(file: string): unknown
  /** The same, where `changed` has this text. What imports it is evaluated anew, and nothing else is. */
  loadWith(changed: string, text: string, file: string): unknown
}

interface LoadedModule {
  readonly exports: unknown
  readonly imported: readonly string[]
}

type Modules = ReadonlyMap<string, LoadedModule>
type Evaluate = (require: (specifier: string) => unknown, module: { exports: unknown }, exports: unknown) => void

/**
 * Loads TypeScript files as functions that can be called again: a mutant takes milliseconds, and leaves nothing behind, which
 * Node's own modules would.
 */
export function moduleGraph(): ModuleGraph {
  const compiled = new Map<string, Evaluate>()
  const unchanged = new Map<string, LoadedModule>()
  const requirePackage = createRequire(import.meta.url)

  const evaluatorOf = (file: string): Evaluate => {
    const known = compiled.get(file) ?? compile(file, readFileSync(join(ROOT, file), 'utf8'))
    compiled.set(file, known)
    return known
  }
  const evaluate = (file: string, evaluator: Evaluate, loaded: (file: string) => unknown): LoadedModule => {
    const imported: string[] = []
    const module = { exports: {} }
    evaluator((specifier) => {
      if (!specifier.startsWith('.')) return requirePackage(specifier)
      const target = join(dirname(file), specifier)
      imported.push(target)
      return loaded(target)
    }, module, module.exports)
    return { exports: module.exports, imported }
  }
  const load = (file: string): unknown => {
    const known = unchanged.get(file)
    if (known !== undefined) return known.exports
    const made = evaluate(file, evaluatorOf(file), load)
    unchanged.set(file, made)
    return made.exports
  }
  return {
    load,
    loadWith(changed, text, file) {
      load(file)
      const affected = importersOf(changed, unchanged)
      const own = new Map<string, unknown>()
      const loadOwn = (name: string): unknown => {
        if (!affected.has(name)) return load(name)
        if (!own.has(name)) own.set(name, evaluate(name, name === changed ? compile(name, text) : evaluatorOf(name), loadOwn).exports)
        return own.get(name)
      }
      return loadOwn(file)
    },
  }
}

function compile(file: string, text: string): Evaluate {
  const { code } = transformSync(text, {
    loader: 'ts',
    format: 'cjs',
    target: 'node22',
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(ROOT, file)).href), 'import.meta.main': 'false' },
  })
  return compileFunction(code, ['require', 'module', 'exports'], { filename: file }) as Evaluate
}

/** The file and all that imports it, directly or not. */
function importersOf(file: string, modules: Modules): ReadonlySet<string> {
  const found = new Set([file])
  for (const name of found) {
    for (const [importer, { imported }] of modules) if (imported.includes(name)) found.add(importer)
  }
  return found
}
