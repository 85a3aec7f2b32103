import type { FormatId } from '../../core/vocabulary.ts'
import { SIZED_TYPES, type SizedType } from '../../image/padding.ts'
import type { CheckCase } from './check-case.ts'
import { coveringRows, type Row } from './covering.ts'
import { bodyOfPlan, PLAIN, type Plan } from './plan.ts'

const DIMENSIONS = {
  form: ['base64', 'url', 'mixed'],
  type: ['png', 'jpeg', 'gif', 'webp'],
  count: ['1', '2', '3', '20'],
  position: ['before', 'after', 'between'],
  role: ['user', 'history', 'tool'],
  answer: ['whole', 'stream'],
  size: ['small', '100kB', '1MB'],
} as const

const BYTES: Readonly<Record<string, number>> = { small: 0, '100kB': 100_000, '1MB': 1_000_000 }
/** Together; more is a matter of limits, not of conversion. */
const MOST_BYTES = 3_000_000

/** Valid requests: each combination of values of any three dimensions is in one of them. */
export function positiveCases(format: FormatId): CheckCase[] {
  const rows = coveringRows(DIMENSIONS, ({ form, count, size }) => (form !== 'mixed' || count !== '1') && Number(count) * BYTES[size]! <= MOST_BYTES)
  return [...rows.map((row) => caseOf(format, row)), ...(format === 'openai-chat' ? detailCases() : []), ...plainCases(format)]
}

function caseOf(format: FormatId, row: Row<typeof DIMENSIONS>): CheckCase {
  const plan: Plan = {
    form: row.form,
    type: mediaTypeOf(row.type),
    count: Number(row.count),
    position: row.position,
    role: row.role,
    stream: row.answer === 'stream',
    bytes: BYTES[row.size]!,
  }
  return planned(format, `picture/${Object.values(row).join('-')}`, plan, row)
}

/** How closely a picture is to be looked at, which only this format says. */
function detailCases(): CheckCase[] {
  return ['auto', 'low', 'high'].flatMap((detail) =>
    (['base64', 'url'] as const).map((form) => planned('openai-chat', `detail/${detail}-${form}`, { ...PLAIN, form, detail }, { detail, form })),
  )
}

/** What stands beside pictures. */
function plainCases(format: FormatId): CheckCase[] {
  return [
    planned(format, 'plain/text-only', { ...PLAIN, count: 0 }, { count: '0' }),
    planned(format, 'plain/text-only-stream', { ...PLAIN, count: 0, stream: true }, { count: '0', answer: 'stream' }),
    planned(format, 'plain/system-prompt', { ...PLAIN, system: true }, { system: 'yes' }),
    planned(format, 'plain/system-prompt-stream', { ...PLAIN, count: 2, system: true, stream: true }, { system: 'yes', answer: 'stream' }),
  ]
}

/** A valid request by its plan. */
export function planned(format: FormatId, name: string, plan: Plan, dimensions: CheckCase['dimensions'], about?: string): CheckCase {
  return {
    id: `${format}/${name}`,
    format,
    expects: 'answer',
    dimensions: { kind: 'valid', answer: plan.stream ? 'stream' : 'whole', ...dimensions },
    ...(about !== undefined && { about }),
    byUrl: plan.form !== 'base64' && plan.count > 0,
    write(setting) {
      const { body, pictures } = bodyOfPlan(plan, format, setting)
      return { body: JSON.stringify(body), pictures }
    },
  }
}

function mediaTypeOf(name: string): SizedType {
  return SIZED_TYPES.find((type) => type.endsWith(`/${name}`))!
}
