/** For `npm start`: a small gateway that drops the second picture of each message, at ports that are free. */
import type { Config } from '../src/config/config.ts'
import { freePort } from '../test/gateways/free-port.ts'

async function config(): Promise<Config> {
  const [port, upstreamPort] = [await freePort(), await freePort()]
  const formats = '--inbound openai-chat --upstream-format anthropic-messages'
  const start = `node test/gateways/miniature/main.ts --port ${port} ${formats} --upstream http://127.0.0.1:${upstreamPort} --fault drops-second-image`
  const routes = [{ format: 'openai-chat', upstream: { format: 'anthropic-messages', port: upstreamPort } }] as const
  return { targets: { miniature: { url: `http://127.0.0.1:${port}`, start, routes } } }
}

const miniature: Promise<Config> = config()
export default miniature
