import type { Profile } from '../profiles/profile.ts'

/** True where MiMo answers: Xiaomi's own platform, and gateways that resell it. */
export function isMimo({ models }: Profile): boolean {
  return models?.listed.some((model) => model.startsWith('mimo-')) ?? false
}

/** True for Xiaomi's own platform, with no gateway before it. */
export function isXiaomi(profile: Profile): boolean {
  return isMimo(profile) && profile.hosts.some((host) => host.endsWith('.xiaomimimo.com'))
}
