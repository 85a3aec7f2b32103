/** A number with its thousands apart, for people: `10,485,760`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US')
}
