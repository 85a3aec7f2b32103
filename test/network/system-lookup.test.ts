import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { afterAll, expect, test } from 'vitest'
import { isUnknownTo, systemLookup } from '../../src/network/system-lookup.ts'

/** A name server that answers each question with `code` and no address, or never. */
async function nameServer(code: number | undefined): Promise<Resolver> {
  const socket = createSocket('udp4')
  socket.on('message', (question, { port, address }) => {
    if (code === undefined) return
    const answer = Buffer.from(question)
    answer.writeUInt16BE(0x8180 | code, 2)
    socket.send(answer, port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  afterAll(() => socket.close())
  const resolver = new Resolver({ timeout: 100, tries: 1 })
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  return resolver
}

test.each([
  ['says that the name does not exist', 3, true],
  ['says that the name has no address', 0, true],
  ['fails', 2, false],
  ['refuses', 5, false],
  ['does not answer', undefined, false],
])('a name is unknown when a name server %s: %s', async (_, code, isUnknown) => {
  expect(await isUnknownTo(await nameServer(code), 'nope.example.com')).toBe(isUnknown)
})

test('the lookup of this machine knows the machine', async () => {
  expect(await systemLookup('localhost')).toEqual(expect.arrayContaining([expect.stringMatching(/^(?:127\.0\.0\.1|::1)$/)]))
})
