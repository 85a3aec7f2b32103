import type { KitFile } from '../kit-files/kit-file.ts'

/** The file that holds a configuration. */
export const CONFIG_FILE: KitFile = {
  noun: 'configuration',
  code: 'bad-config',
  schema: 'schemas/kit/config.schema.json',
  ifUnreadable: 'Give the path of a configuration that is there and may be read.',
}
