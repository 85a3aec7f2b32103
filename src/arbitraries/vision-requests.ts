import fc from 'fast-check'
import type { LoadedImage, Turn, VisionRequest } from '../core/vision-request.ts'
import { conversations, type Picture } from './conversation.ts'
import { fileOf, type ImageConstraints } from './images.ts'

/** What requests to generate. */
export interface VisionRequestConstraints extends ImageConstraints {
  /** Whether images may be given by URL; default: yes. */
  readonly urls?: boolean
  /** Default: `a-model`. */
  readonly models?: readonly string[]
}

/**
 * Requests that belong to neither format, for whatever turns them into bodies: up to four turns with up to fifty images, all different, by
 * URL and as bytes. They shrink to one question without an image.
 */
export function visionRequests({ models = ['a-model'], ...constraints }: VisionRequestConstraints = {}): fc.Arbitrary<VisionRequest<LoadedImage>> {
  return conversations({ ...constraints, calls: false }).map(({ system, turns, limit, stream, choice }) => ({
    model: models[choice % models.length]!,
    ...(system !== undefined && { system }),
    turns: turns.flatMap(({ pictures, text, answer }, index): Turn<LoadedImage>[] => [
      { role: 'user', content: [...pictures.map(imageOf), { type: 'text', text }] },
      ...(index < turns.length - 1 ? [{ role: 'assistant', content: [{ type: 'text', text: answer }] } as const] : []),
    ]),
    maxOutputTokens: limit,
    ...(stream !== undefined && { stream }),
  }))
}

function imageOf({ number, recipe }: Picture): LoadedImage {
  if (recipe === undefined) return { type: 'image', url: `https://example.com/${number}.png` }
  return { type: 'image', data: fileOf(recipe, number).data }
}
