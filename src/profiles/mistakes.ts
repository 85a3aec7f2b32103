import { FORMAT_IDS } from '../core/format-ids.ts'
import { child } from '../core/pointer.ts'
import { isRecord, recordAt } from '../core/record.ts'
import { didYouMean, type Mistake } from '../kit-files/mistakes.ts'
import { documentedFields } from '../schema/documented-fields.ts'
import { shortJson } from '../schema/json-text.ts'
import { FATAL_MESSAGES, LEVEL_NAMES } from './levels.ts'
import { PROFILES } from './shipped.ts'

/** The ids that there are, for a sentence. */
export const SHIPPED: string = `the shipped profiles are ${PROFILES.map(({ id }) => id).join(', ')}`

/** What to say of an id that is none. */
export function notShipped(id: string): string {
  const advice = didYouMean(id, PROFILES.map((profile) => profile.id)) || `; ${SHIPPED}`
  return `is ${shortJson(id)}, which is no shipped profile${advice}`
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

/** What to say of a key that a level is given to, and that is the name of nothing. */
export function namesNothing(key: string): string {
  return `names no rule and no message${didYouMean(key, LEVEL_NAMES)}`
}

/** Keys of `levels` that name no rule and no message, and levels that would leave nothing to judge. */
export function levelMistakes(file: unknown): Mistake[] {
  return Object.entries(recordAt(file, 'levels')).flatMap(([key, level]) => {
    const pointer = child('/levels', key)
    if (!LEVEL_NAMES.includes(key)) return [{ pointer, text: namesNothing(key) }]
    const fatal = level === 'error' ? undefined : FATAL_MESSAGES.find((message) => message === key || message.split('/')[0] === key)
    if (fatal === undefined) return []
    const advice = fatal === key ? '' : '; name the other messages one by one'
    return [{ pointer, text: `is ${shortJson(level)}, and ${fatal} is an error in each profile${advice}` }]
  })
}

/** Field paths that no request of the format has. */
export function fieldMistakes(file: unknown): Mistake[] {
  return FORMAT_IDS.flatMap((format) => {
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
  const lacksIn = (key: string, keys: readonly string[]): Mistake[] =>
    isRecord(merged) && isRecord(merged[key]) ? lacks(merged[key], `/${key}`, keys) : []
  return [
    ...lacksIn('models', ['listed']),
    ...lacksIn('samples', ['model', 'keyVariable', 'keyHeader']),
    ...(Object.keys(formats).length === 0 ? [{ pointer: '/formats', text: 'leaves no format' }] : []),
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
