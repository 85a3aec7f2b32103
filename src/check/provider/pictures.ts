import type { Answer } from '../../gateway/answer.ts'
import { send } from '../../gateway/send.ts'
import { stop } from '../../gateway/server.ts'
import type { Picture } from '../suite/pictures.ts'
import { listenAs } from './listen-as.ts'

/** The pictures that can be fetched, by their names. */
export type ServedPictures = ReadonlyMap<string, Picture>

/** The path below which pictures are served. */
const PICTURES = '/pictures/'
/** How many digits of its digest name a picture. */
const NAME_LENGTH = 16

/** The path at which a picture is served. */
export function picturePath({ sha256, mediaType }: Picture): string {
  return `${PICTURES}${pictureName({ sha256 })}.${mediaType.slice('image/'.length)}`
}

/** What a picture is known by where it is served. */
export function pictureName({ sha256 }: Pick<Picture, 'sha256'>): string {
  return sha256.slice(0, NAME_LENGTH)
}

/** Serves pictures, and nothing else. Throws `cannot-listen`. */
export async function startPictureHost(host: string, port: number, pictures: ServedPictures): Promise<{ url: string; close(): Promise<void> }> {
  const { server, url } = await listenAs('The host of the pictures', 'pictures', host, port, (request, response) => {
    send(pictureAt(request.url, pictures), request, response).catch(() => response.socket?.destroy())
  })
  return { url, close: () => stop(server) }
}

/** What a GET is answered. */
export function pictureAt(url: string | undefined, pictures: ServedPictures): Answer {
  const path = URL.parse(url ?? '/', 'http://localhost')?.pathname ?? '/'
  const picture = path.startsWith(PICTURES) ? pictures.get(path.slice(PICTURES.length, PICTURES.length + NAME_LENGTH)) : undefined
  if (picture === undefined) return { status: 404, headers: { 'content-type': 'text/plain' }, pieces: ['There is nothing here.\n'] }
  return { status: 200, headers: { 'content-type': picture.mediaType }, pieces: [picture.data] }
}
