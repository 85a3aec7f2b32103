import type { Profile } from '../../profiles/profile.ts'
import { jsonAnswer, type Answer } from '../answer.ts'

/** `GET /v1/models`, as Xiaomi documents it: without `created`. A name that ends with `*` is a pattern and no model. */
export function modelsAnswer({ models, id }: Profile): Answer {
  const names = models?.listed.filter((name) => !name.includes('*')) ?? []
  const owner = names[0]?.startsWith('mimo-') ? 'xiaomi' : id
  return jsonAnswer(200, { object: 'list', data: names.map((name) => ({ id: name, object: 'model', owned_by: owner })) })
}
