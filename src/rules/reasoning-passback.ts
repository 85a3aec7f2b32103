import { asString, objectsIn } from '../formats/shape.ts'
import { isThinking } from './is-thinking.ts'
import { defineRule, type Rule } from './rule.ts'

export const reasoningPassback: Rule = defineRule({
  id: 'reasoning-passback',
  summary: 'Reports an assistant message with tool calls that lost its reasoning while thinking is on.',
  messages: {
    missing: {
      text: 'The assistant message has tool calls and no {what}, while thinking is on.',
      hint: 'Send back the {what} that the model answered with, or switch thinking off.',
      sources: [
        'Xiaomi MiMo: The reasoning_content in the thinking mode must be passed back to the API (400), https://github.com/chatboxai/chatbox/issues/3716',
        'https://platform.xiaomimimo.com/docs/zh-CN/usage-guide/passing-back-reasoning_content',
      ],
    },
  },
  checkRequest(request, report) {
    if (!isThinking(request)) return
    const isChat = request.format.id === 'openai-chat'
    const what = isChat ? 'reasoning_content' : 'thinking block'
    for (const [index, message] of objectsIn(request.value.messages)) {
      if (message.role !== 'assistant') continue
      const blocks = objectsIn(message.content).map(([, block]) => asString(block.type))
      const calls = isChat ? objectsIn(message.tool_calls).length > 0 : blocks.includes('tool_use')
      const reasoned = isChat ? (message.reasoning_content ?? null) !== null : blocks.some((type) => /thinking$/.test(type))
      if (calls && !reasoned) report('missing', `/messages/${index}`, { what })
    }
  },
})
