/** Sorts JSON Pointers key by key, array indices as numbers: `/messages/2` comes before `/messages/10`. */
export function comparePointers(a: string, b: string): number {
  const left = a.split('/')
  const right = b.split('/')
  for (let at = 0; at < left.length && at < right.length; at++) {
    const order = compareKeys(left[at]!, right[at]!)
    if (order !== 0) return order
  }
  return left.length - right.length
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b)
  return (numbers ? Number(a) < Number(b) : a < b) ? -1 : 1
}
