import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { UrlFetcher } from '../../src/network/url-fetcher.ts'
import { serve } from './server.ts'

describe('a fetcher', () => {
  test('asks for a URL once, at the same time and later', async () => {
    const { origin, requests } = await serve((_, response) => void response.end('x'))
    const fetcher = new UrlFetcher({ allowPrivate: true })
    const [a, b] = await Promise.all([fetcher.factsOf([`${origin}/a`, `${origin}/a`]), fetcher.factsOf([`${origin}/a`, `${origin}/b`])])
    expect(await fetcher.factsOf([`${origin}/a#top`])).toEqual(new Map([[`${origin}/a#top`, a.get(`${origin}/a`)]]))
    expect([...b.keys()]).toEqual([`${origin}/a`, `${origin}/b`])
    expect(requests.map(({ url }) => url).toSorted()).toEqual(['/a', '/b'])
  })

  test('asks anew where more is to be counted', async () => {
    const { origin, requests } = await serve((_, response) => {
      response.write(Buffer.alloc(100_000))
      response.end()
    })
    const fetcher = new UrlFetcher({ allowPrivate: true })
    const sizes = [70_000, 200_000].map(async (countTo) => (await fetcher.factsOf([origin], countTo)).get(origin)!.file)
    expect(await Promise.all(sizes)).toMatchObject([{ moreThan: 70_000 }, { bytes: 100_000 }])
    expect(requests).toHaveLength(2)
  })

  test('asks for eight at a time', async () => {
    let open = 0
    let most = 0
    const { origin } = await serve(async (_, response) => {
      most = Math.max(most, ++open)
      await wait(20)
      open--
      response.end('x')
    })
    const fetcher = new UrlFetcher({ allowPrivate: true })
    const facts = await fetcher.factsOf(Array.from({ length: 40 }, (_, number) => `${origin}/${number}`))
    expect([...facts.values()].every(({ file }) => file?.bytes === 1)).toBe(true)
    expect(most).toBe(8)
  })
})
