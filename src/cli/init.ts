import { existsSync, writeFileSync } from 'node:fs'
import { Argument, Command } from 'commander'
import type { ConfigKind } from '../config/config-text.ts'
import { configsIn } from '../config/find-config.ts'
import { PixpactError } from '../core/errors.ts'
import { printable } from '../core/printable.ts'
import { DEFAULT_PROFILE } from '../profiles/index.ts'
import { chooseProfile } from '../validate/context.ts'
import { profileOption } from './profile-option.ts'

const FILES = ['captures/**/*.json']
const SCHEMA = './node_modules/pixpact/schemas/kit/config.schema.json'

export function initCommand(): Command {
  return new Command('init')
    .description('write a configuration for this folder')
    .addArgument(new Argument('[kind]', 'ts, js or json; default: ts where there is a tsconfig.json, else json').choices(['ts', 'js', 'json']))
    .option('--profile <id|file>', 'whose rules apply', DEFAULT_PROFILE.id)
    .action(async (kind: ConfigKind | undefined, { profile }: { profile: string }) => {
      console.log(await init(kind ?? (existsSync('tsconfig.json') ? 'ts' : 'json'), profile))
    })
}

/** Writes the configuration, and returns what there is to say of it. */
async function init(kind: ConfigKind, profile: string): Promise<string> {
  const present = configsIn('.')
  if (present.length > 0) throw new PixpactError('usage', `There is ${present.join(' and ')} already.`, 'Change that, or take it away first.')
  // Throws for one that is none.
  const { title } = chooseProfile({ profile: await profileOption(profile) })
  const isInstalled = existsSync(SCHEMA)
  const { configText } = await import('../config/config-text.ts')
  const name = `pixpact.config.${kind}`
  write(name, configText(kind, { profile, files: FILES, ...(isInstalled && { schema: SCHEMA }) }))
  return [
    `Wrote ${name}: judges ${FILES.join(', ')} by the rules of ${printable(title)}.`,
    '',
    'Next:',
    ...(kind === 'json' || isInstalled ? [] : ['  npm install --save-dev pixpact    it imports defineConfig from there']),
    '  put request bodies into captures/, or change "files" to where yours are',
    '  npx pixpact validate              judge them',
  ].join('\n')
}

function write(name: string, text: string): void {
  try {
    writeFileSync(name, text, { flag: 'wx' })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PixpactError('unwritable-output', `${name} cannot be written: ${why}.`, 'Check that the folder may be written to.', { cause })
  }
}
