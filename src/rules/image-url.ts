import { isDataUrl } from '../image/data-url.ts'
import { readImageUrl } from '../image/image-url.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageUrl: Rule = defineRule({
  id: 'image-url',
  summary: 'Reports an image URL that nobody outside can fetch, or that the profile does not take.',
  messages: {
    malformed: {
      text: 'The image URL "{url}" is no absolute URL: {problem}.',
      hint: 'Give a whole URL that begins with https://, or send the image as base64.',
      sources: ["OpenAI: Invalid image URL, code invalid_value, https://github.com/Alibaba-NLP/OmniSearch/issues/3", 'The documented page: a URL that can be reached publicly (2026-03-19)'],
    },
    scheme: {
      text: 'The image URL has the scheme "{scheme}", and only https: and http: can be fetched.',
      hint: '{advice}',
      sources: ['The documented page: a URL that can be reached publicly (2026-03-19)', "OpenAI: got a value without the 'data:' prefix"],
    },
    insecure: {
      text: 'The image URL begins with http:.',
      hint: 'Use https:.',
      sources: ['Anthropic: Only HTTPS URLs are supported', 'Azure OpenAI documents both; others say nothing'],
    },
    'not-public': {
      text: 'The image URL cannot be reached from outside: {why}.',
      hint: 'Upload the image somewhere public, or send it as base64.',
      sources: ['The documented page: a URL that can be reached publicly (2026-03-19)', 'https://github.com/openai/openai-python/issues/1110'],
    },
    credentials: {
      text: 'The image URL holds a user name or password.',
      hint: 'Use a signed URL, or send the image as base64; what is in a request may be logged by everyone on the way.',
      sources: ['RFC 3986, section 3.2.1: passing authentication information in clear text has proven to be a security risk'],
    },
    expiring: {
      text: 'The image URL is signed and {state} {date}.',
      hint: '{advice}',
      sources: ['Anthropic: Unable to download the file. Please verify the URL and try again', 'OpenAI: Error while downloading (recorded 400)'],
    },
    unsupported: {
      text: 'The image is given by URL, and {title} takes base64 only.',
      hint: 'Send the image as base64.',
      sources: ['Amazon Bedrock, Google Cloud: URL sources are not supported', 'https://platform.claude.com/docs/en/build-with-claude/vision (2026-09-20)'],
    },
  },
  checkImage({ image: { facts, form, pointer, part }, request }, report) {
    const takesUrlsOnly = request.format.id === 'anthropic-messages' && pointer.endsWith('/url')
    if (form !== 'url' && !takesUrlsOnly) return
    if (part.container !== 'system' && request.formatProfile.imageSources?.includes('url') === false) {
      return report('unsupported', pointer, { title: request.profile.title })
    }
    if (form === 'base64' && !isDataUrl(facts.head)) {
      return report('malformed', pointer, { url: `${facts.head.slice(0, 16)}…`, problem: 'it is base64 text' })
    }
    const { url, problem, unreachable, expires } = readImageUrl(facts.head)
    if (url === undefined) return report('malformed', pointer, { url: facts.head.slice(0, 60), problem: problem! })
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      const isData = url.protocol === 'data:'
      const advice = isData
        ? 'Use a source of type "base64", with the media type and the data apart.'
        : 'Upload the image somewhere public, or send it as base64.'
      return report('scheme', pointer, { scheme: url.protocol, advice })
    }
    if (unreachable !== undefined) {
      // Who has such addresses fetched knows that they are not public, and wants to hear what is behind them.
      return report('not-public', pointer, { why: unreachable }, request.fetched?.allowPrivate ? 'warning' : undefined)
    }
    if (url.protocol === 'http:') report('insecure', pointer, {})
    if (url.username !== '' || url.password !== '') report('credentials', pointer, {})
    if (expires === undefined) return
    const { now } = request.http
    const hasExpired = now !== undefined && expires <= now
    report(
      'expiring',
      pointer,
      {
        state: hasExpired ? 'expired on' : 'stops working on',
        date: expires.toISOString(),
        advice: hasExpired ? 'Sign it anew.' : 'Sign it shortly before sending; in a recording it will not last.',
      },
      hasExpired ? 'warning' : undefined,
    )
  },
})
