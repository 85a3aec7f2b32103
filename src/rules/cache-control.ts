import { child } from '../core/pointer.ts'
import { objectsIn } from '../formats/shape.ts'
import { defineRule, type RequestContext, type Rule } from './rule.ts'

export const cacheControl: Rule = defineRule({
  id: 'cache-control',
  summary: 'Reports `cache_control` where it is not taken.',
  messages: {
    placement: {
      text: '"cache_control" stands {place}, where it is refused.',
      hint: '{advice}',
      sources: [
        'Anthropic: cache_control may not be specified within `tool_result.content`, https://github.com/caozhiyuan/copilot-api/issues/241',
        'Anthropic: thinking.cache_control: Extra inputs are not permitted',
      ],
    },
    unsupported: {
      text: 'Chat Completions has no "cache_control".',
      hint: 'Leave it out; caching is automatic there.',
      sources: ["OpenAI: Unknown parameter: 'cache_control', https://github.com/nadeko-bot/nadekobot/issues/34", 'OpenRouter takes it (recorded 200)'],
    },
  },
  checkRequest(request, report) {
    if (request.format.id === 'openai-chat') {
      for (const holder of chatPlaces(request)) {
        const pointer = child(holder, 'cache_control')
        report('unsupported', pointer, {})
        request.settle(pointer)
      }
      return
    }
    for (const { value, type, container, pointer } of request.parts) {
      if (!Object.hasOwn(value, 'cache_control') || value.cache_control === null) continue
      const place = container === 'tool_result' ? 'inside of a tool result' : /thinking$/.test(type) ? 'on a thinking block' : undefined
      const advice = container === 'tool_result' ? 'Put it on the tool_result itself.' : 'Put it on another block.'
      if (place === undefined) continue
      report('placement', `${pointer}/cache_control`, { place, advice })
      // That a thinking block has no such field would say it again.
      if (container !== 'tool_result') request.settle(`${pointer}/cache_control`)
    }
  },
})

/** Wherever clients of the other format put it: the body, messages, parts and tools. */
function chatPlaces({ value, parts }: RequestContext): string[] {
  const holders = [
    { pointer: '', value },
    ...objectsIn(value.messages).map(([index, message]) => ({ pointer: `/messages/${index}`, value: message })),
    ...parts,
    ...objectsIn(value.tools).map(([index, tool]) => ({ pointer: `/tools/${index}`, value: tool })),
  ]
  return holders.filter((holder) => Object.hasOwn(holder.value, 'cache_control')).map(({ pointer }) => pointer)
}
