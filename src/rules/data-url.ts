import { isDataUrl } from '../image/data-url.ts'
import { defineRule, type Rule } from './rule.ts'

const INVALID_IMAGE_URL =
  'OpenAI: Invalid image URL. Expected a base64-encoded data URL with an image MIME type, https://github.com/Alibaba-NLP/OmniSearch/issues/3'
const PAGE =
  'The documented page: put the prefix data:{MIME_TYPE};base64, before the base64 text, https://s.apifox.cn/857bbeda-4d20-46f7-b385-28c2290618f3/doc-8350582 (2026-03-19)'

export const dataUrl: Rule = defineRule({
  id: 'data-url',
  summary: 'Reports base64 that has the wrong wrapping: a data URL prefix that is missing, malformed, or one too many.',
  messages: {
    'prefix-missing': {
      text: 'The URL is bare base64 ("{start}…") without the prefix of a data URL.',
      hint: 'Write "data:{mediaType};base64," before it.',
      sources: [INVALID_IMAGE_URL, PAGE],
    },
    'prefix-extra': {
      text: 'The base64 text begins with {found}, and bare base64 is expected there.',
      hint: 'Remove "{prefix}" from the beginning of the base64 text.',
      sources: [
        'Anthropic: invalid base64 data, https://github.com/felixarntz/ai-services/issues/19',
        'https://github.com/livekit/agents/issues/3867',
      ],
    },
    malformed: {
      text: 'The data URL begins with "{start}", and {problem}.',
      hint: 'Begin it with "data:{mediaType};base64,".',
      sources: [INVALID_IMAGE_URL, 'RFC 2397, The "data" URL scheme'],
    },
    parameters: {
      text: 'The data URL holds the parameter "{parameter}" between media type and ";base64", which some gateways cannot split.',
      hint: 'Write "data:{mediaType};base64,".',
      sources: ['https://github.com/librefang/librefang/pull/7148', 'Portkey 1.15.2 drops such an image silently'],
    },
  },
  checkImage({ image, request }, report) {
    const { facts, pointer, probe, dataUrl: url } = image
    const mediaType = probe?.kind?.mediaType.startsWith('image/') ? probe.kind.mediaType : 'image/png'
    const payload = facts.head.slice(facts.payloadStart)
    const isMessages = request.format.id === 'anthropic-messages'
    const bareBase64Field = isMessages && pointer.endsWith('/data')
    // A source of type url takes no data at all: that is image-url's.
    if (isMessages && !bareBase64Field) return
    if (bareBase64Field || (url?.base64 && isDataUrl(payload))) {
      const text = bareBase64Field ? facts.head : payload
      if (!isDataUrl(text)) return
      const comma = text.slice(0, 100).indexOf(',')
      const prefix = comma === -1 ? 'data:' : text.slice(0, comma + 1)
      report('prefix-extra', pointer, { found: bareBase64Field ? 'a data URL prefix' : 'a second prefix', prefix })
    } else if (!isDataUrl(facts.head)) {
      if (image.form === 'base64') report('prefix-missing', pointer, { start: facts.head.slice(0, 16), mediaType })
    } else if (url === undefined || !url.base64 || url.mediaType.trim() === '') {
      const problem = url === undefined ? 'no comma follows' : url.base64 ? 'it names no media type' : 'its comma does not follow ";base64"'
      const start = url === undefined ? facts.head.slice(0, 24) : `data:${url.header},`
      report('malformed', pointer, { start, problem, mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(url?.mediaType ?? '') ? url!.mediaType : mediaType })
    } else if (url.parameters.length > 0) {
      report('parameters', pointer, { parameter: url.parameters.join(';'), mediaType: url.mediaType })
    }
  },
})
