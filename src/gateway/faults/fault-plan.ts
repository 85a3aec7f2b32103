import { PixpactError } from '../../core/errors.ts'
import { nearestName } from '../../core/nearest.ts'
import type { Fault } from './fault.ts'
import { FAULTS } from './faults.ts'

/** Decides which request meets a fault: by counting, not by chance, so that a run can be repeated. */
export class FaultPlan {
  readonly #faults: readonly { readonly fault: Fault; readonly rate: number }[]
  #requests = 0

  /** `choices` are faults as `NAME` or `NAME@RATE`. Throws `usage` for one that means nothing. */
  constructor(choices: readonly string[]) {
    this.#faults = choices.map(readChoice)
  }

  /** The fault of the next request. With a rate of 0.25 it is the first of each four; the first of several faults decides. */
  next(): Fault | undefined {
    const before = this.#requests++
    return this.#faults.find(({ rate }) => Math.ceil(this.#requests * rate) > Math.ceil(before * rate))?.fault
  }
}

/** The fault of this name, which need not be there. */
export function faultNamed(name: string): Fault | undefined {
  return FAULTS.find((fault) => fault.name === name)
}

function readChoice(choice: string): { fault: Fault; rate: number } {
  const [name = '', rateText] = choice.split('@', 2)
  const fault = faultNamed(name)
  if (fault === undefined) {
    const names = FAULTS.map((known) => known.name)
    const near = nearestName(name, names)
    const advice = near === undefined ? '' : `Did you mean ${near}? `
    throw new PixpactError('usage', `There is no fault "${name}".`, `${advice}The faults are ${names.join(', ')}.`)
  }
  const rate = rateText === undefined ? 1 : Number(rateText)
  if (!(rate > 0 && rate <= 1) || rateText === '') {
    throw new PixpactError('usage', `"${rateText}" is no rate for the fault ${name}.`, 'Write a number above 0 and up to 1, such as rate-limit@0.25 for the first of each four requests.')
  }
  return { fault, rate }
}
