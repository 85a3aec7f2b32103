/** True when a URL path is one that a profile names: `*` stands for one segment, `**` at the beginning for any number of them. */
export function matchesPath(path: string, pattern: string): boolean {
  const segments = (text: string): string[] => text.split(/[?#]/)[0]!.replace(/\/+$/, '').split('/')
  const found = segments(path)
  const known = segments(pattern)
  const tail = known[0] === '**' ? known.slice(1) : known
  const end = known[0] === '**' ? found.slice(found.length - tail.length) : found
  return end.length === tail.length && tail.every((segment, index) => segment === '*' || segment === end[index])
}
