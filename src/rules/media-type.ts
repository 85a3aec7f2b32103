import { parseMediaType } from '../image/media-type.ts'
import { defineRule, type Rule } from './rule.ts'

const ANTHROPIC_ENUM =
  "Anthropic: media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp', https://github.com/anthropics/claude-code/issues/8184"

export const mediaType: Rule = defineRule({
  id: 'media-type',
  summary: 'Reports a declared media type that the profile does not take, that is written in another way, or that the bytes belie.',
  messages: {
    unsupported: {
      text: 'The declared media type is "{declared}", and {title} takes {supported}.',
      hint: '{advice}',
      sources: [
        ANTHROPIC_ENUM,
        "OpenAI: You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'], https://github.com/STranslate/STranslate/issues/277",
        'Xiaomi MiMo: invalid image format, only bmp/gif/png/jpeg/webp are supported, https://github.com/XiaomiMiMo/MiMo-Code/issues/351',
      ],
    },
    alias: {
      text: 'The declared media type "{declared}" is registered nowhere; the type is called {registered}.',
      hint: 'Write {registered}.',
      sources: [ANTHROPIC_ENUM, 'OpenAI takes image/jpg, Anthropic does not, https://github.com/mealie-recipes/mealie/pull/5897'],
    },
    case: {
      text: 'The declared media type "{declared}" is not in lower case.',
      hint: 'Write {registered}.',
      sources: [ANTHROPIC_ENUM, 'RFC 6838, section 4.2: names are case-insensitive, yet vendors compare them as they are'],
    },
    parameters: {
      text: 'The declared media type "{declared}" holds more than the type.',
      hint: 'Write {registered} alone.',
      sources: [ANTHROPIC_ENUM],
    },
    mismatch: {
      text: 'The declared media type is {declared}, but the bytes are {detected}.',
      hint: 'Declare {detected}, or send the image that was meant.',
      sources: [
        'Anthropic: The image was specified using the image/png media type, but the image appears to be a image/jpeg image, https://github.com/anthropics/claude-code/issues/35234',
        'OpenAI, Groq, Mistral and OpenRouter answered 200 to such images (recorded)',
      ],
    },
  },
  checkImage({ image, request: { formatProfile, profile } }, report) {
    const { declared, probe } = image
    if (declared === undefined) return
    const { essence, written, isAlias, isLowerCase, hasParameters } = parseMediaType(declared.text)
    const supported = formatProfile.mediaTypes
    const at = declared.pointer
    const detected = probe?.kind?.mediaType
    const detectedIsSupported = detected !== undefined && supported.includes(detected)
    if (!supported.includes(essence)) {
      const advice = detectedIsSupported ? `The bytes are ${detected}: declare that.` : 'Convert the image to one of these types.'
      return report('unsupported', at, { declared: declared.text.slice(0, 60), title: profile.title, supported: supported.join(', '), advice })
    }
    if (hasParameters || written !== declared.text) report('parameters', at, { declared: declared.text, registered: essence })
    // Whatever it is called, it is the wrong one: one word is enough.
    if (detectedIsSupported && detected !== essence) return report('mismatch', at, { declared: written, detected })
    if (isAlias) report('alias', at, { declared: written, registered: essence })
    else if (!isLowerCase) report('case', at, { declared: written, registered: essence })
  },
})
