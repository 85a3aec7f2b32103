export { DEFAULT_PROFILE, PROFILES, profileOf, profileOfHost } from './shipped.ts'
