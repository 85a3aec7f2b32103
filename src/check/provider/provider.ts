import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyOfSkeleton } from '../../body/body.ts'
import { payloadDigest } from '../../body/payload-digest.ts'
import { BodyScanner } from '../../body/scanner.ts'
import type { FormatId, Level } from '../../core/vocabulary.ts'
import { formatOfBody, formatOfPath, requestValue } from '../../formats/detect.ts'
import { jsonAnswer, type Answer } from '../../gateway/answer.ts'
import { send } from '../../gateway/send.ts'
import { stop } from '../../gateway/server.ts'
import { identityOf } from '../../gateway/simulate/identity.ts'
import { simulate } from '../../gateway/simulate/simulate.ts'
import { judgement } from '../../validate/judge.ts'
import { textOfAnswer } from '../answer/text-of-answer.ts'
import { TOKEN } from '../suite/token.ts'
import type { Upstream } from '../target.ts'
import type { Arrival } from './arrival.ts'
import { errorOf, type UpstreamFault } from './faults.ts'
import { listenAs } from './listen-as.ts'
import { pictureAt, type ServedPictures } from './pictures.ts'
import { readBody } from './read-body.ts'

/** How the provider is to behave for now. */
export interface Behaviour {
  /** Whom it plays. */
  readonly upstream: Upstream
  readonly fault?: UpstreamFault
  /** True: it turns down what its rules call an error. False: it answers whatever comes, and the verdict is looked at later. */
  readonly strict: boolean
}

/** The provider behind the gateway, as the kit plays it. */
export interface Provider {
  readonly behaviour: { current: Behaviour }
  /** The arrivals since the last call. */
  taken(): Arrival[]
  close(): Promise<void>
}

/** What is no fault of a body that holds the kit's own pictures: they may stand on this machine. */
export const LOCAL_PICTURES: Readonly<Record<string, Level>> = { 'image-url/not-public': 'off', 'image-url/insecure': 'off' }

/**
 * Listens where the gateway looks for its provider; serves `pictures` besides. Whose part it plays is a matter of its behaviour, so that
 * routes may share an address. Throws `cannot-listen`.
 */
export async function startProvider(upstream: Upstream, pictures: ServedPictures): Promise<Provider> {
  const behaviour: Provider['behaviour'] = { current: { upstream, strict: false } }
  let arrivals: Arrival[] = []
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return send(pictureAt(request.url, pictures), request, response)
    const bytes = await readBody(request)
    if (bytes === undefined) return send(tooLarge(behaviour.current.upstream), request, response)
    const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/'
    const { arrival, answer } = received(path, request, bytes, behaviour.current)
    arrivals.push(arrival)
    await send(answer, request, response)
  }
  const { server } = await listenAs('The provider that the kit plays', 'upstream', upstream.host, upstream.port, (request, response) => {
    // A gateway that breaks off is seen by what it answers.
    handle(request, response).catch(() => response.socket?.destroy())
  })
  return {
    behaviour,
    taken() {
      const taken = arrivals
      arrivals = []
      return taken
    },
    close: () => stop(server),
  }
}

function received(path: string, { method, headers }: IncomingMessage, bytes: Buffer, { upstream, fault, strict }: Behaviour): { arrival: Arrival; answer: Answer } {
  const scanner = new BodyScanner({ digest: payloadDigest })
  scanner.push(bytes)
  const skeleton = scanner.end()
  const body = bodyOfSkeleton(skeleton)
  const { profile } = upstream
  const calledAs = formatOfPath(path)
  const format = calledAs ?? upstream.format
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  const judged = judgement(body, { profile, format, rules: LOCAL_PICTURES, headers: plain })
  const { verdict } = judged
  const value = requestValue(body.value)
  const written = value && formatOfBody(value)
  const indulgent = strict ? judged : { ...judged, verdict: { ...verdict, findings: [] } }
  const known = { method: method ?? 'POST', path, profile, format, judgement: indulgent, identity: identityOf(path, skeleton) }
  const honest = profile.formats[format] === undefined ? notServed(format) : simulate(known)
  const answer = fault?.apply(honest, format) ?? honest
  const text = textOfAnswer(format, honest.pieces.map(String).join(''))
  const token = TOKEN.exec(skeleton.bytes.toString())?.[0]
  return { arrival: { path, ...(calledAs && { calledAs }), ...(written && { written }), ...(token && { token }), body, verdict, status: answer.status, text }, answer }
}

function notServed(format: FormatId): Answer {
  return jsonAnswer(404, errorOf(format, 404, 'There is nothing here.'))
}

function tooLarge({ format }: Upstream): Answer {
  return jsonAnswer(413, errorOf(format, 413, 'The body is larger than 256 MiB.'))
}
