import type { Finding, FormatId } from '../../core/vocabulary.ts'
import { asString } from '../../formats/shape.ts'
import type { Profile } from '../../profiles/profile.ts'
import type { Judgement } from '../../validate/judge.ts'
import type { Answer } from '../answer.ts'
import { isMimo } from '../dialect.ts'
import { errorsOf } from '../errors/errors.ts'
import { kindOf, reasonOf } from '../errors/reasons.ts'
import { ERROR_KINDS, type ErrorKind, type Told } from '../errors/told.ts'
import type { Identity } from './identity.ts'
import { mimoChat, mimoChatStream } from './mimo-chat.ts'
import { mimoMessage, mimoMessageStream } from './mimo-messages.ts'
import { plainChat, plainChatStream } from './plain-chat.ts'
import { plainMessage, plainMessageStream } from './plain-messages.ts'
import { refusalOf, replyTo, type Reply } from './reply.ts'
import { seenIn, type Seen } from './seen.ts'

/** A request that has been judged, and what its answer is known by. */
export interface Judged {
  readonly method: string
  readonly path: string
  readonly profile: Profile
  readonly format: FormatId
  readonly judgement: Judgement
  readonly identity: Identity
}

type Writer = (seen: Seen, reply: Reply, identity: Identity) => Answer

const MIMO: Readonly<Record<FormatId, readonly [whole: Writer, streamed: Writer]>> = {
  'openai-chat': [mimoChat, mimoChatStream],
  'anthropic-messages': [mimoMessage, mimoMessageStream],
}

const PLAIN: typeof MIMO = {
  'openai-chat': [plainChat, plainChatStream],
  'anthropic-messages': [plainMessage, plainMessageStream],
}

/** What the profile's gateway answers, by its documents. It follows from the request alone. */
export function simulate(judged: Judged): Answer {
  const refusal = refusalIn(judged.judgement.verdict.findings)
  if (refusal !== undefined) return errorAnswer(judged, refusal.kind, reasonOf(refusal.finding, isMimo(judged.profile)))
  return written(judged, replyTo) ?? errorAnswer(judged, 'content', 'This is no chat request.')
}

/** The answer that a filter of content leaves of a request; `undefined` where there is no request to be answered. */
export function filtered(judged: Judged): Answer | undefined {
  return written(judged, refusalOf)
}

/** The error of this kind, as the profile's gateway tells it. */
export function errorAnswer({ method, path, profile, format, judgement, identity }: Judged, kind: ErrorKind, reason = ''): Answer {
  const { request } = judgement
  const model = request === undefined ? '' : request.body.head(asString(request.value.model)).slice(0, 200)
  const told: Told = { method, path, model, reason, hex: identity.hex }
  return errorsOf(profile, format)[kind](told)
}

function written({ judgement, profile, identity }: Judged, reply: (seen: Seen) => Reply): Answer | undefined {
  const { request } = judgement
  if (request === undefined) return undefined
  const writers = isMimo(profile) ? MIMO : PLAIN
  const all = seenIn(request)
  // Only MiMo's way to show what it thinks is known to be asked for like this.
  const seen = isMimo(profile) ? all : { ...all, thinks: false }
  return writers[seen.format][seen.streams ? 1 : 0](seen, reply(seen), identity)
}

/** The finding that a gateway would stumble over first. */
function refusalIn(findings: readonly Finding[]): { kind: ErrorKind; finding: Finding } | undefined {
  const refusals = findings.flatMap((finding) => {
    const kind = kindOf(finding)
    return kind === undefined ? [] : [{ kind, finding }]
  })
  return refusals.toSorted((a, b) => ERROR_KINDS.indexOf(a.kind) - ERROR_KINDS.indexOf(b.kind))[0]
}
