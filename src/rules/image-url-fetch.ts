import { BYTE_KINDS } from '../image/kinds.ts'
import { parseMediaType } from '../image/media-type.ts'
import { whyNotPublic } from '../image/public-address.ts'
import type { UrlFacts, UrlFailureKind, UrlFile } from '../image/url-facts.ts'
import type { FormatProfile } from '../profiles/profile.ts'
import { fetchedFacts } from './fetched-facts.ts'
import { grouped } from './grouped.ts'
import { defineRule, type Rule } from './rule.ts'

const PAGE = 'https://s.apifox.cn/857bbeda-4d20-46f7-b385-28c2290618f3/doc-8350582 (2026-03-19)'
const XIAOMI =
  'Xiaomi MiMo: 50 MB, https://platform.xiaomimimo.com/docs/en-US/usage-guide/multimodal-understanding/image-understanding (2026-04-22)'

export const imageUrlFetch: Rule = defineRule({
  id: 'image-url-fetch',
  summary: 'Reports what is wrong behind an image URL; looks only when asked to, with `--fetch-urls`.',
  messages: {
    unreachable: {
      text: 'The image URL{where} cannot be fetched: {why}.',
      hint: 'Give a URL that anybody can fetch without signing in, or send the image as base64.',
      sources: [
        `The documented page: a URL that can be reached publicly, ${PAGE}`,
        'Anthropic: Unable to download the file. Please verify the URL and try again',
        'OpenAI: Error while downloading (recorded 400), https://github.com/openai/openai-python/issues/2776',
        'OpenAI: Timeout while downloading, code invalid_image_url, https://github.com/crmne/ruby_llm/issues/135',
      ],
    },
    redirect: {
      text: 'The image URL redirects {where}.',
      hint: '{advice}',
      sources: [
        `The documented page: a URL that can be reached publicly, ${PAGE}`,
        'LiteLLM did not follow a 302, https://github.com/BerriAI/litellm/issues/5763; vendors answered 200 to URLs of redirectors (recorded)',
        'Anthropic: Only HTTPS URLs are supported',
      ],
    },
    'not-an-image': {
      text: 'Behind the image URL{where} is {found}, and {title} takes {supported}.',
      hint: 'Give the URL of the image file itself: a page that shows it, or asks to sign in, is none.',
      sources: [
        'Xiaomi MiMo: invalid image format, only bmp/gif/png/jpeg/webp are supported, https://github.com/XiaomiMiMo/MiMo-Code/issues/351',
        'OpenAI: You uploaded an unsupported image, code invalid_image_format, https://github.com/STranslate/STranslate/issues/277',
        'Anthropic: Could not process image, https://github.com/anthropics/claude-code/issues/56511',
      ],
    },
    'content-type': {
      text: 'The server of the image URL declares {declared}, but the bytes are {detected}.',
      hint: 'Have it send "Content-Type: {detected}".',
      sources: [
        'new-api, which converts requests, copies the Content-Type into the data URL that it makes (source, 2025-04-11)',
        'LiteLLM takes the type from the ending of the URL where the server declares application/octet-stream (source)',
      ],
    },
    'too-large': {
      text: 'The file behind the image URL has {size} bytes, and {title} takes {limit}.',
      hint: 'Scale the image down, or compress it more.',
      sources: [`The documented page: the file of one image may not exceed 10 MB, ${PAGE}`, XIAOMI],
    },
    ambiguous: {
      text: 'The file behind the image URL has {size} bytes; whether that is over the limit depends on what its "MB" means: {low} or {high}.',
      hint: 'Stay under {low} to be safe.',
      sources: [`The documented page: 10 MB, ${PAGE}`, XIAOMI],
    },
  },
  checkImage(context, report) {
    const facts = fetchedFacts(context)
    if (facts === undefined) return
    const { pointer } = context.image
    const { profile, formatProfile } = context.request
    const { title } = profile
    const { failure, file } = facts
    if (failure !== undefined) {
      const why = WHY[failure.kind](failure.detail ?? '')
      const isRedirect = failure.kind === 'too-many-redirects' || failure.kind === 'bad-redirect'
      if (isRedirect) return report('redirect', pointer, { where: why, advice: ADVICE })
      if (failure.kind === 'not-public' && facts.redirects > 0) return report('redirect', pointer, { where: `to ${facts.end}, and ${why}`, advice: ADVICE })
      return report('unreachable', pointer, { where: byWayOf(facts), why })
    }
    if (file === undefined) return
    const found = wrongFile(file, formatProfile)
    if (found !== undefined) {
      return report('not-an-image', pointer, { where: byWayOf(facts), found, title, supported: formatProfile.mediaTypes.join(', ') })
    }
    const detected = file.detectedMediaType!
    if (file.contentType === undefined || parseMediaType(file.contentType).essence !== detected) {
      const declared = file.contentType === undefined ? 'no type' : `"${file.contentType}"`
      report('content-type', pointer, { declared, detected }, isGeneric(file.contentType) ? 'info' : undefined)
    }
    const { urlBytes, urlBytesAmbiguousFrom } = formatProfile.limits
    const { bytes, moreThan } = file
    const isMoreThan = (limit: number): boolean => (bytes !== undefined && bytes > limit) || (moreThan !== undefined && moreThan >= limit)
    if (urlBytes !== undefined && isMoreThan(urlBytes)) {
      return report('too-large', pointer, { size: shownSize(file), title, limit: grouped(urlBytes) })
    }
    if (urlBytes !== undefined && urlBytesAmbiguousFrom !== undefined && isMoreThan(urlBytesAmbiguousFrom)) {
      report('ambiguous', pointer, { size: shownSize(file), low: grouped(urlBytesAmbiguousFrom), high: grouped(urlBytes) })
    }
    if (facts.redirects === 0) return
    const where = facts.redirects === 1 ? `to ${facts.end}` : `${facts.redirects} times, in the end to ${facts.end}`
    // Whether those who take https: only follow to http: nobody has told.
    if (facts.leavesHttps) report('redirect', pointer, { where: `${where}, and from https: to http: on the way`, advice: ADVICE }, 'warning')
    else report('redirect', pointer, { where, advice: 'Give the URL that it leads to, since not everybody follows.' }, 'info')
  },
})

const ADVICE = 'Give the URL at which the image itself is, or send the image as base64.'

/** Each goes on after "cannot be fetched: ", and those of redirects after "redirects ". */
const WHY: Readonly<Record<UrlFailureKind, (detail: string) => string>> = {
  'unknown-host': (host) => `there is no host ${host}`,
  'not-public': (address) => `its host has the address ${address}, which is ${whyNotPublic(address) ?? 'not public'}`,
  'connection-refused': () => 'nothing listens there',
  'connection-closed': () => 'the connection ends before the answer does',
  timeout: () => 'the server takes too long',
  tls: (code) => `its certificate or encryption is not accepted (${code})`,
  'malformed-answer': () => 'the answer is no sound HTTP',
  status: (status) => `the server answers with status ${status}`,
  'too-many-redirects': (most) => `more than ${most} times`,
  'bad-redirect': (scheme) => (scheme === '' ? 'without saying where to' : `to a ${scheme} URL, and only https: and http: can be fetched`),
}

function byWayOf({ redirects, end }: UrlFacts): string {
  return redirects === 0 ? '' : ` (redirected to ${end})`
}

/** What the file is, for a sentence, where it is no image that the profile takes. */
function wrongFile({ bytes, detectedMediaType, cut }: UrlFile, { mediaTypes }: FormatProfile): string | undefined {
  if (bytes === 0) return 'an empty file'
  const kind = BYTE_KINDS.find(({ mediaType }) => mediaType === detectedMediaType)
  if (kind === undefined) return 'a file of no known kind'
  if (!mediaTypes.includes(kind.mediaType)) return kind.name
  return cut ? `${kind.name} that ends before its header is complete` : undefined
}

/** Asked only of a file of which something is known. */
function shownSize({ bytes, moreThan }: UrlFile): string {
  return bytes === undefined ? `more than ${grouped(moreThan!)}` : grouped(bytes)
}

/** True where a server leaves open what the file is. */
function isGeneric(contentType: string | undefined): boolean {
  return contentType === undefined || ['application/octet-stream', 'binary/octet-stream'].includes(parseMediaType(contentType).essence)
}
