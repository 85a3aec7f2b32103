import { sizedImage } from '../image/sized-image.ts'
import { edited, isImage, isOwnImage, onPart, partsOf, withMessages, withText } from './edit.ts'
import { picked, type JsonObject, type Mutation, type Target } from './mutation.ts'
import { encodedPart, picture, pictureOf, urlPart } from './picture.ts'
import { tool, withCall } from './tool-call.ts'

/** What goes wrong between messages and parts: roles, tools, reasoning, order, number. */
export const CONVERSATION_MUTATIONS: readonly Mutation[] = [
  {
    name: 'image-of-the-assistant',
    triggers: 'image-role/not-allowed',
    mutate: ({ body, format }) =>
      withMessages(body, [{ role: 'user', content: 'Draw a disc.' }, { role: 'assistant', content: [{ type: 'text', text: 'There:' }, pngPart(format)] }]),
  },
  {
    name: 'image-in-the-system-prompt',
    triggers: 'image-role/not-allowed',
    mutate: ({ body, format }) => {
      const content = [{ type: 'text', text: 'Look for this:' }, pngPart(format)]
      return format === 'openai-chat' ? withMessages(body, [{ role: 'system', content }], 0) : { ...body, system: content }
    },
  },
  {
    name: 'image-of-a-tool',
    triggers: 'image-role/tool',
    formats: ['openai-chat'],
    mutate: (target) => withCall(target, { result: [{ type: 'text', text: 'A disc:' }, pngPart('openai-chat')] }),
  },
  {
    name: 'image-by-file-id',
    triggers: 'image-source/unsupported',
    formats: ['anthropic-messages'],
    applies: (_, { imageSources }) => imageSources?.includes('file') === false,
    mutate: onPart(isImage, () => ({ type: 'image', source: { type: 'file', file_id: 'file_011' } })),
  },
  {
    name: 'image-url-as-a-string',
    triggers: 'image-url-object/bare-string',
    formats: ['openai-chat'],
    mutate: onPart(isOwnImage, ({ value }) => ({ ...value, image_url: (value['image_url'] as JsonObject)['url'] })),
  },
  {
    name: 'cache-marker-in-a-tool-result',
    triggers: 'cache-control/placement',
    formats: ['anthropic-messages'],
    mutate: (target) => withCall(target, { result: [{ type: 'text', text: 'A disc.', cache_control: { type: 'ephemeral' } }] }),
  },
  {
    name: 'cache-marker-for-chat',
    triggers: 'cache-control/unsupported',
    formats: ['openai-chat'],
    mutate: onPart(isOwnImage, ({ value }) => ({ ...value, cache_control: { type: 'ephemeral' } })),
  },
  {
    name: 'detail-of-nobody',
    triggers: 'image-detail/value',
    formats: ['openai-chat'],
    mutate: onPart(isOwnImage, ({ value }) => ({ ...value, image_url: { ...(value['image_url'] as JsonObject), detail: 'huge' } })),
  },
  {
    name: 'detail-that-is-not-documented',
    triggers: 'image-detail/undocumented',
    formats: ['openai-chat'],
    applies: (_, { details }) => details?.length === 0,
    mutate: onPart(isOwnImage, ({ value }) => ({ ...value, image_url: { ...(value['image_url'] as JsonObject), detail: 'low' } })),
  },
  {
    name: 'two-tools-of-one-name',
    triggers: 'tools/duplicate-name',
    mutate: ({ body, format }) => ({ ...body, tools: [tool(format), tool(format)] }),
  },
  { name: 'result-of-no-call', triggers: 'tools/orphan-result', mutate: (target) => withCall(target, { answers: 'call_other' }) },
  { name: 'call-without-result', triggers: 'tools/orphan-result', mutate: (target) => withCall(target, { unanswered: true }) },
  {
    name: 'call-without-its-reasoning',
    triggers: 'reasoning-passback/missing',
    applies: ({ models }) => (models?.thinkingByDefault.length ?? 0) > 0,
    mutate: (target) => ({ ...withCall(target, { unreasoned: true }), thinking: { type: 'enabled' } }),
  },
  {
    name: 'images-without-text',
    triggers: 'text-part/missing',
    mutate: ({ body, format }) => withMessages(body, [{ role: 'user', content: [pngPart(format)] }, { role: 'assistant', content: 'A disc.' }]),
  },
  {
    name: 'image-behind-the-text',
    triggers: 'text-part/image-after-text',
    mutate: ({ body, format }) =>
      withMessages(body, [{ role: 'user', content: [{ type: 'text', text: 'And this?' }, pngPart(format)] }, { role: 'assistant', content: 'A disc.' }]),
  },
  {
    name: 'one-image-more-than-allowed',
    triggers: 'image-count/too-many',
    heavy: true,
    applies: (_, { limits }) => limits.images !== undefined,
    mutate: (target) => withImages(target, (target.formatProfile.limits.images ?? 0) + 1),
  },
  {
    name: 'wide-image-among-many',
    triggers: 'image-dimensions/too-large',
    applies: (_, { limits }) => limits.crowded !== undefined,
    mutate: (target) => {
      const { moreThan, side } = target.formatProfile.limits.crowded!
      const body = withImages(target, moreThan + 1)
      const wide = encodedPart(target.format, 'image/png', pictureOf(side + 1, 10))
      return onPart(isImage, () => wide)({ ...target, body })
    },
  },
  {
    name: 'whole-body-over-the-limit',
    triggers: 'image-size/request',
    heavy: true,
    // More than a string can hold where the limit is higher.
    applies: (_, { limits: { requestBytes = 0 } }) => requestBytes > 0 && requestBytes <= 2 ** 26,
    mutate: overTheRequestLimit,
  },
  {
    name: 'the-same-image-twice',
    triggers: 'image-duplicate/same-bytes',
    mutate: (target) => {
      const part = picked(partsOf(target, (one) => isOwnImage(one, target)), target.pick)
      if (part === undefined) return undefined
      const pointer = part.pointer.replace(/\/\d+$/, '')
      const content = (target.body['messages'] as readonly JsonObject[])[Number(pointer.split('/')[2])]!['content'] as readonly unknown[]
      return edited(target.body, pointer, [part.value, ...content])
    },
  },
  { name: 'image-as-text', triggers: 'image-in-text/embedded', mutate: ({ body }) => withText(body, `data:image/png;base64,${picture()}`) },
]

function pngPart(format: Target['format']): JsonObject {
  return encodedPart(format, 'image/png', picture())
}

/** The body with as many images as make `count`. They are sent by URL where that is taken, to keep the body small. */
function withImages(target: Target, count: number): JsonObject {
  const { body, format, formatProfile } = target
  const missing = count - partsOf(target, (part) => isImage(part, target)).length
  const takesUrls = formatProfile.imageSources?.includes('url') !== false
  const images = Array.from({ length: missing }, (_, index) =>
    takesUrls ? urlPart(format, `https://example.com/more/${index}.png`) : encodedPart(format, 'image/png', picture(2 ** 31 + index)),
  )
  const content = [...images, { type: 'text', text: 'And these?' }]
  return withMessages(body, [{ role: 'user', content }, { role: 'assistant', content: 'Discs.' }])
}

/** The body with images of just the size that one may have, in just the number that is too much for all of it. */
function overTheRequestLimit(target: Target): JsonObject {
  const { body, format, formatProfile: { limits: { encodedChars = 0, requestBytes = 0 } } } = target
  const images = Array.from({ length: Math.ceil(requestBytes / encodedChars) }, (_, index) =>
    encodedPart(format, 'image/png', sizedImage({ mediaType: 'image/png', bytes: (encodedChars / 4) * 3, mark: 2 ** 31 + index })),
  )
  const content = [...images, { type: 'text', text: 'And these?' }]
  return withMessages(body, [{ role: 'user', content }, { role: 'assistant', content: 'Discs.' }])
}
