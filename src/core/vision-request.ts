/** A request in the terms of neither wire format: what people mean by "these pictures, this question". Imports nothing. */
export interface VisionRequest<Image extends ImageItem = ImageItem> {
  /** Absent where the URL names the model, as in the cloud. */
  readonly model?: string
  readonly system?: string
  /** In the order of the conversation; what is asked now is the last one. */
  readonly turns: readonly Turn<Image>[]
  /** Tokens, reasoning included. */
  readonly maxOutputTokens?: number
  /** Whether the answer is wanted piece by piece. */
  readonly stream?: boolean
}

/** What one side says, in its order. */
export interface Turn<Image extends ImageItem = ImageItem> {
  readonly role: 'user' | 'assistant'
  readonly content: readonly (TextItem | Image)[]
}

export interface TextItem {
  readonly type: 'text'
  readonly text: string
}

export type ImageItem = LoadedImage | FileImage

/** An image that needs no file any more. */
export type LoadedImage = UrlImage | DataImage

/** An image that whoever answers fetches. */
export interface UrlImage extends ImageDetail {
  readonly type: 'image'
  readonly url: string
}

/** An image by the bytes of its file, which also tell its media type. */
export interface DataImage extends ImageDetail {
  readonly type: 'image'
  readonly data: Uint8Array
}

/** An image by the path of its file. */
export interface FileImage extends ImageDetail {
  readonly type: 'image'
  readonly file: string
}

export interface ImageDetail {
  /** How closely to look, where the format can say so: `auto`, `low`, `high`, `original`. */
  readonly detail?: string
}

/** What a translation between formats does not leave as it was. */
export interface Change {
  /** JSON Pointer into the body that was read. */
  readonly pointer: string
  /** `lost`: nothing stands for it any more. `changed`: it says the same in other words, such as a corrected media type. */
  readonly kind: 'lost' | 'changed'
  readonly message: string
}
