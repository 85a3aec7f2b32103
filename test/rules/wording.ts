import { readFileSync } from 'node:fs'
import { inputsOf, judgeVector, readVectorFile, wordsOf } from './vector-files.ts'

/** What the findings of vectors say, by the description of the vector: those of one rule that are the first to say something of a profile. */
export type Wording = Readonly<Record<string, readonly string[]>>

/** The file of a rule, in which a change of wording is seen. */
export function wordingFile(rule: string): URL {
  return new URL(`wording/${rule}.json`, import.meta.url)
}

export function readWording(rule: string): Wording {
  return JSON.parse(readFileSync(wordingFile(rule), 'utf8')) as Wording
}

/** What the vectors of a rule say now. Vectors that say nothing new are left out. */
export function wordingOf(rule: string): Wording {
  const said = new Set<string>()
  const wording = readVectorFile(rule).vectors.flatMap((vector) => {
    const words = wordsOf(judgeVector(vector, inputsOf(vector)[0]![1]))
    const news = words.map((one) => `${vector.profile} ${one}`)
    if (news.every((one) => said.has(one))) return []
    for (const one of news) said.add(one)
    return [[vector.description, words] as const]
  })
  return Object.fromEntries(wording)
}
