/**
 * Writes what the documentation says of levels: docs/rules/README.md, and the lines "Levels: …" of the pages beside it.
 * `node scripts/rules-table.ts`; a test makes the same texts in memory and compares them with the files.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Level, LevelByFormat } from '../src/core/vocabulary.ts'
import { DEFAULT_PROFILE, PROFILES } from '../src/profiles/index.ts'
import type { Profile } from '../src/profiles/profile.ts'
import { RULES } from '../src/rules/index.ts'
import type { Rule } from '../src/rules/rule.ts'

const folder = new URL('../docs/rules/', import.meta.url)
const rules: readonly Rule[] = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** The text of docs/rules/README.md. */
export function rulesTable(): string {
  return `<!-- Written by \`node scripts/rules-table.ts\` from src/rules and src/profiles. Do not edit. -->

# Rules

An error makes a request, or an answer, invalid; a warning and a note (info) do not. Where a message does not apply there is a dash. The levels
follow the evidence: an error is what the vendor documents or was recorded to refuse; see each page. \`--rule ID[/MESSAGE]=LEVEL\`
gives another level, and \`pixpact explain RULE\` shows all of this on the command line.

## What each rule reports

${table(['rule', 'summary'], rules.map(({ id, summary }) => [`[${id}](${id}.md)`, summary]))}

## The level of each message

${table(['message', ...PROFILES.map(({ id }) => id)], rules.flatMap(messageRows))}

## Profiles

${table(['profile', 'whom it describes', 'as of'], PROFILES.map(profileRow))}
`
}

/** A page with the levels of today: `page` is the text of docs/rules/<rule>.md. */
export function withLevels(page: string): string {
  let message = ''
  return page
    .split('\n')
    .map((line) => {
      if (line.startsWith('## ')) message = line.slice('## '.length)
      return line.startsWith('Levels: ') ? levelsLine(message) : line
    })
    .join('\n')
}

function levelsLine(message: string): string {
  return `Levels: ${PROFILES.map(({ id, levels }) => `${id} ${words(levels[message] ?? 'off', 'off')}`).join(' · ')}.`
}

function profileRow({ id, title, date }: Profile): string[] {
  return [id === DEFAULT_PROFILE.id ? `${id} (default)` : id, title, date]
}

function messageRows({ id, messages }: Rule): string[][] {
  return Object.keys(messages).map((message) => {
    const name = `${id}/${message}`
    // The anchor that GitHub makes of the heading.
    const link = `[${name}](${id}.md#${name.replace('/', '')})`
    return [link, ...PROFILES.map(({ levels }) => words(levels[name] ?? 'off', '–'))]
  })
}

function words(level: LevelByFormat, off: string): string {
  const word = (one: Level): string => (one === 'off' ? off : one)
  if (typeof level === 'string') return word(level)
  return Object.entries(level).map(([format, one]) => `${format} ${word(one)}`).join(', ')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

if (import.meta.main) {
  writeFileSync(new URL('README.md', folder), rulesTable())
  for (const { id } of rules) {
    const file = new URL(`${id}.md`, folder)
    writeFileSync(file, withLevels(readFileSync(file, 'utf8')))
  }
}
