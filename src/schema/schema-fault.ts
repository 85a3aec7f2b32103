/** One broken place of a request. `pointer` names the value at fault, or its parent where a property is missing. */
export type SchemaFault =
  | { readonly kind: 'required'; readonly pointer: string; readonly name: string }
  | { readonly kind: 'type'; readonly pointer: string; readonly expected: readonly string[]; readonly actual: string }
  /** `value` is JSON text, cut short. */
  | { readonly kind: 'enum'; readonly pointer: string; readonly value: string; readonly allowed: readonly string[] }
  | { readonly kind: 'other'; readonly pointer: string; readonly keyword: string }
