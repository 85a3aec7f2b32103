import { crc32 } from 'node:zlib'

const IEND_LENGTH = 12

/** The base64 of the same PNG picture in other bytes: with a comment in front of its end. What is no PNG stays as it is. */
export function repacked(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  const end = bytes.length - IEND_LENGTH
  if (bytes.toString('latin1', 1, 4) !== 'PNG' || bytes.toString('latin1', end + 4, end + 8) !== 'IEND') return base64
  const body = Buffer.from('tEXtComment\0repacked', 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return Buffer.concat([bytes.subarray(0, end), chunk, bytes.subarray(end)]).toString('base64')
}
