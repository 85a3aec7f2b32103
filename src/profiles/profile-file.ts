import type { KitFile } from '../kit-files/kit-file.ts'

/** The file in which a user tells a profile. */
export const PROFILE_FILE: KitFile = {
  noun: 'profile',
  code: 'bad-profile',
  schema: 'schemas/kit/profile.schema.json',
  ifUnreadable: 'Give the path of a profile file that is there and may be read, or the id of a shipped profile.',
}
