import fc from 'fast-check'

/**
 * Parameters for `fc.assert` that can be repeated from the command line: the seed is `PIXPACT_SEED` and the path `PIXPACT_PATH` where
 * they are set, and a failure tells the smallest case, why it fails, and the command that repeats it. `command` is what runs the property, such
 * as `npx vitest run`.
 */
export function repeatable<Values>(command: string, parameters: fc.Parameters<Values> = {}): fc.Parameters<Values> {
  const { PIXPACT_SEED: seed, PIXPACT_PATH: path } = process.env
  return {
    ...parameters,
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(path !== undefined && { path, endOnFailure: true }),
    reporter(details) {
      const told = messageOf(details, command)
      if (told !== undefined) throw new Error(told, { cause: details.errorInstance })
    },
  }
}

function messageOf<Values>(details: fc.RunDetails<Values>, command: string): string | undefined {
  const { counterexample, counterexamplePath, errorInstance, numRuns, numShrinks, seed } = details
  // Without a counterexample it has passed, or fast-check found too few cases: it has words for that.
  if (counterexample === null) return fc.defaultReportMessage(details)
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  return [
    `Case ${numRuns} fails; shrunk ${numShrinks} times, the smallest is ${fc.stringify(counterexample)}`,
    reason.trim(),
    `Repeat it with: PIXPACT_SEED=${seed} PIXPACT_PATH=${counterexamplePath} ${command}`,
  ].join('\n\n')
}
