import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LOCAL_PICTURES } from '../../src/check/provider/provider.ts'
import { suiteOf } from '../../src/check/suite/index.ts'
import { tokenOf } from '../../src/check/suite/token.ts'
import type { CaseSetting, CheckCase } from '../../src/check/suite/check-case.ts'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { validateRequest } from '../../src/index.ts'
import { targetOf } from './checking.ts'

const FORMATS: readonly FormatId[] = ['openai-chat', 'anthropic-messages']
const VENDORS = { 'openai-chat': 'openai', 'anthropic-messages': 'anthropic' } as const

const all = FORMATS.flatMap((format) => suiteOf(format))
const ofKind = (kind: string): CheckCase[] => all.filter(({ dimensions }) => dimensions['kind'] === kind)

function settingFor({ id, format }: CheckCase, seed = 1): CaseSetting {
  const [route] = targetOf('http://127.0.0.1:1', { format }).routes
  return { route: route!, token: tokenOf('r', id, seed), urlOf: ({ sha256 }) => `http://127.0.0.1:2/pictures/${sha256}.png` }
}

describe('the suite', () => {
  test('has at least 150 valid and 60 faulty requests, and every way in which a provider fails', () => {
    expect(ofKind('valid').length).toBeGreaterThanOrEqual(150)
    expect(ofKind('faulty').length).toBeGreaterThanOrEqual(60)
    expect(new Set(ofKind('upstream').map(({ fault }) => fault!.name)).size).toBe(9)
  })

  test('gives each case an id of its own', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(all.filter(({ id }) => !/^[a-z0-9-]+(\/[a-zA-Z0-9-]+){2}$/.test(id)).map(({ id }) => id)).toEqual([])
  })

  test('keeps the ids that baselines and saved runs name; a new one is added to the list beside this file', () => {
    expect(all.map(({ id }) => id).sort()).toEqual(readFileSync('test/check/case-ids.txt', 'utf8').trimEnd().split('\n'))
  })

  test('keeps what takes gateways down for the end', () => {
    for (const format of FORMATS) {
      const destructive = suiteOf(format).map((one) => one.destructive === true)
      expect(destructive.slice(destructive.indexOf(true))).not.toContain(false)
    }
  })

  test('writes the same body for the same seed, and other pictures for another one', () => {
    const [checked] = ofKind('valid') as [CheckCase]
    const { body, pictures } = checked.write(settingFor(checked))
    expect(checked.write(settingFor(checked)).body).toBe(body)
    expect(checked.write(settingFor(checked, 2)).pictures[0]!.sha256).not.toBe(pictures[0]!.sha256)
  })

  test.each(FORMATS)('has valid requests of %s that are valid', (format) => {
    const wrong = ofKind('valid')
      .filter((one) => one.format === format)
      .flatMap((one) => validateRequest(one.write(settingFor(one)).body, { profile: VENDORS[format], format, rules: LOCAL_PICTURES }).findings)
      .filter(({ severity }) => severity === 'error')
    expect(wrong).toEqual([])
  })

  test.each(FORMATS)('has faulty requests of %s with the one fault that they are called after', (format) => {
    for (const one of ofKind('faulty').filter((faulty) => faulty.format === format)) {
      const { findings } = validateRequest(one.write(settingFor(one)).body, { profile: VENDORS[format], format, rules: LOCAL_PICTURES })
      const errors = findings.filter(({ severity }) => severity === 'error').map(({ ruleId, messageId }) => `${ruleId}/${messageId}`)
      expect([...new Set(errors)], one.id).toEqual([one.triggers])
    }
  })
})
