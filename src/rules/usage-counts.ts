import { child } from '../core/pointer.ts'
import type { FormatId, ImageSummary } from '../core/vocabulary.ts'
import { asObject } from '../formats/shape.ts'
import { imageTokens, imageTokensEnlarged } from '../image/image-tokens.ts'

/** An object that counts tokens, and where it stands. */
export interface Usage {
  readonly pointer: string
  readonly value: Readonly<Record<string, unknown>>
}

/** The counts of tokens in it and in its details, by their names. */
export function countsOf(usage: Usage['value']): { readonly pointer: string; readonly count: number }[] {
  return Object.entries(usage).flatMap(([name, value]) => {
    const pointer = child('', name)
    if (typeof value === 'number') return name.endsWith('_tokens') ? [{ pointer, count: value }] : []
    const details = name.endsWith('_details') ? Object.entries(asObject(value) ?? {}) : []
    return details.flatMap(([key, count]) => (typeof count === 'number' && key.endsWith('_tokens') ? [{ pointer: child(pointer, key), count }] : []))
  })
}

/** What usage says of images, and between which bounds that is plausible. */
export interface ImageCount {
  /** Absent where usage says nothing of images. On Messages, which has no count of its own for them, all input. */
  readonly told: number | undefined
  readonly least: number
  readonly most: number
  /** What the formula makes of all images of which the size is known. */
  readonly inAll: number
}

/** The formula is an estimate: a quarter more or less is no news, nor are a few tokens more an image. */
const TOLERANCE = 0.25
const SLACK = 8

export function imageCountOf(format: FormatId, usage: Usage['value'], images: readonly ImageSummary[]): ImageCount {
  const sized = images.flatMap(({ width, height }) => (width === undefined || height === undefined ? [] : [{ width, height }]))
  // Of small images the page says one thing, and its code does another.
  const readings = sized.map((image) => [imageTokens(image), imageTokensEnlarged(image)] as const)
  const inAll = sum(readings.map(([published]) => published))
  const unsized = images.length - sized.length
  const least = sum(readings.map((pair) => Math.min(...pair))) * (1 - TOLERANCE) + unsized
  const most = unsized > 0 ? Infinity : sum(readings.map((pair) => Math.max(...pair))) * (1 + TOLERANCE) + SLACK * sized.length
  if (format === 'openai-chat') return { told: numberIn(asObject(usage.prompt_tokens_details)?.image_tokens), least, most, inAll }
  const { input_tokens: input, cache_read_input_tokens: read, cache_creation_input_tokens: written } = usage
  const told = typeof input === 'number' ? sum([input, numberIn(read) ?? 0, numberIn(written) ?? 0]) : undefined
  return { told, least, most: Infinity, inAll }
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
