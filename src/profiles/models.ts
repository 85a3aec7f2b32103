/** True when `model` is one of `listed`, in which a name that ends with `*` stands for all that begin so. */
export function isListed(model: string, listed: readonly string[]): boolean {
  return listed.some((name) => (name.endsWith('*') ? model.startsWith(name.slice(0, -1)) : model === name))
}
