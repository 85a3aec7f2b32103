import { isDeepStrictEqual } from 'node:util'
import type { Body, bodyOf as BodyOf } from '../../src/body/body.ts'
import type * as VectorFiles from '../../test/rules/vector-files.ts'
import type { Vector } from '../../test/rules/vector-files.ts'
import type * as WordingFiles from '../../test/rules/wording.ts'
import type { ModuleGraph } from './module-graph.ts'

/** What a vector is judged with, which may be that of a mutant. */
export type Judge = typeof VectorFiles

export const JUDGE = 'test/rules/vector-files.ts'

/** Something that a vector file says and that must be so. */
export interface Case {
  /** The rule whose file says it. */
  readonly rule: string
  readonly name: string
  holds(judge: Judge): boolean
}

/** All that the vector files say: of each vector the findings and their words, of each rule the levels. */
export function vectorCases(graph: ModuleGraph): Case[] {
  const { vectorRules, readVectorFile } = graph.load(JUDGE) as Judge
  const { readWording } = graph.load('test/rules/wording.ts') as typeof WordingFiles
  return vectorRules.flatMap((rule) => {
    const { vectors, levels } = readVectorFile(rule)
    const wording = readWording(rule)
    const ofLevels: Case = { rule, name: `${rule}: levels`, holds: (judge) => isDeepStrictEqual(judge.levelsOf(rule), levels) }
    return [ofLevels, ...vectors.map((vector) => caseOf(rule, vector, wording[vector.description], graph))]
  })
}

function caseOf(rule: string, vector: Vector, words: readonly string[] | undefined, graph: ModuleGraph): Case {
  // Neither rules nor profiles have a say in how a body is read, so it is read once.
  let body: Body | undefined
  let input: unknown
  return {
    rule,
    name: `${rule}: ${vector.description}`,
    holds(judge) {
      input ??= judge.inputsOf(vector)[0]![1]
      if (vector.response === undefined) body ??= (graph.load('src/body/body.ts') as { bodyOf: typeof BodyOf }).bodyOf(input)
      if (body !== undefined) input = 'read'
      const verdict = body === undefined ? judge.judgeVector(vector, input) : judge.judgeRead(vector, body)
      return (
        verdict.profile === vector.profile &&
        isDeepStrictEqual(judge.plainFindings(verdict), vector.findings) &&
        (words === undefined || isDeepStrictEqual(judge.wordsOf(verdict), words))
      )
    },
  }
}
