import type { FormatId } from '../../core/vocabulary.ts'
import type { Call } from './call.ts'

const SDKS: Readonly<Record<FormatId, { readonly name: string; readonly client: string; readonly create: string; readonly params: string }>> = {
  'openai-chat': { name: 'openai', client: 'OpenAI', create: 'client.chat.completions.create', params: 'OpenAI.ChatCompletionCreateParams' },
  'anthropic-messages': { name: '@anthropic-ai/sdk', client: 'Anthropic', create: 'client.messages.create', params: 'Anthropic.MessageCreateParams' },
}

/** The call as a TypeScript module that uses the vendor's SDK. */
export function typescript({ format, body, bodyFile, baseUrl, keyVariable }: Call): string {
  const { name, client, create, params } = SDKS[format]
  const streams = body['stream'] === true
  const imports = [...(bodyFile === undefined ? [] : ["import { readFileSync } from 'node:fs'"]), `import ${client} from '${name}'`]
  const type = `${params}${streams ? 'Streaming' : 'NonStreaming'}`
  const load = bodyFile === undefined ? [] : [`const body = JSON.parse(readFileSync(${JSON.stringify(bodyFile)}, 'utf8')) as ${type}`, '']
  const call = `await ${create}(${bodyFile === undefined ? JSON.stringify(body, null, 2) : 'body'})`
  const result = streams
    ? [`for await (const event of ${call}) console.log(JSON.stringify(event))`]
    : [`const response = ${call}`, 'console.log(JSON.stringify(response, null, 2))']
  return [
    `// npm install ${name}`,
    ...imports,
    '',
    `const client = new ${client}({ apiKey: process.env['${keyVariable}'], baseURL: ${JSON.stringify(baseUrl)} })`,
    '',
    ...load,
    ...result,
    '',
  ].join('\n')
}
