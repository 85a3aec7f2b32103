/** `npm start`: shows what the kit does, on the requests of the documented page. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { askThroughSdks } from './ask-through-sdks.ts'
import { replayRecording } from './replay-recording.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs the command line as a user would, and fails when it ends otherwise than it must. */
function show(comment: string, args: readonly string[], expectedExit: number): void {
  console.log(`\n${comment}\n\n$ pixpact ${args.map(quoted).join(' ')}\n`)
  const { status } = spawnSync(process.execPath, ['bin/pixpact.mjs', ...args], { cwd: root, stdio: 'inherit' })
  console.log(`exit code ${status}${status === expectedExit && status !== 0 ? ', as it should be' : ''}`)
  if (status !== expectedExit) {
    console.error(`\nThis must end with exit code ${expectedExit}: something is wrong with this checkout.`)
    process.exit(1)
  }
}

function quoted(arg: string): string {
  return /[^\w./:*=-]/.test(arg) ? `'${arg}'` : arg
}

const good = 'fixtures/documented/good/*.json'
const broken = 'fixtures/documented/broken/*.json'
show('The requests of the documented page, complete and with a real image:', ['validate', good], 0)
show('The same as they go wrong in practice. The first is printed like this on the page itself:', ['validate', broken], 1)
show('The same image request, judged by the rules of another vendor:', ['validate', '--profile', 'anthropic', 'fixtures/documented/good/anthropic-base64.json'], 0)
show('A request of your own, as a command that sends it:', ['encode', '--image', 'https://example.com/cat.png', '--text', 'What is this?', '--as', 'curl'], 0)
console.log(`\nThe same image, sent with the real SDKs to the simulated gateway of "pixpact serve":`)
await askThroughSdks()
console.log('\nAn answer that was recorded, replayed to the SDK without the gateway that gave it:')
await replayRecording('openai-multi-image')
show('A small gateway that converts requests and loses a picture, found out by playing its client and its provider:', ['check', '--config', 'scripts/miniature.config.ts', '--filter', 'known/'], 1)
console.log(`
Next:
  npx pixpact validate YOUR-REQUEST.json    judge a request of yours
  npx pixpact serve                         the gateway on this machine, for your client to talk to
  npx pixpact check --base-url URL …        is a gateway right, picture for picture: docs/check-a-gateway.md
  npx pixpact explain media-type            what a rule says, and on what evidence
  npm test                                  prove all of it`)
