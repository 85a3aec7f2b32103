import { isRecord } from '../core/record.ts'
import type { Profile } from './profile.ts'

/** Tells a profile from other values; what is in its formats and levels is not looked at. */
export function isProfile(value: unknown): value is Profile {
  return isRecord(value) && typeof value['id'] === 'string' && isRecord(value['formats']) && isRecord(value['levels'])
}
