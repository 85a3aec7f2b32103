import type { FormatId } from '../../core/vocabulary.ts'
import type { Call } from './call.ts'

const SDKS: Readonly<Record<FormatId, { readonly name: string; readonly client: string; readonly create: string }>> = {
  'openai-chat': { name: 'openai', client: 'OpenAI', create: 'client.chat.completions.create' },
  'anthropic-messages': { name: 'anthropic', client: 'Anthropic', create: 'client.messages.create' },
}

/** The call as a Python program that uses the vendor's SDK. */
export function python({ format, body, bodyFile, baseUrl, keyVariable }: Call): string {
  const { name, client, create } = SDKS[format]
  const imports = bodyFile === undefined ? ['import os'] : ['import json', 'import os']
  const load = bodyFile === undefined ? [] : [`with open(${literal(bodyFile)}, encoding="utf-8") as file:`, '    body = json.load(file)', '']
  const call = `${create}(${bodyFile === undefined ? `\n${keywords(body)}` : '**body'})`
  const result =
    body['stream'] === true ? [`for event in ${call}:`, '    print(event.model_dump_json())'] : [`response = ${call}`, 'print(response.model_dump_json())']
  return [
    `# pip install ${name}`,
    ...imports,
    '',
    `from ${name} import ${client}`,
    '',
    `client = ${client}(api_key=os.environ["${keyVariable}"], base_url=${literal(baseUrl)})`,
    '',
    ...load,
    ...result,
    '',
  ].join('\n')
}

function keywords(body: Readonly<Record<string, unknown>>): string {
  return Object.entries(body)
    .map(([name, value]) => `    ${name}=${literal(value, '    ')},\n`)
    .join('')
}

/** A JSON value as Python writes it: every JSON string is a Python string too. */
function literal(value: unknown, indent = ''): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const inner = `${indent}    `
  const items = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${literal(item, inner)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return items.length === 0 ? `${open}${close}` : `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`
}
