import { readdirSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Level, LevelByFormat } from '../../src/core/vocabulary.ts'
import { PROFILES } from '../../src/profiles/index.ts'
import { RULES } from '../../src/rules/index.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { inputsOf, judgeVector, plainFindings, readVectorFile, vectorRules, type Vector } from '../rules/vector-files.ts'
import { UNREACHABLE } from './unreachable.ts'

const ruleIds = RULES.map(({ id }) => id)
const messageIds = RULES.flatMap((rule) => Object.keys(rule.messages).map((message) => `${rule.id}/${message}`))
const reachable = messageIds.filter((id) => !Object.hasOwn(UNREACHABLE, id))
const vectors = new Map(vectorRules.map((rule) => [rule, readVectorFile(rule).vectors]))

function vectorsOf(id: string): readonly Vector[] {
  return vectors.get(id.split('/')[0]!) ?? []
}

describe('the registry of rules', () => {
  test('holds each rule once', () => {
    expect(ruleIds).toEqual([...new Set(ruleIds)])
  })

  test('has a file of vectors for each rule, and no other', () => {
    expect(vectorRules).toEqual(ruleIds.toSorted())
  })

  test('has a page of documentation for each rule, and no other', () => {
    const pages = readdirSync(new URL('../../docs/rules/', import.meta.url)).filter((name) => name !== 'README.md')
    expect(pages.toSorted()).toEqual(ruleIds.map((id) => `${id}.md`).toSorted())
  })

  test('names a source for each message', () => {
    const unfounded = RULES.flatMap(({ id, messages }) =>
      Object.entries(messages)
        .filter(([, { sources }]) => sources.length === 0 || sources.includes(''))
        .map(([message]) => `${id}/${message}`),
    )
    expect(unfounded).toEqual([])
  })

  test.each(PROFILES.map(({ id, levels }) => [id, Object.keys(levels)] as const))(
    'has a level for each message in profile %s, and for no other',
    (_, levels) => {
      expect(levels.toSorted()).toEqual(messageIds.toSorted())
    },
  )
})

describe('the vectors', () => {
  test.each(reachable)('show %s alone', (id) => {
    expect(vectorsOf(id).some(({ findings }) => findings.length === 1 && findings[0]!.id === id)).toBe(true)
  })

  test('report none of the messages that count as unreachable', () => {
    const reported = [...vectors.values()].flat().flatMap(({ findings }) => findings.map(({ id }) => id))
    expect(Object.keys(UNREACHABLE).filter((id) => !messageIds.includes(id) || reported.includes(id))).toEqual([])
  })

  test.each(reachable)('report %s at each level that a profile gives it', (id) => {
    const expected = new Set(PROFILES.flatMap(({ levels }) => levelsIn(levels[id] ?? 'off')).filter((level) => level !== 'off'))
    const reported = vectorsOf(id).flatMap(({ findings }) => findings.filter((finding) => finding.id === id))
    expect([...expected].filter((level) => !reported.some(({ severity }) => severity === level))).toEqual([])
  })

  test.each(vectorRules)('of %s are silent in some cases, in each profile that reports it in others', (rule) => {
    const all = vectorsOf(rule)
    const silent = new Set(all.filter(({ findings }) => findings.length === 0).map(({ profile }) => profile))
    const reporting = all.filter(({ findings }) => findings.some(({ id }) => id.startsWith(`${rule}/`)))
    expect(reporting.filter(({ profile }) => !silent.has(profile))).toEqual([])
  })

  test.each(vectorRules)('of %s expect one error at most, unless they say that there are two', (rule) => {
    const several = vectorsOf(rule).filter(({ findings }) => findings.filter(({ severity }) => severity === 'error').length > 1)
    expect(several.map(({ description }) => description).filter((description) => !/\btwo\b/i.test(description))).toEqual([])
  })
})

describe.each(RULES.map((rule) => [rule.id, rule] as const))('without its checks, the rule %s', (id, rule) => {
  const failing = withoutChecks(rule, () => vectorsOf(id).filter((vector) => !matches(vector)))

  test.each(reachable.filter((message) => message.startsWith(`${id}/`)))('fails a vector of %s', (message) => {
    expect(failing.some(({ findings }) => findings.some((finding) => finding.id === message))).toBe(true)
  })

  test('passes the silent vectors of its own', () => {
    expect(failing.filter(({ findings }) => findings.length === 0)).toEqual([])
  })
})

/** The levels that a profile gives a message: one, or one for each format. */
function levelsIn(level: LevelByFormat): Level[] {
  return typeof level === 'string' ? [level] : Object.values(level)
}

function matches(vector: Vector): boolean {
  try {
    return inputsOf(vector).every(([, input]) => isDeepStrictEqual(plainFindings(judgeVector(vector, input)), vector.findings))
  } catch {
    return false
  }
}

/** Runs `run` while the rule looks at nothing. */
function withoutChecks<Result>(rule: Rule, run: () => Result): Result {
  const { checkBody, checkRequest, checkImage, checkResponse, checkStream } = rule
  const checks = Object.entries({ checkBody, checkRequest, checkImage, checkResponse, checkStream }).filter(([, check]) => check !== undefined)
  try {
    Object.assign(rule, Object.fromEntries(checks.map(([name]) => [name, () => (name === 'checkStream' ? {} : undefined)])))
    return run()
  } finally {
    Object.assign(rule, Object.fromEntries(checks))
  }
}
