/** Where the answers of the gateway come from. */
export type Mode = 'simulate' | 'replay' | 'record' | 'auto' | 'forward'

/** What a mode does, and what it needs. */
export interface ModeFacts {
  /** For the documentation and the help. */
  readonly does: string
  /** Passes requests on, and so needs an upstream. */
  readonly asks?: true
  /** Writes recordings, which is refused in CI. */
  readonly writes?: true
}

/** All modes, in the order in which they are told. */
export const MODES: Readonly<Record<Mode, ModeFacts>> = {
  simulate: { does: 'answers as the profile documents, without a model' },
  replay: { does: 'answers from recordings' },
  record: { does: 'passes requests on to the upstream, and stores what it answers', asks: true, writes: true },
  auto: { does: 'answers from recordings, and records where there is none', asks: true, writes: true },
  forward: { does: 'passes requests on, and stores nothing', asks: true },
}

export const MODE_NAMES = Object.keys(MODES) as Mode[]
