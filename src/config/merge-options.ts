import type { Level } from '../core/vocabulary.ts'
import type { ValidateOptions } from '../validate/options.ts'

type Rules = Readonly<Record<string, Level>>

/** `upper` laid over `lower`: what both tell, `upper` decides. */
export function mergeOptions(lower: ValidateOptions, upper: ValidateOptions): ValidateOptions {
  const rules = lower.rules && upper.rules && { rules: mergeRules(lower.rules, upper.rules) }
  return { ...lower, ...upper, ...rules }
}

/** A level for a whole rule also decides over levels that were told of its messages before. */
function mergeRules(lower: Rules, upper: Rules): Rules {
  const kept = Object.entries(lower).filter(([key]) => !Object.hasOwn(upper, key.split('/')[0]!))
  return { ...Object.fromEntries(kept), ...upper }
}
