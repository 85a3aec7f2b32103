/** Why a text is no JSON, in the order in which a person would look for it. */
export type JsonProblem =
  | 'empty'
  | 'not-utf-8'
  | 'cut-off'
  | 'missing-comma'
  | 'trailing-comma'
  | 'missing-colon'
  | 'missing-quotes'
  | 'single-quotes'
  | 'control-character'
  | 'bad-escape'
  | 'comment'
  | 'not-a-json-literal'
  | 'text-after-the-end'
  | 'too-deep'
  | 'unexpected-character'

export interface JsonFault {
  readonly problem: JsonProblem
  /** Where in the walked text; for a missing comma, right behind the value that it should follow. */
  readonly offset: number
}

/** What a walk meets, and how deep it may go. `key` is the property name or array index as it stands in a JSON Pointer, unescaped. */
export interface JsonVisitor {
  /** An object or array inside of so many others is a fault. Default: no depth is. */
  readonly mostLevels?: number
  /** A value begins. Scalars are left at once; `offset` is that of its first character. */
  enter(key: string | number | undefined, offset: number): void
  /** The innermost value that was entered ends, right before `end`. */
  leave(end: number): void
  /** A property name that the object already has, before its value is entered. */
  duplicate?(key: string, offset: number): void
  /** A string (a value or a property name) with its quotes. May name a problem that the walk cannot see. */
  string?(token: string, offset: number): JsonProblem | undefined
}

interface Container {
  readonly isObject: boolean
  /** An object's names so far; absent where nobody asks for duplicates. */
  readonly names: Set<string> | undefined
  index: number
}

const LITERALS = ['true', 'false', 'null']
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /[+\-.\w$]+/y
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y

/**
 * Walks JSON text (RFC 8259) once, from left to right and without recursion, so that no depth of nesting is too deep. It
 * accepts just what `JSON.parse` accepts, and says of anything else what is wrong, in a person's terms. Returns the first
 * fault; what was visited until then stays visited.
 */
export function walkJson(text: string, visitor: JsonVisitor): JsonFault | undefined {
  try {
    new Walk(text, visitor).run()
    return undefined
  } catch (thrown) {
    if (thrown instanceof Stop) return thrown.fault
    throw thrown
  }
}

class Stop {
  readonly fault: JsonFault
  constructor(fault: JsonFault) {
    this.fault = fault
  }
}

class Walk {
  readonly #text: string
  readonly #visitor: JsonVisitor
  readonly #open: Container[] = []
  #at = 0
  /** The end of the last token, where a missing comma belongs. */
  #behind = 0

  constructor(text: string, visitor: JsonVisitor) {
    this.#text = text
    this.#visitor = visitor
  }

  run(): void {
    this.#skipSpace()
    if (this.#at === this.#text.length) this.#stop('empty')
    this.#value(undefined)
    while (this.#open.length > 0) this.#next(this.#open.at(-1)!)
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#stop('text-after-the-end')
  }

  /** One step in the innermost container: its next element, or its end. */
  #next(container: Container): void {
    this.#skipSpace()
    const closing = container.isObject ? '}' : ']'
    if (this.#peek() === closing) return this.#closeContainer()
    if (container.index > 0) {
      this.#comma()
      if (this.#peek() === closing) this.#stop('trailing-comma', this.#behind - 1)
    }
    const key = container.isObject ? this.#name(container.names) : container.index
    container.index++
    this.#value(key)
  }

  #comma(): void {
    const found = this.#peek()
    if (found !== ',') {
      const value = found === '"' || found === '{' || found === '[' || isWordStart(found)
      this.#stop(value ? 'missing-comma' : this.#problemOf(found), value ? this.#behind : this.#at)
    }
    this.#take(1)
    this.#skipSpace()
  }

  #name(names: Set<string> | undefined): string {
    const found = this.#peek()
    if (found !== '"') this.#stop(isWordStart(found) ? 'missing-quotes' : this.#problemOf(found))
    const offset = this.#at
    const name = decode(this.#string())
    if (names?.has(name)) this.#visitor.duplicate?.(name, offset)
    names?.add(name)
    this.#skipSpace()
    if (this.#peek() !== ':') this.#stop(this.#peek() === undefined ? 'cut-off' : 'missing-colon', this.#behind)
    this.#take(1)
    this.#skipSpace()
    return name
  }

  #value(key: string | number | undefined): void {
    const found = this.#peek()
    this.#visitor.enter(key, this.#at)
    if (found === '{' || found === '[') {
      if (this.#open.length === this.#visitor.mostLevels) this.#stop('too-deep')
      const isObject = found === '{'
      const names = isObject && this.#visitor.duplicate !== undefined ? new Set<string>() : undefined
      this.#open.push({ isObject, names, index: 0 })
      this.#take(1)
      return
    }
    if (found === '"') this.#string()
    else this.#scalar(found)
    this.#visitor.leave(this.#at)
  }

  #closeContainer(): void {
    this.#take(1)
    this.#open.pop()
    this.#visitor.leave(this.#at)
  }

  #scalar(found: string | undefined): void {
    NUMBER.lastIndex = this.#at
    WORD.lastIndex = this.#at
    const word = WORD.exec(this.#text)?.[0]
    if (word === undefined) this.#stop(this.#problemOf(found))
    if (!LITERALS.includes(word) && NUMBER.exec(this.#text)?.[0] !== word) {
      const atTheEnd = this.#at + word.length === this.#text.length
      const begun = /^-?[\d.]*(?:[eE][+-]?)?$/.test(word) || LITERALS.some((literal) => literal.startsWith(word))
      this.#stop(atTheEnd && begun ? 'cut-off' : 'not-a-json-literal')
    }
    this.#take(word.length)
  }

  /** Takes a string and returns it with its quotes. */
  #string(): string {
    const start = this.#at
    let at = start + 1
    for (; ; at++) {
      const unit = this.#text.charCodeAt(at)
      if (unit === 0x22) break
      if (unit >= 0x20 && unit !== 0x5c) continue
      if (Number.isNaN(unit)) this.#stop('cut-off', start)
      if (unit < 0x20) this.#stop('control-character', at)
      ESCAPE.lastIndex = at + 1
      const escape = ESCAPE.exec(this.#text)
      if (escape === null) this.#stop(at + 6 > this.#text.length ? 'cut-off' : 'bad-escape', at)
      at += escape[0].length
    }
    const token = this.#text.slice(start, at + 1)
    const problem = this.#visitor.string?.(token, start)
    if (problem !== undefined) this.#stop(problem, start)
    this.#take(token.length)
    return token
  }

  /** What `found` is where something else should stand. */
  #problemOf(found: string | undefined): JsonProblem {
    if (found === undefined) return 'cut-off'
    if (found === "'" || found === '‘' || found === '“') return 'single-quotes'
    return found === '/' || found === '#' ? 'comment' : 'unexpected-character'
  }

  #peek(): string | undefined {
    return this.#text[this.#at]
  }

  #take(length: number): void {
    this.#at += length
    this.#behind = this.#at
  }

  #skipSpace(): void {
    for (; ; this.#at++) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
    }
  }

  #stop(problem: JsonProblem, offset: number = this.#at): never {
    throw new Stop({ problem, offset })
  }
}

function decode(token: string): string {
  return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1)
}

function isWordStart(character: string | undefined): boolean {
  return character !== undefined && /[\w$+.-]/.test(character)
}
