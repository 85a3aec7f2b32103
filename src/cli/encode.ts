import { Command, InvalidArgumentError, Option } from 'commander'
import type { EncodeFlags, Item } from './run-encode.ts'
import { contractOptions } from './shared-options.ts'

export function encodeCommand(): Command {
  // Images, cards and texts of the question, in the order in which they are given.
  const content: Item[] = []
  const command = new Command('encode')
    .description('write the body of a request with these images and texts, or a program that sends it')
    .option('--image <file|url>', 'an image, by its file or its URL (repeatable; order counts, among texts too)', (text: string) => {
      content.push(/^https?:\/\//i.test(text) ? { type: 'image', url: text } : { type: 'image', file: text })
    })
    .option('--card <code[:type[:bytes]]>', 'a test card, a picture in which the code can be read: K7Q2, K7Q2:jpeg, K7Q2:png:200000 (repeatable)', (text: string) => {
      content.push({ type: 'card', text })
    })
    .option('--text <text>', 'a text (repeatable)', (text: string) => {
      content.push({ type: 'text', text })
    })
    .option('--system <text>', 'the system prompt')
    .option('--model <name>', "the model; default: that of the gateway's own samples")
    .option('--max-tokens <number>', 'upper bound of output tokens', numberOption, 1024)
    .option('--detail <detail>', 'how closely to look at the images, where the format can say so')
    .option('--stream', 'ask for the answer piece by piece')
    .addOption(new Option('--as <language>', 'a program that sends it, in place of the body alone').choices(['curl', 'python', 'typescript']))
    .option('--base-url <url>', 'where the program sends it, as an SDK is told; default: the gateway of the profile')
    .option('--api-key-env <name>', 'the environment variable in which the program finds the key')
  return contractOptions(command).action(async (flags: EncodeFlags) => {
    // Not needed to judge, and so not loaded with the other commands.
    const { encode } = await import('./run-encode.ts')
    process.stdout.write(await encode(content, flags))
  })
}

function numberOption(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('Give a whole number.')
  return number
}
