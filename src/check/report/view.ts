import { printable } from '../../core/printable.ts'
import type { Outcome } from '../result-of.ts'
import type { CheckResult } from '../result.ts'

/** What a reporter may need besides the run itself. */
export interface CheckView {
  /** Colours text, or leaves it as it is where there are no colours. */
  paint(style: 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green', text: string): string
  /** The command that runs one case again. */
  again(route: string, id: string): string
  /** The command that sends one case by hand, where that shows the same. */
  byHand(route: string, id: string): string | undefined
}

/** Turns a run into text. Pure: the same run gives the same text. */
export type CheckReporter = (outcome: Outcome, view: CheckView) => string

/** What a target's route is, for a person: `openai-chat → anthropic-messages`. What arrives at a real provider is not seen, and so proves less. */
export function wayOf({ format, upstream }: CheckResult['target']['routes'][number]): string {
  return upstream === undefined ? `${format} → a real provider, where nobody looks` : `${format} → ${upstream}`
}

/** `1 case`, `2 cases`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** A text that came from a gateway, as what is neither Markdown nor HTML. */
export function escaped(text: string): string {
  return printable(text).replaceAll(/[\\`*_{}[\]<>|#!&~]/g, (character) => ENTITIES[character] ?? `\\${character}`)
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' }
