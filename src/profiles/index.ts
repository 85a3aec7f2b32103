export { DEFAULT_PROFILE, isProfilePath, PROFILES, profileOf, profileOfHost } from './shipped.ts'
