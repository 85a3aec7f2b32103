import { Command } from 'commander'
import { PixpactError } from '../core/errors.ts'
import { nearestName } from '../core/nearest.ts'
import { PROFILES } from '../profiles/index.ts'
import { RULE_NAMES, RULES } from '../rules/index.ts'
import type { Rule } from '../rules/rule.ts'

export function explainCommand(): Command {
  return new Command('explain')
    .description('say what a rule reports, how bad each profile finds it, and where that comes from; without a name: list the rules')
    .argument('[rule]', 'a rule, or rule/message')
    .action((name?: string) => {
      console.log(name === undefined ? listOfRules() : explanationOf(name))
    })
}

function listOfRules(): string {
  const width = Math.max(...RULES.map(({ id }) => id.length))
  const lines = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, summary }) => `${id.padEnd(width)}  ${summary}`)
  return [...lines, '', 'pixpact explain RULE tells more of one.'].join('\n')
}

function explanationOf(name: string): string {
  const [ruleId = '', messageId] = name.split('/')
  const rule = RULES.find(({ id }) => id === ruleId)
  if (rule === undefined || (messageId !== undefined && !Object.hasOwn(rule.messages, messageId))) {
    const near = nearestName(name, RULE_NAMES)
    const hint = near === undefined ? '' : `Did you mean ${near}? `
    throw new PixpactError('unknown-rule', `There is no rule or message "${name}".`, `${hint}"pixpact explain" lists the rules.`)
  }
  const messages = Object.keys(rule.messages).filter((id) => messageId === undefined || id === messageId)
  return [rule.id, `  ${rule.summary}`, '', ...messages.flatMap((id) => messageLines(rule, id)), `docs/rules/${rule.id}.md`].join('\n')
}

function messageLines(rule: Rule, id: string): string[] {
  const { text, hint, sources } = rule.messages[id]!
  const levels = PROFILES.map((profile) => {
    const level = profile.levels[`${rule.id}/${id}`]
    return `${profile.id} ${typeof level === 'string' ? level : Object.entries(level ?? {}).map((pair) => pair.join(' ')).join(', ')}`
  })
  return [
    `${rule.id}/${id}`,
    `  ${text}`,
    `  → ${hint}`,
    `  levels: ${levels.join(' · ')}`,
    ...sources.map((source) => `  source: ${source}`),
    '',
  ]
}
