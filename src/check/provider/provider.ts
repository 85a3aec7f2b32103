import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { bodyOfSkeleton } from '../../body/body.ts'
import { payloadDigest } from '../../body/payload-digest.ts'
import { BodyScanner } from '../../body/scanner.ts'
import type { Level } from '../../core/vocabulary.ts'
import { formatOfBody, formatOfPath, requestValue } from '../../formats/detect.ts'
import type { Answer } from '../../gateway/answer.ts'
import { send } from '../../gateway/send.ts'
import { listen, stop } from '../../gateway/server.ts'
import { identityOf } from '../../gateway/simulate/identity.ts'
import { simulate } from '../../gateway/simulate/simulate.ts'
import { judgement } from '../../validate/judge.ts'
import { textOfAnswer } from '../answer/text-of-answer.ts'
import { TOKEN } from '../suite/token.ts'
import type { Picture } from '../suite/pictures.ts'
import type { Upstream } from '../target.ts'
import type { Arrival } from './arrival.ts'
import { errorOf, type UpstreamFault } from './faults.ts'

/** How the provider is to behave for now. */
export interface Behaviour {
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

/** The path below which pictures are served. */
const PICTURES = '/pictures/'
/** How many digits of its digest name a picture. */
const NAME_LENGTH = 16

/** The path at which a picture is served. */
export function picturePath({ sha256, mediaType }: Picture): string {
  return `${PICTURES}${pictureName({ sha256 })}.${mediaType.slice('image/'.length)}`
}

/** What a picture is known by where it is served. */
export function pictureName({ sha256 }: Pick<Picture, 'sha256'>): string {
  return sha256.slice(0, NAME_LENGTH)
}

/** Listens where the gateway looks for its provider; serves `pictures` besides. Throws `cannot-listen`. */
export async function startProvider(upstream: Upstream, pictures: ReadonlyMap<string, Picture>): Promise<Provider> {
  const behaviour: Provider['behaviour'] = { current: { strict: false } }
  let arrivals: Arrival[] = []
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/'
    if (request.method !== 'POST') return send(resource(path, pictures), request, response)
    const bytes = await buffer(request)
    const { arrival, answer } = received(path, request, bytes, upstream, behaviour.current)
    arrivals.push(arrival)
    await send(answer, request, response)
  }
  const { server } = await listen((request, response) => {
    // A gateway that breaks off is seen by what it answers.
    handle(request, response).catch(() => response.socket?.destroy())
  }, upstream.host, upstream.port)
  return {
    behaviour,
    taken() {
      const taken = arrivals
      arrivals = []
      return taken
    },
    close: () => closed(server),
  }
}

/** Serves pictures, and nothing else. Throws `cannot-listen`. */
export async function startPictureHost(host: string, port: number, pictures: ReadonlyMap<string, Picture>): Promise<{ url: string; close(): Promise<void> }> {
  const { server, url } = await listen((request, response) => {
    const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/'
    send(resource(path, pictures), request, response).catch(() => response.socket?.destroy())
  }, host, port)
  return { url, close: () => closed(server) }
}

function closed(server: Server): Promise<void> {
  return stop(server)
}

function received(path: string, { method, headers }: IncomingMessage, bytes: Buffer, upstream: Upstream, { fault, strict }: Behaviour): { arrival: Arrival; answer: Answer } {
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

function notServed(format: Upstream['format']): Answer {
  return { status: 404, headers: { 'content-type': 'application/json' }, pieces: [JSON.stringify(errorOf(format, 404, 'There is nothing here.'))] }
}

function resource(path: string, pictures: ReadonlyMap<string, Picture>): Answer {
  const picture = path.startsWith(PICTURES) ? pictures.get(path.slice(PICTURES.length, PICTURES.length + NAME_LENGTH)) : undefined
  if (picture === undefined) return { status: 404, headers: { 'content-type': 'text/plain' }, pieces: ['There is nothing here.\n'] }
  return { status: 200, headers: { 'content-type': picture.mediaType }, pieces: [picture.data] }
}
