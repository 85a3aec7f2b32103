/**
 * `node scripts/documented.ts`: writes fixtures/documented/good/, the six requests of the documented page, with the reference
 * encoder. A test makes them anew and compares.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { encodeRequest } from '../src/encode/encode-request.ts'
import type { FormatId } from '../src/core/vocabulary.ts'
import type { ImageItem } from '../src/core/vision-request.ts'

const byUrl: ImageItem = { type: 'image', url: 'https://example-files.cnbj1.mi-fds.com/example-files/image/image_example.png' }
// The page leaves a placeholder here, to be filled with an image of the reader's.
const byFile: ImageItem = { type: 'image', file: fileURLToPath(new URL('../fixtures/images/red.png', import.meta.url)) }

const ONE = 'please describe the content of the image'
const SEVERAL = 'please describe the connections and differences between these two pictures'

const requests: readonly (readonly [name: string, images: readonly ImageItem[], question: string])[] = [
  ['url', [byUrl], ONE],
  ['base64', [byFile], ONE],
  ['multi-image', [byUrl, byFile], SEVERAL],
]

const formats: readonly (readonly [prefix: string, format: FormatId])[] = [
  ['openai', 'openai-chat'],
  ['anthropic', 'anthropic-messages'],
]

/** The files below fixtures/documented/good/ by their names, and their texts. */
export function documentedRequests(): ReadonlyMap<string, string> {
  const files = formats.flatMap(([prefix, format]) =>
    requests.map(([name, images, text]) => {
      const body = encodeRequest(
        {
          model: 'mimo-v2-omni',
          system:
            'You are MiMo, an AI assistant developed by Xiaomi. Today is date: Tuesday, December 16, 2025. Your knowledge cutoff date is December 2024.',
          turns: [{ role: 'user', content: [...images, { type: 'text', text }] }],
          maxOutputTokens: 1024,
        },
        format,
        'shubiaobiao',
      )
      return [`${prefix}-${name}.json`, `${JSON.stringify(body, null, 2)}\n`] as const
    }),
  )
  return new Map(files)
}

if (import.meta.main) {
  for (const [name, text] of documentedRequests()) writeFileSync(new URL(`../fixtures/documented/good/${name}`, import.meta.url), text)
}
