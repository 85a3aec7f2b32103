/** What a new configuration says. */
export interface NewConfig {
  readonly profile: string
  readonly files: readonly string[]
  /** Where its schema is, for JSON. */
  readonly schema?: string
}

export type ConfigKind = 'ts' | 'js' | 'json'

/** The text of a new configuration. */
export function configText(kind: ConfigKind, { profile, files, schema }: NewConfig): string {
  if (kind === 'json') return `${JSON.stringify({ ...(schema !== undefined && { $schema: schema }), profile, files }, null, 2)}\n`
  return `import { defineConfig } from 'pixpact'

export default defineConfig({
  profile: ${quoted(profile)},
  files: [${files.map(quoted).join(', ')}],
})
`
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
