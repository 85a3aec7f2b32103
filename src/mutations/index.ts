import { CONVERSATION_MUTATIONS } from './conversation.ts'
import { IMAGE_MUTATIONS } from './image.ts'
import { JSON_MUTATIONS } from './json.ts'
import type { Mutation } from './mutation.ts'
import { SHAPE_MUTATIONS } from './shape.ts'
import { URL_MUTATIONS } from './url.ts'

/** All mutations: at least one for each message that a request body can bring about. */
export const MUTATIONS: readonly Mutation[] = [
  ...JSON_MUTATIONS,
  ...SHAPE_MUTATIONS,
  ...CONVERSATION_MUTATIONS,
  ...IMAGE_MUTATIONS,
  ...URL_MUTATIONS,
]
