/**
 * `npm run kill-matrix`: makes each mutation of generated bodies, for each profile and format, judges what comes out, and writes
 * docs/kill-matrix.md. Fails when one is not reported as its own message, or as anything besides. A test makes the page anew and compares.
 */
import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { mutatedBodies, mutationsFor, type MutatedBody } from '../src/arbitraries/request-bodies.ts'
import { MUTATIONS } from '../src/mutations/index.ts'
import type { Mutation } from '../src/mutations/mutation.ts'
import { PROFILES } from '../src/profiles/index.ts'
import type { Profile } from '../src/profiles/profile.ts'
import type { FormatId, Severity } from '../src/core/vocabulary.ts'
import { validateRequest } from '../src/validate/validate-request.ts'

interface Place {
  readonly profile: Profile
  readonly format: FormatId
}

const PLACES: readonly Place[] = PROFILES.flatMap((profile) => (Object.keys(profile.formats) as FormatId[]).map((format) => ({ profile, format })))
const COLUMNS = PLACES.map(({ profile, format }) => `${profile.id} ${format === 'openai-chat' ? 'chat' : 'messages'}`)
const CELLS: Readonly<Record<Severity, string>> = { error: '**E**', warning: 'W', info: 'i' }

/** The page, and what keeps it from being right. */
export function killMatrix(runs: number): { readonly text: string; readonly problems: readonly string[] } {
  const problems: string[] = []
  const rows = MUTATIONS.map((mutation) => {
    const cells = PLACES.map((place) => (mutationsFor(place.profile, place.format).includes(mutation) ? cellOf(mutation, place, runs, problems) : ''))
    return `| ${[mutation.triggers, mutation.name, ...cells].join(' | ')} |`
  })
  const messages = new Set(MUTATIONS.map(({ triggers }) => triggers))
  const text = [
    '# Kill matrix',
    '',
    `${MUTATIONS.length} ways to make a valid body wrong in one place, and the message that each is reported as, with its severity there: error (**E**), warning (W) or`,
    `note (i). Each is reported as this message and as nothing else, in generated bodies for all ${PLACES.length} pairs of profile and format; an empty cell is no fault there. All`,
    `${messages.size} messages that the body of a request can bring about are among them. Written by \`npm run kill-matrix\`; a test makes it anew and compares.`,
    '',
    `| message | mutation | ${COLUMNS.join(' | ')} |`,
    `|---|---|${'---|'.repeat(COLUMNS.length)}`,
    ...rows.toSorted(),
    '',
  ].join('\n')
  return { text, problems }
}

function cellOf({ name, triggers, heavy }: Mutation, { profile, format }: Place, runs: number, problems: string[]): string {
  const mutants = fc.sample(mutatedBodies({ profile, format, only: [name] }), { numRuns: heavy ? 1 : runs, seed: 1 })
  const severities = new Set<Severity>()
  for (const mutant of mutants) {
    const before = findingsOf(mutant, mutant.valid, { profile, format })
    const news = findingsOf(mutant, mutant.body, { profile, format }).filter(({ id }) => id === triggers || !before.some((one) => one.id === id))
    const others = news.filter(({ id }) => id !== triggers).map(({ id }) => id)
    if (others.length === news.length) problems.push(`${profile.id} ${format}: ${name} is not reported as ${triggers}`)
    if (others.length > 0) problems.push(`${profile.id} ${format}: ${name} is reported as ${others.join(', ')} besides ${triggers}`)
    for (const { id, severity } of news) if (id === triggers) severities.add(severity)
  }
  return [...severities].map((severity) => CELLS[severity]).toSorted().join(' ')
}

function findingsOf({ formatIsTold }: MutatedBody, body: unknown, { profile, format }: Place): { id: string; severity: Severity }[] {
  const { findings } = validateRequest(body, { profile, ...(formatIsTold && { format }) })
  return findings.map(({ ruleId, messageId, severity }) => ({ id: `${ruleId}/${messageId}`, severity }))
}

/** Enough to show the severity; the properties try more. */
export const RUNS = 8

if (import.meta.main) {
  const { text, problems } = killMatrix(RUNS)
  writeFileSync(new URL('../docs/kill-matrix.md', import.meta.url), text)
  for (const problem of problems) console.error(problem)
  console.log(`docs/kill-matrix.md: ${MUTATIONS.length} mutations, ${problems.length} problems`)
  if (problems.length > 0) process.exitCode = 1
}
