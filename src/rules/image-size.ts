import { grouped } from './grouped.ts'
import { defineRule, type Rule } from './rule.ts'

const PAGE =
  'The documented page: the encoded string may not exceed 10 MB, https://s.apifox.cn/857bbeda-4d20-46f7-b385-28c2290618f3/doc-8350582 (2026-03-19)'
const XIAOMI =
  'Xiaomi MiMo: 50 MB, https://platform.xiaomimimo.com/docs/en-US/usage-guide/multimodal-understanding/image-understanding (2026-04-22)'

export const imageSize: Rule = defineRule({
  id: 'image-size',
  summary: 'Reports images and requests that are larger than the profile allows.',
  messages: {
    'too-large': {
      text: 'The base64 text has {chars} characters, which is {over} over the limit of {limit}.',
      hint: 'Shrink the image to at most {bytes} bytes before encoding{other}.',
      sources: [
        PAGE,
        XIAOMI,
        'Anthropic: image exceeds 10 MB maximum: 11174516 bytes > 10485760 bytes, https://github.com/kolega-ai/kolega-code/issues/354',
        'Amazon Bedrock and Google Cloud: 5 MB, https://platform.claude.com/docs/en/build-with-claude/vision (2026-09-20)',
      ],
    },
    ambiguous: {
      text: 'The base64 text has {chars} characters; whether that is over the limit depends on what its "MB" means: {low} or {high}.',
      hint: 'Stay under {low} to be safe.',
      sources: [PAGE, XIAOMI],
    },
    request: {
      text: 'The whole body has {bytes} bytes, which is {over} over the limit of {limit}.',
      hint: 'Send fewer or smaller images, or URLs.',
      sources: [
        'Anthropic: 413 request_too_large, Request exceeds the maximum size, https://github.com/earendil-works/pi/issues/401',
        'OpenAI: 512 MB in all, https://developers.openai.com/api/docs/guides/images-vision (2026-09-29)',
      ],
    },
  },
  checkRequest({ body, formatProfile: { limits } }, report) {
    const limit = limits.requestBytes
    if (limit === undefined || body.sourceBytes <= limit) return
    report('request', '', { bytes: grouped(body.sourceBytes), over: grouped(body.sourceBytes - limit), limit: grouped(limit) })
  },
  checkImage({ image: { facts, form, pointer, part }, request: { formatProfile } }, report) {
    const { encodedChars, ambiguousFrom } = formatProfile.limits
    if (form !== 'base64' || encodedChars === undefined) return
    const chars = facts.length - facts.payloadStart
    if (chars > encodedChars) {
      const other = part.container === 'message' && formatProfile.imageSources?.includes('url') !== false ? ', or send a URL' : ''
      const bytes = grouped(Math.floor(encodedChars / 4) * 3)
      report('too-large', pointer, { chars: grouped(chars), over: grouped(chars - encodedChars), limit: grouped(encodedChars), bytes, other })
    } else if (ambiguousFrom !== undefined && chars > ambiguousFrom) {
      report('ambiguous', pointer, { chars: grouped(chars), low: grouped(ambiguousFrom), high: grouped(encodedChars) })
    }
  },
})
