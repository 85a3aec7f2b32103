import { isProfilePath } from '../profiles/index.ts'
import type { Profile } from '../profiles/profile.ts'

/** The profile that `--profile` names: a shipped one by its id, or a JSON file of the user's by its path. */
export async function profileOption(text: string): Promise<string | Profile> {
  if (!isProfilePath(text)) return text
  // What reads and checks profile files is not needed to judge by a shipped one.
  const { loadProfile } = await import('../profiles/load-profile.ts')
  return loadProfile(text)
}
