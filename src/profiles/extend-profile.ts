import { isRecord, recordAt } from '../core/record.ts'
import type { FormatId, Level, LevelByFormat } from '../core/vocabulary.ts'
import { mistakesError, shapeMistakes, type Mistake } from '../kit-files/mistakes.ts'
import { profileFaults } from '../schema/profile-faults.ts'
import { mergePatch } from './merge-patch.ts'
import { dateMistakes, fieldMistakes, levelMistakes, mergedMistakes, notShipped, SHIPPED } from './mistakes.ts'
import { PROFILE_FILE } from './profile-file.ts'
import type { Profile } from './profile.ts'
import { DEFAULT_PROFILE, PROFILES } from './shipped.ts'

type LevelPatch = Level | Readonly<Partial<Record<FormatId, Level>>>

/**
 * Makes a profile of the content of a profile file, which tells how it differs from a shipped one; see
 * `schemas/kit/profile.schema.json`. `name` is what messages call the file.
 *
 * @example
 * extendProfile({ extends: 'openai-compatible', id: 'my-gateway', formats: { 'anthropic-messages': null } }, 'my-gateway.json')
 *
 * @throws PixpactError `bad-profile`, which tells all mistakes at once.
 */
export function extendProfile(data: unknown, name: string): Profile {
  const file = isRecord(data) ? data : {}
  const extended = PROFILES.find(({ id }) => id === file['extends']) ?? DEFAULT_PROFILE
  const merged = mergePatch(foundation(extended, file), patchOf(file))
  const mistakes = [
    ...shapeMistakesOf(data),
    ...nameMistakes(file),
    ...dateMistakes(file),
    ...levelMistakes(file),
    ...fieldMistakes(file),
    // Of what is merged with another profile than the one that was meant nothing can be said.
    ...(extended.id === file['extends'] ? mergedMistakes(merged, extended.id) : []),
  ]
  if (mistakes.length > 0) throw mistakesError(PROFILE_FILE, name, mistakes)
  const told = recordAt(file, 'levels') as Readonly<Record<string, LevelPatch>>
  return { ...(merged as Profile), levels: levelsOf(extended, { ...levelsOfLimits(extended, file), ...told }) }
}

/** The messages that speak of a limit, and how bad they are where the extended profile has no such limit. */
const LEVEL_OF_LIMIT: Readonly<Record<string, readonly [message: string, level: Level]>> = {
  encodedChars: ['image-size/too-large', 'error'],
  ambiguousFrom: ['image-size/ambiguous', 'warning'],
  urlBytes: ['image-url-fetch/too-large', 'error'],
  urlBytesAmbiguousFrom: ['image-url-fetch/ambiguous', 'warning'],
  requestBytes: ['image-size/request', 'error'],
  images: ['image-count/too-many', 'error'],
  side: ['image-dimensions/too-large', 'error'],
  crowded: ['image-dimensions/too-large', 'error'],
  patches: ['image-dimensions/too-large', 'error'],
  fewestPixels: ['image-dimensions/tiny', 'info'],
}

/** A limit that a file sets is meant to be held, also where the extended profile is silent for want of one. */
function levelsOfLimits(extended: Profile, file: Readonly<Record<string, unknown>>): Readonly<Record<string, Level>> {
  const limits = Object.values(recordAt(file, 'formats')).flatMap((format) => Object.keys(recordAt(format, 'limits')))
  const told = limits.flatMap((limit) => (Object.hasOwn(LEVEL_OF_LIMIT, limit) ? [LEVEL_OF_LIMIT[limit]!] : []))
  return Object.fromEntries(told.filter(([message]) => extended.levels[message] === 'off'))
}

/** What the file's patch is laid over: the extended profile, and for what that lacks whatever need not be told. */
function foundation(extended: Profile, file: Readonly<Record<string, unknown>>): unknown {
  const formats = Object.entries(recordAt(file, 'formats')).filter(([, format]) => isRecord(format))
  const unsaid = { limits: {}, parameters: {}, undocumented: [] }
  const models = { date: file['date'] ?? extended.date, textOnly: [], thinkingByDefault: [], ...extended.models }
  return {
    ...extended,
    title: file['id'],
    ...(isRecord(file['models']) && { models }),
    formats: { ...Object.fromEntries(formats.map(([id]) => [id, unsaid])), ...extended.formats },
  }
}

function patchOf({ $schema: _schema, extends: _extends, levels: _levels, ...patch }: Readonly<Record<string, unknown>>): unknown {
  return patch
}

/** Levels of whole rules first, so that a message's own level has the last word. */
function levelsOf(extended: Profile, told: Readonly<Record<string, LevelPatch>>): Profile['levels'] {
  return Object.fromEntries(
    Object.entries(extended.levels).map(([message, level]) => {
      const patches = [told[message.split('/')[0]!], told[message]].filter((patch) => patch !== undefined)
      return [message, patches.reduce(patched, level)]
    }),
  )
}

function patched(level: LevelByFormat, patch: LevelPatch): LevelByFormat {
  if (typeof patch === 'string') return patch
  return { ...(typeof level === 'string' ? { 'openai-chat': level, 'anthropic-messages': level } : level), ...patch }
}

function shapeMistakesOf(data: unknown): Mistake[] {
  return shapeMistakes(profileFaults(data)).map(({ pointer, text }) => ({ pointer, text: pointer === '/extends' ? `${text}; ${SHIPPED}` : text }))
}

function nameMistakes({ extends: extended, id }: Readonly<Record<string, unknown>>): Mistake[] {
  const ids = PROFILES.map((profile) => profile.id)
  const mistakes: Mistake[] = []
  if (typeof extended === 'string' && !ids.includes(extended)) {
    mistakes.push({ pointer: '/extends', text: notShipped(extended) })
  }
  if (typeof id === 'string' && ids.includes(id)) {
    mistakes.push({ pointer: '/id', text: `is "${id}", which is the id of a shipped profile; choose another` })
  }
  return mistakes
}
