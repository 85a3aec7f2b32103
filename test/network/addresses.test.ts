import { describe, expect, test } from 'vitest'
import { PixpactError } from '../../src/core/errors.ts'
import { Addresses } from '../../src/network/addresses.ts'
import { fetchUrl } from '../../src/network/fetch-url.ts'
import { UrlFetcher } from '../../src/network/url-fetcher.ts'
import type { Lookup } from '../../src/network/system-lookup.ts'
import { serve } from './server.ts'

const NOBODY: Lookup = async () => {
  throw new Error('no name is to be looked up')
}

async function failureAt(url: string, lookup: Lookup = NOBODY): Promise<unknown> {
  return (await new UrlFetcher({ lookup }).factsOf([url])).get(url)!.failure
}

describe('an address that is not public is not asked', () => {
  test.each([
    ['http://127.0.0.1:1/', '127.0.0.1'],
    ['http://2130706433:1/', '127.0.0.1'],
    ['http://0x7f000001/', '127.0.0.1'],
    ['http://017700000001/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://0.0.0.0/', '0.0.0.0'],
    ['http://10.0.0.1/', '10.0.0.1'],
    ['http://172.16.0.1/', '172.16.0.1'],
    ['http://192.168.0.1/', '192.168.0.1'],
    ['http://100.100.100.200/', '100.100.100.200'],
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254'],
    ['http://168.63.129.16/machine/', '168.63.129.16'],
    ['http://192.0.0.192/', '192.0.0.192'],
    ['http://224.0.0.1/', '224.0.0.1'],
    ['http://255.255.255.255/', '255.255.255.255'],
    ['http://[::]/', '::'],
    ['http://[::1]/', '::1'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://[::ffff:0:127.0.0.1]/', '::ffff:0:7f00:1'],
    ['http://[::10.0.0.1]/', '::a00:1'],
    ['http://[64:ff9b::7f00:1]/', '64:ff9b::7f00:1'],
    ['http://[64:ff9b::a9fe:a9fe]/', '64:ff9b::a9fe:a9fe'],
    ['http://[64:ff9b:1::1]/', '64:ff9b:1::1'],
    ['http://[2002:7f00:1::]/', '2002:7f00:1::'],
    ['http://[fd00:ec2::254]/', 'fd00:ec2::254'],
    ['http://[fe80::1]/', 'fe80::1'],
    ['http://[ff02::1]/', 'ff02::1'],
    ['http://[2001:db8::1]/', '2001:db8::1'],
  ])('%s', async (url, detail) => {
    expect(await failureAt(url)).toEqual({ kind: 'not-public', detail })
  })

  test.each([[['127.0.0.1']], [['93.184.215.14', '10.0.0.5']], [['2606:2800:21f:cb07:6820:80da:af6b:8b2c', 'fe80::1%eth0']]])(
    'behind a name that has %j',
    async (addresses) => {
      expect(await failureAt('http://cat.example.com/', async () => addresses)).toEqual({ kind: 'not-public', detail: addresses.at(-1) })
    },
  )

  test.each(['http://127.0.0.1:PORT/cat.png', 'http://[::1]:PORT/cat.png', 'http://inside.example.com:PORT/cat.png', '//0x7f.1:PORT/cat.png'])(
    'behind a redirect to %s',
    async (location) => {
      const { port, requests } = await serve((_, response) => void response.writeHead(302, { location: location.replace('PORT', String(port)) }).end())
      const checked = new Addresses({ lookup: async () => ['127.0.0.1'], allowPrivate: false, timeoutMs: 1000 })
      // Stands in for a public server: the first hop is let through, whatever its address.
      const first = async (url: URL): Promise<readonly string[]> => (url.hostname === 'public.example.com' ? ['127.0.0.1'] : checked.of(url))
      const facts = await fetchUrl(new URL(`http://public.example.com:${port}/`), { of: first }, { timeoutMs: 2000 })
      expect(facts).toMatchObject({ redirects: 1, end: expect.stringContaining('/cat.png') as string, failure: { kind: 'not-public' } })
      expect(requests).toHaveLength(1)
    },
  )
})

describe('the address of a name', () => {
  test('is the one that was checked, whatever the name stands for later', async () => {
    const { port, requests } = await serve((_, response) => void response.writeHead(404).end())
    const answers = [['127.0.0.1'], ['127.0.0.2']]
    let asked = 0
    const addresses = new Addresses({ lookup: async () => answers[asked++]!, allowPrivate: true, timeoutMs: 1000 })
    await fetchUrl(new URL(`http://rebinds.example.com:${port}/`), addresses, { timeoutMs: 2000 })
    expect({ asked, hosts: requests.map(({ headers }) => headers.host) }).toEqual({ asked: 1, hosts: [`rebinds.example.com:${port}`] })
  })

  test('may be the second, where the first does not answer', async () => {
    const { port } = await serve((_, response) => void response.writeHead(404).end())
    const addresses = new Addresses({ lookup: async () => ['::1', '127.0.0.1'], allowPrivate: true, timeoutMs: 1000 })
    expect(await fetchUrl(new URL(`http://both.example.com:${port}/`), addresses, { timeoutMs: 2000 })).toMatchObject({ failure: { kind: 'status' } })
  })

  test('is none where there is no such host', async () => {
    expect(await failureAt('https://nope.example.com/cat.png', async () => [])).toEqual({ kind: 'unknown-host', detail: 'nope.example.com' })
  })
})

describe('a network that is down', () => {
  test.each<[string, Lookup]>([
    ['names are not answered', () => new Promise(() => undefined)],
    [
      'names cannot be looked up',
      async () => {
        throw new PixpactError('no-network', 'It cannot be looked up.', '')
      },
    ],
  ])('is an error of the run, and no fact of the URL: %s', async (_, lookup) => {
    const fetcher = new UrlFetcher({ lookup, timeoutMs: 200 })
    await expect(fetcher.factsOf(['https://a.example.com/'])).rejects.toMatchObject({ name: 'PixpactError', code: 'no-network' })
  })

  test('is waited for once', async () => {
    let asked = 0
    const lookup: Lookup = () => {
      asked++
      return new Promise(() => undefined)
    }
    const fetcher = new UrlFetcher({ lookup, timeoutMs: 200 })
    for (const name of ['a', 'b', 'c']) await expect(fetcher.factsOf([`https://${name}.example.com/`])).rejects.toThrow('a.example.com cannot be looked up')
    expect(asked).toBe(1)
  })
})
