import { PixpactError } from '../../core/errors.ts'
import type { CaseResult } from '../result.ts'
import type { Target } from '../target.ts'
import type { Cell } from './cells.ts'
import { startCourse, type CourseOptions } from './course.ts'
import { isListening } from './life.ts'
import { gatewayProcess } from './process.ts'
import { startSides } from './sides.ts'

export interface RunOptions extends CourseOptions {
  /** Is told of each case once it has run. */
  readonly onCase?: (result: CaseResult, done: number, all: number) => void
}

/**
 * Runs cases one by one, and says what became of each. The signal ends it at once; what ran until then is told, and the case that was under
 * way is not.
 *
 * @throws PixpactError `no-gateway`: nobody listens before the first case. `cannot-listen`: a port of the provider is taken.
 * `cannot-start`: the command that starts the gateway does not, before the first case.
 */
export async function runCells(target: Target, cells: readonly Cell[], options: RunOptions): Promise<CaseResult[]> {
  const { signal, onCase } = options
  const gateway = target.start === undefined ? undefined : gatewayProcess(target.start, target.url)
  const sides = await startSides(target, cells)
  const course = startCourse(target, sides, gateway, options)
  try {
    if (!(await isListening(target.url))) {
      if (gateway === undefined) throw new PixpactError('no-gateway', `Nobody listens at ${target.url}.`, 'Start the gateway, or say with --start how.')
      await gateway.start(signal)
    }
    for (const cell of cells) {
      signal?.throwIfAborted()
      const result = await course.run(cell)
      onCase?.(result, course.results.length, cells.length)
    }
    await course.end()
  } catch (error) {
    if (!signal?.aborted) throw error
  } finally {
    await gateway?.stop()
    await sides.close()
  }
  return [...course.results]
}
