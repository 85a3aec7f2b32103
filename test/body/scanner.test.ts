import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Body, bodyOf, bodyOfSkeleton } from '../../src/body/body.ts'
import { wholeFile } from '../../src/body/locations.ts'
import { BodyScanner, type ScanOptions } from '../../src/body/scanner.ts'
import { referenceFacts } from './reference.ts'
import { cases } from '../cases.ts'

function scanInChunks(bytes: Buffer, size: number, options?: ScanOptions): Body {
  const scanner = new BodyScanner(options)
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = Buffer.from(bytes.subarray(at, at + size))
    scanner.push(chunk)
    chunk.fill(0x22) // the scanner may keep nothing of a chunk
  }
  return bodyOfSkeleton(scanner.end())
}

function nameOf(body: Body, key: string): string {
  return (key.startsWith('\0') ? body.facts(key).head : key).toWellFormed()
}

/** Compares a scanned body with what `JSON.parse` and the slow reference make of the same text. */
function expectSameAsReference(body: Body, text: string): void {
  const compare = (scanned: unknown, parsed: unknown): void => {
    if (typeof parsed === 'string') {
      expect(typeof scanned).toBe('string')
      const { sourceLength: _, ...facts } = body.facts(scanned as string)
      expect(facts).toEqual(referenceFacts(parsed))
    } else if (typeof parsed === 'object' && parsed !== null) {
      expect(Array.isArray(scanned)).toBe(Array.isArray(parsed))
      // A long property name is cut like any string: its placeholder stands for it.
      const byName = new Map(Object.entries(scanned as object).map(([key, value]) => [nameOf(body, key), value]))
      const expected = new Map(Object.entries(parsed).map(([name, value]) => [name.toWellFormed(), value]))
      expect([...byName.keys()].sort()).toEqual([...expected.keys()].sort())
      for (const [name, value] of expected) compare(byName.get(name), value)
    } else expect(scanned).toBe(parsed)
  }
  compare(body.value, JSON.parse(text))
}

/** Strings of the kinds that matter, most of them around the length from which they are cut. */
const base64: fc.Arbitrary<string> = fc.nat(3000).map((length) => 'QUJD'.repeat(length).slice(0, length))
const interesting = fc.oneof(
  { weight: 3, arbitrary: base64 },
  base64.map((data) => `data:image/png;base64,${data}`),
  fc.tuple(base64, fc.constantFrom(...'-_ \n\t!é語😀"\\\u0000', '=', '==', '\ud800', '\udc00'), base64).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('é', '😀', '\ud83d', 'ab/+', '\t'), fc.nat(800)).map(([unit, count]) => unit.repeat(count)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\u0000', '\u00000', '\u00001', '__proto__', 'data:,', 'data:'),
)
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    interesting,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string({ maxLength: 8 }), interesting), tie('value'), { maxKeys: 4 }),
  ),
})).value

/** The same value, written with escapes that nobody needs but everybody may use. */
function withNeedlessEscapes(text: string, every: number): string {
  let count = 0
  return text.replaceAll(/\\u[0-9a-f]{4}|\\.|[A-Za-z/]/g, (found) => {
    if (found.length > 1 || count++ % every !== 0) return found
    return found === '/' ? '\\/' : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** JSON text with one thing wrong somewhere, more often than not. */
const broken = fc
  .tuple(json, fc.nat(), fc.constantFrom('', ...'"\\,{]:\nx\'-\u0001', '//', '1e'), fc.nat(3))
  .map(([value, at, insert, remove]) => {
    const text = JSON.stringify(value)
    const place = at % (text.length + 1)
    return text.slice(0, place) + insert + text.slice(place + remove)
  })

describe('a scanned body', () => {
  test('has the value and the facts that a slow reading gives', () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 5000 }), (value, size) => {
        const text = JSON.stringify(value)
        expectSameAsReference(scanInChunks(Buffer.from(text), size), text)
      }),
      cases(400),
    )
  })

  test('has the same facts when its strings are written with escapes', () => {
    fc.assert(
      fc.property(fc.array(interesting), fc.integer({ min: 1, max: 40 }), fc.nat(3000), (strings, every, size) => {
        const text = withNeedlessEscapes(JSON.stringify(strings), every)
        expectSameAsReference(scanInChunks(Buffer.from(text), size + 1), text)
      }),
      cases(300),
    )
  })

  test('has the same facts when it comes from memory as when it comes as text', () => {
    fc.assert(
      fc.property(fc.array(interesting), (strings) => {
        expectSameAsReference(bodyOf({ strings }), JSON.stringify({ strings }))
      }),
      cases(200),
    )
  })

  test('is the same at every chunk boundary', () => {
    const text = JSON.stringify({
      plain: 'a "quoted" word, a \\ and a /',
      emoji: '😀é'.repeat(300),
      image: `data:image/png;base64,${'iVBORw0KGgo/'.repeat(120)}==`,
      lookalike: '\u00001',
    }).replaceAll('/', '\\/').replaceAll('é', '\\u00E9')
    const pointers = ['/plain', '/emoji', '/image', '/lookalike']
    const bytes = Buffer.from(text)
    const whole = scanInChunks(bytes, bytes.length)
    expectSameAsReference(whole, text)
    const facts = (body: Body): unknown => pointers.map((pointer) => body.factsAt(pointer))
    for (let boundary = 1; boundary < bytes.length; boundary++) {
      const scanner = new BodyScanner()
      scanner.push(bytes.subarray(0, boundary))
      scanner.push(bytes.subarray(boundary))
      const body = bodyOfSkeleton(scanner.end())
      expect(body.value, `boundary ${boundary}`).toEqual(whole.value)
      expect(facts(body), `boundary ${boundary}`).toEqual(facts(whole))
    }
  })

  test('is refused exactly where JSON.parse refuses', () => {
    fc.assert(
      fc.property(broken, fc.integer({ min: 1, max: 4000 }), (text, size) => {
        const utf8 = Buffer.from(text).toString()
        let accepted = true
        try {
          JSON.parse(utf8)
        } catch {
          accepted = false
        }
        expect(scanInChunks(Buffer.from(text), size).fault === undefined, JSON.stringify(utf8.slice(0, 200))).toBe(accepted)
      }),
      cases(1500),
    )
  })

  test('judges base64 beyond the first 64 KiB', () => {
    for (const at of [65_535, 65_536, 65_537, 200_001]) {
      const data = 'QUJD'.repeat(60_000)
      const text = JSON.stringify({ data: `${data.slice(0, at)}*${data.slice(at + 1)}` })
      const facts = bodyOf(text).factsAt('/data')
      expect(facts?.base64.foreign).toEqual({ offset: at, character: '*' })
    }
  })

  test('keeps no string longer than a slice, however large the images are', () => {
    const image = `data:image/jpeg;base64,${'/9j/4AAQSkZJRg'.repeat(150_000)}`
    const body = bodyOf(JSON.stringify({ images: Array.from({ length: 4 }, () => image) }))
    for (let index = 0; index < 4; index++) {
      const facts = body.factsAt(`/images/${index}`)!
      expect(facts.length).toBe(image.length)
      expect(facts.head.length).toBeLessThanOrEqual(65_536)
    }
    expect(JSON.stringify(body.value).length).toBeLessThan(100)
  })

  test('never takes a string of the payload for a placeholder', () => {
    const long = 'A'.repeat(2000)
    const body = bodyOf(JSON.stringify({ long, fake: '\u00000', faker: '\u00001' }))
    expect(body.factsAt('/fake')).toMatchObject({ length: 2, head: '\u00000' })
    expect(body.factsAt('/faker')).toMatchObject({ length: 2, head: '\u00001' })
    expect(body.factsAt('/long')).toMatchObject({ length: 2000 })
  })
})

/** What is read of `texts` where they are strings of a larger body, written with escapes that nobody needs. */
function readAllInside(texts: readonly string[], every = 1000, size = 1000): Body[] {
  const source = withNeedlessEscapes(JSON.stringify(texts), every)
  const outer = scanInChunks(Buffer.from(source), size, { nested: true })
  return (outer.value as string[]).map((text) => outer.inside(text, wholeFile))
}

function readInside(text: string, every?: number, size?: number): Body {
  return readAllInside([text], every, size)[0]!
}

describe('a body inside a string', () => {
  test('is read as its text is on its own', () => {
    fc.assert(
      fc.property(json, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5000 }), (value, every, size) => {
        const text = JSON.stringify(value)
        const body = readInside(text, every, size)
        expect({ ...body }).toEqual({ ...bodyOf(text) })
        expectSameAsReference(body, text)
      }),
      cases(300),
    )
  })

  test('is faulty where its text is, and stands for itself among others', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(broken, interesting), { maxLength: 4 }), fc.integer({ min: 1, max: 4000 }), (texts, size) => {
        const bodies = readAllInside(texts, 1000, size)
        expect(bodies.map((body) => ({ ...body }))).toEqual(texts.map((text) => ({ ...bodyOf(text) })))
      }),
      cases(300),
    )
  })

  test.each([
    ['behind more white space than is looked at first', `${' \n'.repeat(50_000)}{"a": "${'x'.repeat(2000)}"}`],
    ['behind a byte order mark', `\ufeff{"a": "${'x'.repeat(2000)}"}`],
    ['in JSON in quotes, as after encoding it twice', JSON.stringify(JSON.stringify({ a: 'x'.repeat(200_000) }))],
  ])('is found %s', (_, text) => {
    expect({ ...readInside(text) }).toEqual({ ...bodyOf(text) })
  })

  test('keeps the facts of images that are larger than what is kept of a string', () => {
    const image = `data:image/png;base64,${'iVBORw0KGgo/'.repeat(50_000)}`
    expect(readInside(JSON.stringify({ image })).factsAt('/image')).toEqual(bodyOf({ image }).factsAt('/image'))
  })

  test('is read as far as its head when it begins like no JSON', () => {
    expect(readInside('a=1&'.repeat(50_000)).fault?.problem).toBe('not-a-json-literal')
  })

  test('is not looked for unless asked', () => {
    const outer = bodyOf(JSON.stringify({ text: JSON.stringify({ a: 'x'.repeat(200_000) }) }))
    expect(outer.inside((outer.value as { text: string }).text, wholeFile).fault?.problem).toBe('cut-off')
  })
})

describe('a body of a value', () => {
  test('is as large as its text, whatever of it is cut', () => {
    const value = { pictures: Array.from({ length: 12 }, (_, index) => `${index}`.padEnd(2000, 'A')), count: 12 }
    expect(bodyOf(value).sourceBytes).toBe(JSON.stringify(value).length)
  })
})

describe('a body below a pointer', () => {
  test('is read as its text is on its own', () => {
    fc.assert(
      fc.property(json, interesting, (value, key) => {
        const text = JSON.stringify(value)
        const outer = bodyOf(`{"before": [{"": 1, "": 2}], "inner": {"body": ${text}, ${JSON.stringify(key)}: 0}, "after": "\\ud800"}`)
        const body = outer.below('/inner/body')!
        const { duplicates, loneSurrogates, sourceBytes, fault } = bodyOf(text)
        expect({ ...body }).toMatchObject({ duplicates, loneSurrogates, fault })
        // A string beside it that was cut is known by its characters only.
        if (key.length < 300 && !key.startsWith('\0')) expect(body.sourceBytes).toBe(sourceBytes)
        expectSameAsReference(body, text)
      }),
      cases(300),
    )
  })

  test('is not there when its pointer leads nowhere', () => {
    expect(bodyOf('{"a": {}}').below('/a/b')).toBeUndefined()
    expect(bodyOf('{"a": []}').below('/a/length')).toBeUndefined()
    expect(bodyOf('{"a": {"b": 1}, "a": {}}').below('/a/b')).toBeUndefined()
    expect(bodyOf('{"a": {}').below('/a')).toBeUndefined()
  })

  test('is null where null stands', () => {
    expect(bodyOf('{"a": null}').below('/a')?.value).toBeNull()
  })
})
