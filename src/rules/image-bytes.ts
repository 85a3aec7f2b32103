import { parseMediaType } from '../image/media-type.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageBytes: Rule = defineRule({
  id: 'image-bytes',
  summary: 'Reports image data whose bytes are no image, are incomplete, or hold more than one frame.',
  messages: {
    'not-an-image': {
      text: 'The bytes are {found}, and {title} takes {supported}.',
      hint: '{advice}',
      sources: [
        'Xiaomi MiMo: invalid image format, only bmp/gif/png/jpeg/webp are supported, https://github.com/XiaomiMiMo/MiMo-Code/issues/351',
        'OpenAI: You uploaded an unsupported image, code invalid_image_format (recorded 400 for text bytes as image/jpeg)',
        'Anthropic: Could not process image, https://github.com/anthropics/claude-code/issues/56511',
      ],
    },
    truncated: {
      text: 'The last bytes are not the end of {kind}: the end seems to be missing.',
      hint: 'Check that the file is complete and was read to its end before it was encoded.',
      sources: ['Xiaomi MiMo: Multimodal data is corrupted or cannot be processed, https://github.com/XiaomiMiMo/MiMo/issues/45'],
    },
    'trailing-junk': {
      text: 'More bytes follow the end of {kind}.',
      hint: 'Usually harmless; check what is appended to the file.',
      sources: ['Common in files of cameras and phones; decoders pass over it'],
    },
    animated: {
      text: 'The {format} holds several frames, of which at most the first is looked at.',
      hint: 'Send the frame that matters as an image of its own.',
      sources: [
        'OpenAI: non-animated GIF only, https://developers.openai.com/api/docs/guides/images-vision (2026-09-29); yet gpt-4o answered 200 to one of several frames (recorded 2026-02-10)',
        'Anthropic: the first frame only, https://platform.claude.com/docs/en/build-with-claude/vision (2026-09-20)',
      ],
    },
  },
  checkImage({ image: { probe, declared, pointer }, request: { formatProfile, profile } }, report) {
    if (probe === undefined) return
    const { kind, dimensions, isWhole, ending, animated } = probe
    const isSupported = kind !== undefined && formatProfile.mediaTypes.includes(kind.mediaType)
    if (!isSupported || (dimensions === undefined && isWhole)) {
      // An unsupported type that is honestly declared is the media type's fault.
      if (kind !== undefined && !isSupported && declared && parseMediaType(declared.text).essence === kind.mediaType) return
      const found = kind === undefined ? 'of no known kind' : isSupported ? `${kind.name} that ends before its header is complete` : kind.name
      const advice = isSupported ? 'Check that the file is complete.' : 'Check what was read: a page, an error message or another file may stand in for the image.'
      return report('not-an-image', pointer, { found, title: profile.title, supported: formatProfile.mediaTypes.join(', '), advice })
    }
    if (animated) report('animated', pointer, { format: kind.mediaType === 'image/gif' ? 'GIF' : 'WebP image' })
    if (ending === 'truncated') report('truncated', pointer, { kind: kind.name })
    if (ending === 'trailing-junk') report('trailing-junk', pointer, { kind: kind.name })
  },
})
