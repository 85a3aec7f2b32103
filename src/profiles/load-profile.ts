import { readJson } from '../kit-files/read-json.ts'
import { extendProfile } from './extend-profile.ts'
import { PROFILE_FILE } from './profile-file.ts'
import type { Profile } from './profile.ts'

/**
 * Reads a profile from a JSON file.
 *
 * @throws PixpactError `bad-profile`: the file cannot be read, is no JSON, or describes no profile.
 */
export function loadProfile(path: string): Profile {
  return extendProfile(readJson(path, PROFILE_FILE), path)
}
