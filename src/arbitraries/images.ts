import fc from 'fast-check'
import { SIZED_TYPES, sizedImage, smallestImage, type SizedImage, type SizedType } from '../image/sized-image.ts'

/** What images to generate. */
export interface ImageConstraints {
  /** Media types; default: PNG, JPEG, GIF, WebP and BMP. */
  readonly mediaTypes?: readonly SizedType[]
  /** Characters of base64 that an image may have; default: up to a few more than the smallest image of its type. */
  readonly maxEncodedChars?: number
}

/** An image by what it is to be: small to generate and to shrink, however large the image. */
export type ImageRecipe = Omit<SizedImage, 'mark'>

/**
 * Recipes of images: a media type, and a number of bytes from the smallest that there is to as many as `maxEncodedChars` allow. They
 * shrink to the first type and the smallest size, through sizes by bisection, so that a limit is found exactly.
 */
export function imageRecipes({ mediaTypes = SIZED_TYPES, maxEncodedChars }: ImageConstraints = {}): fc.Arbitrary<ImageRecipe> {
  const mostBytes = maxEncodedChars === undefined ? Infinity : Math.floor(maxEncodedChars / 4) * 3
  const types = mediaTypes.filter((type) => smallestImage(type) <= mostBytes)
  if (types.length === 0) throw new RangeError(`No image of ${mediaTypes.join(', ')} has at most ${maxEncodedChars} characters of base64.`)
  // One number for both is twice as fast as two.
  const small = fc.nat({ max: types.length * SMALL_SIZES - 1 }).map((code) => recipeOf(types[Math.floor(code / SMALL_SIZES)]!, code % SMALL_SIZES, mostBytes))
  if (mostBytes === Infinity) return small
  // One range up to the limit, so that a failure shrinks through all of it. fast-check tries its ends more often than the rest.
  const any = fc.tuple(fc.constantFrom(...types), fc.nat({ max: mostBytes })).map(([type, more]) => recipeOf(type, more, mostBytes))
  return fc.oneof({ weight: 15, arbitrary: small }, { weight: 1, arbitrary: any })
}

/** How many sizes a small image may have: enough for every way in which base64 and chunks can end. */
const SMALL_SIZES = 24

function recipeOf(mediaType: SizedType, more: number, mostBytes: number): ImageRecipe {
  return { mediaType, bytes: Math.min(smallestImage(mediaType) + more, mostBytes) }
}

/** A real image of 96 x 96 pixels. */
export interface ImageFile {
  readonly mediaType: SizedType
  readonly data: Uint8Array
}

/**
 * Images as bytes: a real file of 96 x 96 pixels each, with its media type. In an array of them (`fc.array(imageFiles())`) two may be
 * alike; `imageLists` makes lists in which all differ.
 */
export function imageFiles(constraints: ImageConstraints = {}): fc.Arbitrary<ImageFile> {
  return fc.tuple(imageRecipes(constraints), fc.nat()).map(([recipe, mark]) => fileOf(recipe, mark))
}

/** Lists of images as bytes, each unlike all others; up to `maxLength`, or as fast-check sees fit. */
export function imageLists(
  constraints: ImageConstraints & { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<ImageFile[]> {
  const { minLength, maxLength } = constraints
  const lengths = { ...(minLength !== undefined && { minLength }), ...(maxLength !== undefined && { maxLength }) }
  return fc.array(imageRecipes(constraints), lengths).map((recipes) => recipes.map(fileOf))
}

/** The file that a recipe makes. */
export function fileOf(recipe: ImageRecipe, mark: number): ImageFile {
  const { mediaType, bytes } = recipe
  const file = { mediaType, data: new Uint8Array(Buffer.from(encodedImage(recipe, mark), 'base64')) }
  // What fast-check prints of it: nobody reads hundreds of bytes.
  return Object.defineProperty(file, fc.toStringMethod, { value: () => `{mediaType: "${mediaType}", data: ${bytes} bytes, number ${mark}}` })
}

const small = new Map<string, string>()
const MOST_CACHED = 4096

/** The base64 of an image. Small ones are kept: a property asks for the same few again and again. */
export function encodedImage({ mediaType, bytes }: ImageRecipe, mark: number): string {
  if (bytes > 2048) return sizedImage({ mediaType, bytes, mark })
  const key = `${mediaType} ${bytes} ${mark}`
  const known = small.get(key)
  if (known !== undefined) return known
  const made = sizedImage({ mediaType, bytes, mark })
  if (small.size === MOST_CACHED) small.clear()
  small.set(key, made)
  return made
}
