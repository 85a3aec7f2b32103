import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bodyOf } from '../body/body.ts'
import { PixpactError } from '../core/errors.ts'
import type { Finding, PayloadReport } from '../core/vocabulary.ts'
import { contentOf } from '../formats/received.ts'
import { placementsIn } from '../inputs/har-places.ts'
import { judge } from '../validate/judge.ts'
import { withResponse } from '../validate/judge-exchange.ts'
import type { ValidateOptions } from '../validate/options.ts'
import { assembleRequest } from './assemble.ts'
import { BLOBS } from './blobs.ts'
import { blobFile } from './image-endings.ts'
import { readHarFile, recordingFiles, recordingIn } from './load.ts'
import { problem } from './problems.ts'
import type { Recording } from './recording.ts'
import { secretsInFile } from './verify-secrets.ts'

/**
 * Verifies all recordings in a folder: that each can be used, holds no secret, and has its images; that no image is left over; and that
 * request and answer keep the contract. Of what a gateway turned down the request may be wrong. Problems of a recording itself are findings of `recording`.
 */
export async function verifyRecordings(dir: string, options: ValidateOptions): Promise<PayloadReport[]> {
  const reports: PayloadReport[] = []
  const named = new Set<string>()
  for (const path of await recordingFiles(dir)) reports.push(await verified(path, dir, options, named))
  for (const name of await filesIn(join(dir, BLOBS))) {
    if (!named.has(name)) reports.push(reportOn(join(dir, BLOBS, name), [problem('stray-image', '')]))
  }
  return reports
}

async function verified(path: string, dir: string, options: ValidateOptions, named: Set<string>): Promise<PayloadReport> {
  try {
    const file = await readHarFile(path)
    for (const blob of file.log.entries[0]._pixpact.blobs) named.add(blobFile(blob))
    const secrets = secretsInFile(file)
    const recording = await recordingIn(file, path)
    const placementOf = placementsIn(bodyOf(await readFile(path)), 1)
    return await judged({ recording, path, dir, placementOf }, options, secrets)
  } catch (error) {
    return reportOn(path, [asFinding('unusable', error)])
  }
}

interface Readable {
  readonly recording: Recording
  readonly path: string
  readonly dir: string
  /** Where the bodies stand in the file. */
  readonly placementOf: ReturnType<typeof placementsIn>
}

async function judged({ recording, path, dir, placementOf }: Readable, told: ValidateOptions, problems: readonly Finding[]): Promise<PayloadReport> {
  const assembled = await assembleRequest(recording, dir).catch((error: unknown) => asFinding('image', error))
  if ('ruleId' in assembled) return reportOn(path, [...problems, assembled])
  const { request, response, origin } = recording
  const { method, url, headers } = request
  // Of an imported one nobody knows what else was sent.
  const options: ValidateOptions = { method, url, path: request.path, headers, headersAreComplete: origin !== 'imported', ...told }
  const body = bodyOf(assembled, placementOf(0, 'request'))
  const bytes = Buffer.concat(response.chunks.map((chunk) => chunk.bytes))
  const received = { status: response.status, headers: response.headers, content: contentOf(bytes, response.headers, placementOf(0, 'response')) }
  const verdict = await withResponse(judge(body, options), { request: { body }, response: received, source: { path } }, options)
  const isRefused = response.status >= 400
  const findings = verdict.findings.filter(({ side }) => side === 'response' || !isRefused)
  const { skipped, ...rest } = verdict
  const all = [...problems, ...findings]
  return {
    source: { path },
    ...rest,
    ...(skipped === true && all.length === 0 && { skipped }),
    valid: !all.some(({ severity }) => severity === 'error'),
    findings: all,
  }
}

function reportOn(path: string, findings: readonly Finding[]): PayloadReport {
  return { source: { path }, valid: findings.length === 0, images: [], findings }
}

function asFinding(messageId: 'unusable' | 'image', error: unknown): Finding {
  if (!(error instanceof PixpactError)) throw error
  return problem(messageId, '', { why: error.message, hint: error.hint })
}

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort()
}
