import type { Task } from './profile-schemas.ts'
import type { EditableSchema } from './schema-editor.ts'

/** The values of `detail` where a profile documents none of its own. */
const DETAILS: readonly string[] = ['auto', 'low', 'high', 'original']

/** What a profile's errors mean for a Chat Completions request. */
export function sayOfChat(task: Task): void {
  const { editor, areErrors } = task
  const isClosed = editor.root.additionalProperties === false
  if (areErrors('system-placement/top-level') && !isClosed) editor.root.properties!['system'] = false
  sayContent(task)
  sayRoles(task)
  sayImage(task)
}

function sayContent({ editor, areErrors }: Task): void {
  const content = (name: string): EditableSchema => editor.property(editor.def(name), 'content')
  if (areErrors('messages/empty-content')) {
    for (const name of ['DeveloperMessage', 'SystemMessage', 'UserMessage']) Object.assign(content(name), { minItems: 1, minLength: 1 })
    for (const name of ['AssistantMessage', 'ToolMessage']) content(name)['minItems'] = 1
  }
  if (areErrors('messages/empty-text')) editor.property(editor.def('TextPart'), 'text')['minLength'] = 1
}

function sayRoles({ editor, areErrors, isMild }: Task): void {
  if (areErrors('image-role/tool')) editor.removeBranch(editor.def('ToolContentPart'), 'image_url')
  if (!isMild('image-role/not-allowed')) return
  const prompts = ['DeveloperMessage', 'SystemMessage'].map((name) => editor.property(editor.def(name), 'content').items!)
  const unions = [...editor.own(prompts, 'SystemContentPart'), editor.def('AssistantContentPart')]
  for (const union of unions) union.oneOf!.push({ $ref: '#/$defs/ImagePart' })
}

function sayImage({ editor, formatProfile, areErrors, isMild }: Task): void {
  const part = editor.def('ImagePart')
  const image = editor.property(part, 'image_url')
  const { details = [] } = formatProfile
  if (areErrors('image-detail/value')) editor.property(image, 'detail').enum = [...(details.length > 0 ? details : DETAILS)]
  image.properties!['url'] = { $ref: '#/$defs/ImageUrl' }
  editor.root.$defs!['ImageUrl'] = urlSchema(areErrors)
  if (isMild('image-url-object/bare-string')) {
    part.properties!['image_url'] = { anyOf: [{ $ref: '#/$defs/ImageUrl' }, image] }
  }
}

/** Only the beginning is looked at: the rest may be megabytes. JSON Schema has no flag for letters of either case. */
function urlSchema(areErrors: Task['areErrors']): EditableSchema {
  const schema: EditableSchema = { description: 'An http(s) URL, or a data URL: data:<media type>;base64,<data>.', type: 'string' }
  const others = ['data-url/prefix-missing', 'data-url/malformed', 'image-url/malformed', 'image-url/scheme', 'base64/empty']
  if (!areErrors(...others)) return schema
  const data = '[dD][aA][tT][aA]:'
  const header = String.raw`\s*[^,;\s][^,;]*(?:;[^,;]*)*;[bB][aA][sS][eE]64`
  const web = `[hH][tT][tT][pP]${areErrors('image-url/insecure') ? '[sS]' : '[sS]?'}://`
  schema['pattern'] = String.raw`^(?:${data}${header},[\s=]*[^\s=]|${web})`
  if (areErrors('data-url/prefix-extra')) schema['not'] = { pattern: `^${data}[^,]*,${data}` }
  return schema
}
