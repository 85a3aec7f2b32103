import type { FormatId } from '../core/vocabulary.ts'
import type { Profile } from '../profiles/profile.ts'

/** A gateway that is checked, and how it is reached. */
export interface Target {
  readonly name: string
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  readonly url: string
  readonly routes: readonly Route[]
  /** The command that starts it; it also restarts one that died. */
  readonly start?: string
  readonly pictures?: PictureHost
  /** What belongs to a result, such as the versions of the gateway and its dependencies. */
  readonly notes?: Readonly<Record<string, string>>
}

/** One way through the gateway. */
export interface Route {
  readonly name: string
  /** The format in which clients speak to it. */
  readonly format: FormatId
  readonly path: string
  /** Sent with each request; names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The environment variable that holds the key. */
  readonly keyEnv?: string
  readonly model: string
  /** What clients of this route are promised. */
  readonly profile: Profile
  /** Where the gateway looks for its provider, whom the kit plays; absent where the provider is a real one. */
  readonly upstream?: Upstream
  /** False where the model behind it cannot read the code on a picture. */
  readonly reads: boolean
}

/** The provider behind the gateway. */
export interface Upstream {
  readonly format: FormatId
  /** Where the kit listens for the gateway's calls. */
  readonly host: string
  readonly port: number
  /** What the provider promises, by which converted bodies are judged. */
  readonly profile: Profile
}

/** Where the gateway, or the model behind it, can fetch pictures that are sent by URL. */
export interface PictureHost {
  readonly host: string
  readonly port: number
  /** How they reach it, such as `https://pictures.example.com`. */
  readonly url: string
}
