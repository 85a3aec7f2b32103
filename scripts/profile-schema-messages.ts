import type { Task } from './profile-schemas.ts'
import type { EditableSchema } from './schema-editor.ts'

/** The unions whose parts are looked at for texts and images. */
const UNIONS: readonly string[] = [
  'ContentBlock', 'ToolResultContentBlock', 'DocumentContentBlock', 'SystemPromptBlock', 'SystemMessageBlock',
]

/** What a profile's errors mean for a Messages request. */
export function sayOfMessages(task: Task): void {
  const { editor, areErrors } = task
  if (areErrors('token-limit/missing')) editor.root.required!.push('max_tokens')
  if (areErrors('system-placement/in-messages')) saySystemPlacement(task)
  sayContent(task)
  if (areErrors('cache-control/placement')) sayCacheControl(task)
  sayImageSource(task)
  sayRoles(task)
}

function saySystemPlacement({ editor, formatProfile }: Task): void {
  const messages = editor.property(editor.root, 'messages')
  if (formatProfile.systemInMessages === true) {
    const first = structuredClone(editor.def('Message'))
    editor.root.$defs!['FirstMessage'] = first
    editor.removeBranch(first, 'system')
    messages.prefixItems = [{ $ref: '#/$defs/FirstMessage' }]
  } else editor.removeBranch(editor.def('Message'), 'system')
}

function sayContent({ editor, areErrors }: Task): void {
  if (areErrors('messages/empty-content')) {
    // An assistant's may be empty in the last message.
    for (const name of ['UserMessage', 'SystemMessage']) {
      Object.assign(editor.property(editor.def(name), 'content'), { minItems: 1, minLength: 1 })
    }
  }
  if (!areErrors('messages/empty-text')) return
  const texts = UNIONS.map((name) => editor.branch(editor.def(name), 'text')!)
  for (const block of editor.own(texts, 'NonEmptyTextBlock')) editor.property(block, 'text')['minLength'] = 1
}

function sayCacheControl({ editor }: Task): void {
  editor.def('ToolResultContentBlock').properties = { cache_control: { type: 'null' } }
  for (const tag of ['thinking', 'redacted_thinking']) {
    const block = editor.resolve(editor.branch(editor.def('ContentBlock'), tag)!)
    if (block.additionalProperties !== false) block.properties!['cache_control'] = { type: 'null' }
  }
}

function sayImageSource({ editor, formatProfile, areErrors }: Task): void {
  const { imageSources, mediaTypes, limits } = formatProfile
  const sources = editor.def('ImageSource')
  if (areErrors('image-source/unsupported') && imageSources?.includes('file') === false) editor.removeBranch(sources, 'file')
  if (areErrors('image-url/unsupported') && imageSources?.includes('url') === false) editor.removeBranch(sources, 'url')
  const url = editor.branch(sources, 'url')
  if (url !== undefined && areErrors('image-url/malformed', 'image-url/scheme')) {
    // JSON Schema has no flag for letters of either case.
    editor.property(url, 'url')['pattern'] = `^[hH][tT][tT][pP]${areErrors('image-url/insecure') ? '[sS]' : '[sS]?'}://`
  }
  const base64 = editor.branch(sources, 'base64')!
  const mediaType = editor.property(base64, 'media_type')
  const areStrict = areErrors('media-type/unsupported', 'media-type/alias', 'media-type/case', 'media-type/parameters')
  if (areStrict) mediaType.enum = [...mediaTypes]
  else {
    const why = 'Left open, since other spellings of them, such as image/jpg, are no error here.'
    mediaType['$comment'] = `The types are ${mediaTypes.join(', ')}. ${why}`
  }
  const data = editor.property(base64, 'data')
  // Padding alone is no data either.
  if (areErrors('base64/empty')) data['pattern'] = String.raw`^[\s=]*[^\s=]`
  if (areErrors('image-size/too-large') && limits.encodedChars !== undefined) data['maxLength'] = limits.encodedChars
  if (areErrors('data-url/prefix-extra')) data['not'] = { pattern: '^[dD][aA][tT][aA]:' }
}

function sayRoles({ editor, areErrors, isMild }: Task): void {
  if (isMild('image-role/not-allowed')) {
    for (const name of ['SystemPromptBlock', 'SystemMessageBlock']) editor.def(name).oneOf!.push({ $ref: '#/$defs/ImageBlock' })
  }
  if (!areErrors('image-role/not-allowed')) return
  const step = (from: EditableSchema, name: string): EditableSchema => editor.own([from], `Assistant${name}`)[0]!
  const content = step(editor.property(editor.def('AssistantMessage'), 'content').items!, 'ContentBlock')
  const result = step(editor.branch(content, 'tool_result')!, 'ToolResultBlock')
  const inResult = step(editor.property(result, 'content').items!, 'ToolResultContentBlock')
  const document = step(editor.branch(content, 'document')!, 'DocumentBlock')
  const source = step(editor.property(document, 'source'), 'DocumentSource')
  const text = step(editor.branch(source, 'content')!, 'ContentDocumentSource')
  const inDocument = step(editor.property(text, 'content').items!, 'DocumentContentBlock')
  for (const union of [content, inResult, inDocument]) editor.removeBranch(union, 'image')
}
