/** True when a URL path is one that a profile names: `*` stands for one segment, `**` at the beginning for any number of them. */
export function matchesPath(path: string, pattern: string): boolean {
  const segments = (text: string): string[] => text.split(/[?#]/, 1)[0]!.replace(/\/+$/, '').split('/')
  const found = segments(path)
  const known = segments(pattern)
  const tail = known[0] === '**' ? known.slice(1) : known
  if (known[0] === '**' ? found.length < tail.length : found.length !== tail.length) return false
  return tail.every((segment, index) => segment === '*' || segment === found[found.length - tail.length + index])
}
