import { expect, test } from 'vitest'
import { failureOf } from '../../src/network/failure.ts'

const url = new URL('https://cat.example.com/cat.png')

function coded(code: string): Error {
  return Object.assign(new Error(code), { code })
}

test.each(['ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EMFILE', 'UND_ERR_INVALID_ARG', 'ESOMETHINGNEW'])(
  '%s says nothing of the URL, so the run fails',
  (code) => {
    expect(() => failureOf(coded(code), url)).toThrow(expect.objectContaining({ code: 'no-network', message: expect.stringContaining(`cat.example.com cannot be asked for an image (${code})`) as string }) as Error)
  },
)

test('of several addresses, one that says something of the URL is enough', () => {
  expect(failureOf(new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')]), url)).toEqual({ kind: 'connection-refused' })
  expect(() => failureOf(new AggregateError([coded('ENETUNREACH'), coded('ENETUNREACH')]), url)).toThrow('ENETUNREACH')
})

test.each(['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
  '%s is a certificate that others do not accept either',
  (code) => {
    expect(failureOf(coded(code), url)).toEqual({ kind: 'tls', detail: code })
  },
)
