import type { Command } from 'commander'
import { PixpactError } from '../core/errors.ts'
import { fetchingJudge } from '../validate/judge-with-fetch.ts'
import { OFFLINE, type Judge } from './judge-inputs.ts'

export interface FetchFlags {
  readonly fetchUrls?: true
  readonly allowPrivate?: true
}

/** Adds the flags for looking behind image URLs. */
export function fetchFlags(command: Command): Command {
  return command
    .option('--fetch-urls', 'ask for the images that are given by URL, and judge what stands there')
    .option('--allow-private', 'with --fetch-urls: ask also at addresses that are not public, for test servers')
}

/** The judge that the flags ask for. Throws `usage` for flags that mean nothing. */
export function judgeFor({ fetchUrls = false, allowPrivate = false }: { fetchUrls?: boolean; allowPrivate?: boolean }): Judge {
  if (fetchUrls) return { judge: fetchingJudge({ allowPrivate }), atOnce: 8 }
  if (allowPrivate) throw new PixpactError('usage', '--allow-private says what --fetch-urls may ask for, and that is not given.', 'Give both or neither.')
  return OFFLINE
}
