import type { Profile } from '../profiles/profile.ts'

/** True where MiMo answers, on Xiaomi's own platform or through a gateway: nobody else tells the tokens of images. */
export function isMimo({ formats }: Profile): boolean {
  return Object.values(formats).some(({ responses }) => responses?.reportsImageTokens === true)
}

/** True for Xiaomi's own platform, with no gateway before it. */
export function isXiaomi(profile: Profile): boolean {
  return isMimo(profile) && profile.hosts.some((host) => host.endsWith('.xiaomimimo.com'))
}
