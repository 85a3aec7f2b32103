import { Command } from 'commander'
import { contractOptions, reportOptions, type SharedFlags } from './shared-options.ts'

/** `pixpact recordings …`: what there is to do with recordings without a network. */
export function recordingsCommand(): Command {
  return new Command('recordings')
    .description('verify, list, import and compare recordings of exchanges with a gateway')
    .addCommand(verifyCommand())
    .addCommand(listCommand())
    .addCommand(importCommand())
    .addCommand(diffCommand())
}

// Not needed to judge files, and so not loaded with the other commands.
const run = (): Promise<typeof import('./run-recordings.ts')> => import('./run-recordings.ts')

function verifyCommand(): Command {
  const command = new Command('verify')
    .description('whether each can be used, holds no secret, has its images, and keeps the contract')
    .argument('<folder>', 'a folder of recordings')
  return reportOptions(contractOptions(command)).action(async (folder: string, flags: SharedFlags) => {
    process.exitCode = await (await run()).verify(folder, flags)
  })
}

function listCommand(): Command {
  return new Command('list')
    .description('one line a recording')
    .argument('<folder>', 'a folder of recordings')
    .action(async (folder: string) => {
      process.exitCode = await (await run()).list(folder)
    })
}

function importCommand(): Command {
  return new Command('import')
    .description('take the chat exchanges of a HAR file in, without their secrets')
    .argument('<har>', 'a HAR file of a browser, a proxy or Playwright')
    .argument('<folder>', 'the folder of recordings; made where there is none')
    .option('--secret-env <name>', 'an environment variable whose value must not be stored (repeatable)', (name: string, before: string[] = []) => [...before, name])
    .action(async (har: string, folder: string, flags: { secretEnv?: readonly string[] }) => {
      process.exitCode = await (await run()).importFile(har, folder, flags.secretEnv ?? [])
    })
}

function diffCommand(): Command {
  return new Command('diff')
    .description('where the contracts differ that two recordings show, or those in two folders; not ids, times, texts or counts')
    .argument('<old>', 'a recording, or a folder of them')
    .argument('<new>', 'what it is compared with')
    .action(async (old: string, now: string) => {
      process.exitCode = await (await run()).diff(old, now)
    })
}
