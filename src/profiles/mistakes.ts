import { nearestName } from '../core/nearest.ts'
import { child } from '../core/pointer.ts'
import type { FormatId } from '../core/vocabulary.ts'
import { documentedFields } from '../schema/documented-fields.ts'
import { shortJson } from '../schema/json-text.ts'
import { FATAL_MESSAGES } from './levels.ts'
import { isRecord, recordAt } from './merge-patch.ts'

/** What is wrong at one place of a profile file. `text` goes on after the pointer: `is 5, and …`. */
export interface Mistake {
  readonly pointer: string
  readonly text: string
}

const FORMATS: readonly FormatId[] = ['openai-chat', 'anthropic-messages']

/** `", did you mean …?"`, where some known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestName(name, known)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

/** Dates that no calendar has, such as `2026-02-30`. */
export function dateMistakes(file: unknown): Mistake[] {
  const sources: unknown = isRecord(file) ? file['sources'] : undefined
  const dates: (readonly [pointer: string, date: unknown])[] = [
    ['/date', isRecord(file) ? file['date'] : undefined],
    ['/models/date', recordAt(file, 'models')['date']],
    ...(Array.isArray(sources) ? (sources as unknown[]) : []).map(
      (source, at) => [`/sources/${at}/date`, isRecord(source) ? source['date'] : undefined] as const,
    ),
  ]
  return dates.flatMap(([pointer, date]) => {
    if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return []
    const time = new Date(`${date}T00:00:00Z`)
    const isReal = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date)
    return isReal ? [] : [{ pointer, text: `is "${date}", which is no day of the calendar` }]
  })
}

/** Keys of `levels` that name no rule and no message, and levels that would leave nothing to judge. */
export function levelMistakes(file: unknown, messages: readonly string[]): Mistake[] {
  const known = [...new Set(messages.flatMap((message) => [message.split('/')[0]!, message]))]
  return Object.entries(recordAt(file, 'levels')).flatMap(([key, level]) => {
    const pointer = child('/levels', key)
    if (!known.includes(key)) return [{ pointer, text: `names no rule and no message${didYouMean(key, known)}` }]
    const fatal = level === 'error' ? undefined : FATAL_MESSAGES.find((message) => message === key || message.split('/')[0] === key)
    if (fatal === undefined) return []
    const advice = fatal === key ? '' : '; name the other messages one by one'
    return [{ pointer, text: `is ${shortJson(level)}, and ${fatal} is an error in each profile${advice}` }]
  })
}

/** Field paths that no request of the format has. */
export function fieldMistakes(file: unknown): Mistake[] {
  return FORMATS.flatMap((format) => {
    const told = recordAt(recordAt(file, 'formats'), format)
    const fields = documentedFields(format)
    const listed = (key: string): { pointer: string; path: unknown; found: string }[] => {
      const paths = Array.isArray(told[key]) ? (told[key] as unknown[]) : []
      return paths.map((path, at) => ({ pointer: `/${key}/${at}`, path, found: `is ${shortJson(path)}` }))
    }
    const named = [
      ...listed('required'),
      ...listed('undocumented'),
      // A range may also be one of a list's items.
      ...Object.keys(recordAt(told, 'parameters')).map((path) => ({
        pointer: child('/parameters', path),
        path: path.replace(/\[\]$/, ''),
        found: 'is a range',
      })),
    ]
    return named.flatMap(({ pointer, path, found }): Mistake[] => {
      if (typeof path !== 'string' || fields.includes(path)) return []
      return [{ pointer: `/formats/${format}${pointer}`, text: `${found}, and no such field is known${didYouMean(path, fields)}` }]
    })
  })
}

/** What does not fit together once the file is merged with the profile that it extends. */
export function mergedMistakes(merged: unknown, extended: string): Mistake[] {
  const formats = recordAt(merged, 'formats')
  const lacks = (value: unknown, pointer: string, keys: readonly string[]): Mistake[] =>
    keys
      .filter((key) => !isRecord(value) || !Object.hasOwn(value, key))
      .map((key) => ({ pointer: child(pointer, key), text: `is missing, and ${extended} has nothing to take its place` }))
  const models = isRecord(merged) && isRecord(merged['models']) ? lacks(merged['models'], '/models', ['listed']) : []
  if (Object.keys(formats).length === 0) models.push({ pointer: '/formats', text: 'leaves no format' })
  return [
    ...models,
    ...Object.entries(formats).flatMap(([format, value]) => [
      ...lacks(value, `/formats/${format}`, ['paths', 'mediaTypes']),
      ...limitMistakes(recordAt(value, 'limits'), `/formats/${format}/limits`),
      ...rangeMistakes(recordAt(value, 'parameters'), `/formats/${format}/parameters`),
    ]),
  ]
}

/** Where a limit can be read in two ways: the name of the lower reading, and that of the limit. */
const READINGS = [
  ['ambiguousFrom', 'encodedChars'],
  ['urlBytesAmbiguousFrom', 'urlBytes'],
] as const

function limitMistakes(limits: Readonly<Record<string, unknown>>, pointer: string): Mistake[] {
  return READINGS.flatMap(([lower, limit]) => {
    const [from, to] = [limits[lower], limits[limit]]
    if (typeof from !== 'number' || typeof to !== 'number' || from <= to) return []
    return [{ pointer: `${pointer}/${lower}`, text: `is ${from}, which is above ${limit}, ${to}; give both, or null for it` }]
  })
}

function rangeMistakes(ranges: Readonly<Record<string, unknown>>, pointer: string): Mistake[] {
  return Object.keys(ranges).flatMap((path) => {
    const { min, max } = recordAt(ranges, path)
    if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return []
    return [{ pointer: child(child(pointer, path), 'min'), text: `is ${min}, which is above max, ${max}` }]
  })
}
