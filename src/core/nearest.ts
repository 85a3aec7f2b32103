import leven from 'leven'

/** Letters and digits only, in lower case: `imageUrl`, `image-url` and `image_url` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** The known name that a mistyped one most likely means: the same letters in another style, else a few letters off. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > 64) return undefined
  const wanted = plain(name)
  const tolerance = Math.max(1, Math.floor(wanted.length / 3))
  const [best] = known
    .map((candidate) => ({ candidate, name: plain(candidate) }))
    .filter(({ name }) => Math.abs(name.length - wanted.length) <= tolerance)
    .map(({ candidate, name }) => ({ candidate, steps: leven(wanted, name) }))
    .filter(({ steps }) => steps <= tolerance)
    .sort((a, b) => a.steps - b.steps)
  return best?.candidate
}
