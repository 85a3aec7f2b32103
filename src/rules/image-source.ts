import { asObject } from '../formats/shape.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageSource: Rule = defineRule({
  id: 'image-source',
  summary: 'Reports an image source of a kind that the profile does not take.',
  messages: {
    unsupported: {
      text: 'The image source is of type "{type}", and {title} takes {supported}.',
      hint: 'Send the image as {supported}.',
      sources: [
        'Xiaomi MiMo, Anthropic API: source is base64 or url, https://platform.xiaomimimo.com/docs/en-US/api/chat/anthropic-api (2026-06-03)',
        "Anthropic without the Files API: Input tag 'file' found using 'type' does not match any of the expected tags: 'base64', 'url' (recorded 400)",
      ],
    },
  },
  checkRequest({ parts, format, formatProfile, profile, isSettled, settle }, report) {
    const supported = formatProfile.imageSources
    if (supported === undefined || format.id !== 'anthropic-messages') return
    for (const { type, value, pointer } of parts) {
      const source = type === 'image' ? asObject(value.source)?.type : undefined
      // Kinds that no vendor knows are the schema's; URLs have a rule of their own.
      if (source !== 'file' || supported.includes(source) || isSettled(pointer)) continue
      report('unsupported', `${pointer}/source/type`, { type: source, title: profile.title, supported: supported.join(' or ') })
      settle(`${pointer}/source`)
    }
  },
})
