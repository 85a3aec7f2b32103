import { describe, expect, test } from 'vitest'
import type { FormatId } from '../../src/core/vocabulary.ts'
import { documentedFields } from '../../src/schema/index.ts'
import { covers, listedPaths } from './field-paths.ts'

const formats: readonly FormatId[] = ['openai-chat', 'anthropic-messages']

describe.each(formats)('the %s request schema', (format) => {
  const documented = documentedFields(format)
  const listed = listedPaths(format)

  test('has every field that the list by hand names', () => {
    expect(listed.filter((line) => !documented.some((path) => covers(line, path)))).toEqual([])
  })

  test('has no field that the list by hand lacks', () => {
    expect(documented.filter((path) => !listed.some((line) => covers(line, path)))).toEqual([])
  })
})

describe('documentedFields', () => {
  test('is sorted and names each path once', () => {
    const paths = documentedFields('openai-chat')
    expect(paths).toEqual([...new Set(paths)].sort())
  })

  test('merges the fields of all roles and part types', () => {
    expect(documentedFields('openai-chat')).toEqual(
      expect.arrayContaining([
        'messages[].tool_call_id',
        'messages[].content[].image_url.url',
        'messages[].content[].fps',
      ]),
    )
  })

  test('calls the keys of a map *', () => {
    expect(documentedFields('anthropic-messages')).toContain('tools[].configs.*.enabled')
  })
})
