import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requestBodies, visionRequests } from '../../src/arbitraries/index.ts'
import { convertRequest, decodeRequest, encodeRequest, validateRequest } from '../../src/index.ts'
import { FORMAT_IDS, PLACES } from './places.ts'
import { cases } from '../cases.ts'

describe.each(PLACES)('for %s', (_, { profile, format, models, mediaTypes, urls }) => {
  const requests = visionRequests({ models, mediaTypes, urls })

  test('an encoded request is valid, without a warning', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { findings } = validateRequest(encodeRequest(request, format, profile), { profile, format })
        expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
      }),
      cases(60),
    )
  })
})

describe.each(FORMAT_IDS)('in %s', (format) => {
  const other = FORMAT_IDS.find((id) => id !== format)!

  test('decoding what was encoded gives the same request', () => {
    fc.assert(
      fc.property(visionRequests({ models: ['mimo-v2-omni'] }), (request) => {
        expect(decodeRequest(encodeRequest(request, format), format)).toEqual({ request, changes: [] })
      }),
      cases(200),
    )
  })

  test('a request is the same when it comes back from the other format', () => {
    fc.assert(
      fc.property(visionRequests({ models: ['mimo-v2-omni'] }), (request) => {
        const body = encodeRequest(request, format)
        const there = convertRequest(body, format, other)
        const back = convertRequest(there.body, other, format)
        expect([...there.changes, ...back.changes]).toEqual([])
        expect(back.body).toEqual(body)
      }),
      cases(200),
    )
  })

  test('whatever a body holds, its turns keep their roles, texts and images in the other format, and the rest is told', () => {
    const bodies = fc.oneof(...PLACES.filter(([, place]) => place.format === format).map(([, { profile }]) => requestBodies({ profile, format })))
    fc.assert(
      fc.property(bodies, (body) => {
        const { request, changes } = decodeRequest(body, format)
        const there = convertRequest(body, format, other)
        const detailTold = ({ pointer }: { pointer: string }): boolean => !pointer.endsWith('/detail')
        expect(there.changes.filter(detailTold)).toEqual(changes.filter(detailTold))
        const withoutDetail = JSON.parse(JSON.stringify(request), (key, value: unknown) => (key === 'detail' ? undefined : value)) as unknown
        expect(JSON.parse(JSON.stringify(decodeRequest(there.body, other).request))).toEqual(withoutDetail)
      }),
      cases(200),
    )
  })
})
