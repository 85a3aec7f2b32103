import { fetchedFacts } from './fetched-facts.ts'
import { defineRule, type Rule } from './rule.ts'

export const imageDimensions: Rule = defineRule({
  id: 'image-dimensions',
  summary: 'Reports images of more pixels than the profile allows, or of so few that they may be misread.',
  messages: {
    'too-large': {
      text: 'The image is {width} x {height} pixels, and {title} takes {limit}.',
      hint: 'Scale it down.',
      sources: [
        'Anthropic: At least one of the image dimensions exceed max allowed size: 8000 pixels, https://github.com/anthropics/claude-code/issues/4778',
        'Anthropic: … for many-image requests: 2000 pixels, https://github.com/anthropics/claude-code/issues/11287',
        'OpenAI: requires 35721 patches after processing, exceeding the limit of 30000, https://github.com/NousResearch/hermes-agent/issues/106186',
      ],
    },
    tiny: {
      text: 'The image is {width} x {height} pixels, fewer than {fewest} in all: it is enlarged or may be misread.',
      hint: 'Send a larger one if details matter.',
      sources: [
        'Xiaomi MiMo: images are scaled to at least 8,192 pixels (2026-04-22); an 8 x 8 PNG was seen to fail',
        'Anthropic: very small images may be misread, https://platform.claude.com/docs/en/build-with-claude/vision (2026-09-20)',
      ],
    },
  },
  checkImage(context, report) {
    const { image, request } = context
    const { pointer } = image
    const { width, height } = image.probe?.dimensions ?? fetchedFacts(context)?.file ?? {}
    if (width === undefined || height === undefined) return
    const { side, crowded, patches, fewestPixels } = request.formatProfile.limits
    const largest = Math.max(width, height)
    const isCrowded = crowded !== undefined && request.images.length > crowded.moreThan
    const needed = patches && Math.ceil(width / patches.size) * Math.ceil(height / patches.size)
    const limit =
      side !== undefined && largest > side
        ? `at most ${side} a side`
        : isCrowded && largest > crowded.side
          ? `at most ${crowded.side} a side where a request holds more than ${crowded.moreThan} images`
          : patches !== undefined && needed! > patches.most
            ? `at most ${patches.most} patches of ${patches.size} x ${patches.size} (this one needs ${needed})`
            : undefined
    if (limit !== undefined) report('too-large', pointer, { width, height, title: request.profile.title, limit })
    else if (fewestPixels !== undefined && width * height < fewestPixels) report('tiny', pointer, { width, height, fewest: fewestPixels })
  },
})
