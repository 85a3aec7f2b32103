import { describe, expect, test } from 'vitest'
import { mergeOptions } from '../../src/config/merge-options.ts'

describe('mergeOptions', () => {
  test('lets the upper options decide, and keeps what they leave out', () => {
    expect(mergeOptions({ profile: 'openai', path: '/a' }, { profile: 'anthropic', format: 'openai-chat' })).toEqual({
      profile: 'anthropic',
      path: '/a',
      format: 'openai-chat',
    })
  })

  test('merges rules one by one', () => {
    const { rules } = mergeOptions({ rules: { base64: 'off', model: 'error' } }, { rules: { base64: 'info', 'media-type/alias': 'off' } })
    expect(rules).toEqual({ base64: 'info', model: 'error', 'media-type/alias': 'off' })
  })

  test('keeps the rules of the lower options where the upper ones have none', () => {
    expect(mergeOptions({ rules: { base64: 'off' } }, { path: '/a' })).toEqual({ rules: { base64: 'off' }, path: '/a' })
  })

  test('lets an upper level of a rule replace lower levels of its messages', () => {
    const { rules } = mergeOptions({ rules: { 'base64/padding': 'error', 'base64-like/x': 'info' } }, { rules: { base64: 'off' } })
    expect(rules).toEqual({ 'base64-like/x': 'info', base64: 'off' })
  })

  test('keeps a lower level of a rule beside an upper level of one of its messages', () => {
    const { rules } = mergeOptions({ rules: { base64: 'off' } }, { rules: { 'base64/padding': 'error' } })
    expect(rules).toEqual({ base64: 'off', 'base64/padding': 'error' })
  })
})
