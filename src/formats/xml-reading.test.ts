import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { all, needed, one, textAt, type XmlElement } from './xml-elements.ts'
import { openXml, readXml, type XmlShape } from './xml-reading.ts'

const NAMESPACE = 'urn:example:ring'

/** What is taken of a document whose root is `<ring>`: its stations. */
function read(document: string | Uint8Array | Iterable<Uint8Array>, shape: Partial<XmlShape> = {}) {
  const stations: XmlElement[] = []
  const reading = openXml(
    {
      root: 'ring',
      namespaces: [NAMESPACE],
      take: { 'stations/station': (element) => stations.push(element) },
      ...shape,
    },
    () => stations,
  )
  const chunks =
    typeof document === 'string'
      ? [Buffer.from(document)]
      : document instanceof Uint8Array
        ? [document]
        : document
  return readXml(chunks, reading)
}

const ring = (inside: string) => `<ring xmlns="${NAMESPACE}"><stations>${inside}</stations></ring>`
const refusal = (result: ReturnType<typeof read>) =>
  isRefusal(result) ? [result.refused, result.line, result.column] : 'read'

describe('a document', () => {
  test('is read as one small tree after the other', () => {
    const found = read(
      ring(
        '<station code="7"><name>Sø<![CDATA[r & ]]>nord</name><lane/><lane>2</lane></station>\n<station/>',
      ),
    )
    if (isRefusal(found)) throw new TypeError(found.refused)
    const [first, second] = found
    expect(first).toMatchObject({ name: 'station', attributes: { code: '7' }, line: 1 })
    expect(first && textAt(first, 'name')).toBe('Sør & nord')
    expect(first && all(first, 'lane').map(({ text }) => text)).toEqual(['', '2'])
    expect(second).toMatchObject({ children: [], line: 2, column: 1 })
  })

  test('tells an element by its name in the namespace of the document, whatever the prefix', () => {
    const found = read(
      `<x:ring xmlns:x="${NAMESPACE}"><x:stations><x:station><x:name>A</x:name><name>B</name></x:station></x:stations></x:ring>`,
    )
    expect(found).toMatchObject([{ children: [{ name: 'name', text: 'A' }] }])
  })

  test('is read without what lies in another namespace, and all beneath it', () => {
    const other = `<o:more xmlns:o="urn:other"><station>no</station></o:more>`
    expect(read(ring(`${other}<station>${other}yes</station>`))).toMatchObject([
      { text: 'yes', children: [] },
    ])
  })

  test('hands over an element within an element first, and by itself', () => {
    const order: string[] = []
    const take = {
      'stations/station': ({ children }: XmlElement) =>
        order.push(`station ${children.map(({ name }) => name).join()}`),
      'stations/station/lane': ({ text }: XmlElement) => order.push(`lane ${text}`),
    }
    read(ring('<station><lane>1</lane><name/><lane>2</lane></station>'), { take })
    expect(order).toEqual(['lane 1', 'lane 2', 'station name'])
  })

  test('may begin with a byte order mark and declare UTF-8', () => {
    expect(read(`\ufeff<?xml version="1.0" encoding="utf-8"?>\n${ring('<station/>')}`)).toHaveLength(1)
  })

  test('is the same in pieces of any size, letters parted', () => {
    const bytes = Buffer.from(ring('<station><name>Blåbærtråkket 😀 €</name></station>'))
    const whole = read(bytes)
    expect(whole).toHaveLength(1)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
        expect(read(pieces(bytes, sizes))).toEqual(whole)
      }),
    )
  })

  test('may come in while somebody waits', async () => {
    const names: string[] = []
    const take = { 'stations/station': ({ text }: XmlElement) => names.push(text) }
    const reading = openXml({ root: 'ring', namespaces: [NAMESPACE], take }, () => names)
    for await (const chunk of slowly(Buffer.from(ring('<station>A</station><station>B</station>')))) {
      expect(reading.write(chunk)).toBeUndefined()
    }
    expect(reading.end()).toEqual(['A', 'B'])
  })

  test('with an element that is missing or there twice is refused where that is', () => {
    const take = {
      'stations/station': (station: XmlElement) => {
        one(station, 'name')
        needed(station, 'lane')
      },
    }
    expect(refusal(read(ring('<station>\n</station>'), { take }))).toEqual(['missing-element', 1, 42])
    expect(refusal(read(ring('<station>\n <name/>\n  <name/></station>'), { take }))).toEqual([
      'repeated-element',
      3,
      3,
    ])
  })

  test('stays refused, whatever comes after', () => {
    const reading = openXml({ root: 'ring', namespaces: [NAMESPACE], take: {} }, () => 'read')
    const refused = reading.write(Buffer.from('<bridge/>'))
    expect(refused).toMatchObject({ refused: 'unexpected-root' })
    expect(reading.write(Buffer.from(ring('')))).toBe(refused)
    expect(reading.end()).toBe(refused)
  })

  test('that a reader of ours fails upon is a bug, and thrown', () => {
    const take = {
      'stations/station': () => {
        throw new TypeError('ours')
      },
    }
    expect(() => read(ring('<station/>'), { take })).toThrow('ours')
  })
})

describe('a document is refused', () => {
  const bomb = `<!DOCTYPE ring [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n${ring('<station>&b;</station>')}`
  test.each([
    ['with a DOCTYPE', `<!DOCTYPE ring>${ring('')}`, 'doctype', 1],
    ['with an entity bomb', bomb, 'doctype', 1],
    [
      'with an outside entity',
      `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${ring('&x;')}`,
      'doctype',
      1,
    ],
    ['with an entity nobody has declared', ring('\n&nbsp;'), 'not-well-formed', 2],
    ['with nothing in it', '', 'not-well-formed', 1],
    ['that is no XML', 'NY000010', 'not-well-formed', 1],
    ['that breaks off', ring('').slice(0, -3), 'not-well-formed', 1],
    ['with tags crossed', ring('\n<station><a></station></a>'), 'not-well-formed', 2],
    ['with two roots', `${ring('')}\n${ring('')}`, 'not-well-formed', 2],
    ['with an attribute twice', ring('<station a="1" a="2"/>'), 'not-well-formed', 1],
    ['with a prefix of nobody', ring('<x:station/>'), 'not-well-formed', 1],
    ['with a character that XML has not', ring('\n<station>\u0001</station>'), 'not-well-formed', 2],
    [
      'that says it is in another encoding',
      `<?xml version="1.0" encoding="ISO-8859-1"?>${ring('')}`,
      'not-utf-8',
      1,
    ],
    ['with another root', '<bridge/>', 'unexpected-root', 1],
    ['of another namespace', '<ring xmlns="urn:other"/>', 'unknown-namespace', 1],
    ['of no namespace', '<ring/>', 'unknown-namespace', 1],
  ])('%s', (_, document, code, line) => {
    expect(refusal(read(document)).slice(0, 2)).toEqual([code, line])
  })

  test.each([
    ['ISO 8859-1', Buffer.from(ring('\n<station>\n Blå</station>'), 'latin1'), ['not-utf-8', 3, 4]],
    ['UTF-8 until its last letter', Buffer.from(`${ring('')}å`).subarray(0, -1), ['not-utf-8', 1, 60]],
  ])('that is %s, at the letter', (_, bytes, refused) => {
    expect(refusal(read(bytes))).toEqual(refused)
    expect(refusal(read(pieces(bytes, [1])))).toEqual(refused)
  })

  test('in UTF-16', () => {
    expect(refusal(read(Buffer.from(`\ufeff${ring('')}`, 'utf16le')))[0]).toBe('not-utf-8')
    expect(refusal(read(Buffer.from(ring(''), 'utf16le')))[0]).toBe('not-well-formed')
  })

  test('without a word of what stands in it', () => {
    const result = read(ring('<Kari-Nordmann></Ola>'))
    expect(result).toMatchObject({ refused: 'not-well-formed' })
    expect(JSON.stringify(result)).not.toMatch(/Kari|Ola/)
  })

  test('whatever else it is, and never an error', () => {
    const parts = [
      '<',
      '>',
      '</',
      '/>',
      '"',
      '=',
      '&',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      'station',
      ' ',
      'xmlns',
      ':',
      '<!DOCTYPE',
      'å',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 30 }), (inside) => {
        const result = read(ring(inside.join('')))
        if (isRefusal(result)) expect(result.line).toBeGreaterThan(0)
        else expect(result.every(({ name }) => name === 'station')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a document of 100 MB is refused early', () => {
  const HUNDRED_MB = 100_000_000
  test.each([
    ['elements in elements', '', '<a>', 'too-deep'],
    ['elements in elements that are kept', '<station>', '<a>', 'too-deep'],
    ['one text', '<station>', 'x', 'too-long'],
    ['one text that is not kept', '', 'x', 'too-long'],
    ['blanks', '<station>', ' ', 'too-long'],
    ['one CDATA section', '<station><![CDATA[', 'x', 'too-long'],
    ['one comment', '<!--', 'x', 'too-long'],
    ['one processing instruction', '<?go ', 'x', 'too-long'],
    ['one attribute', '<station a="', 'x', 'too-long'],
    ['attributes', '<station', ' a', 'not-well-formed'],
    ['one name', '<', 'x', 'too-long'],
    ['one name of an end', '</', 'x', 'too-long'],
    ['letters written as numbers', '<station>', '&#120;', 'too-long'],
    ['small elements in one that is kept', '<station>', '<a/>', 'element-too-large'],
    ['small texts in one that is kept', '<station>', 'xxxxxxxxx<!-- -->', 'element-too-large'],
  ])('of %s', (_, begins, repeated, code) => {
    const sent = { bytes: 0 }
    const began = performance.now()
    const result = read(endless(ring('\t').split('\t')[0] + begins, repeated, sent))
    expect(isRefusal(result) && result.refused).toBe(code)
    expect(sent.bytes).toBeLessThan(HUNDRED_MB / 10)
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('of attributes of many names', () => {
    const attributes = Array.from({ length: 101 }, (_, i) => ` a${i}=""`).join('')
    expect(refusal(read(ring(`<station${attributes}/>`)))[0]).toBe('too-many-attributes')
  })

  test('in a single piece as well', () => {
    const [begins = '', ends = ''] = ring('\t').split('\t')
    const bytes = Buffer.concat([Buffer.from(begins), Buffer.alloc(HUNDRED_MB, 'x'), Buffer.from(ends)])
    const before = process.memoryUsage().heapUsed
    expect(refusal(read(bytes))[0]).toBe('too-long')
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(HUNDRED_MB / 2)
  })

  // What is held is counted: were it not let go with each station, the tenth of them would be one too many.
  test('but read when it is long only because there is much in it', () => {
    let count = 0
    const take = { 'stations/station': () => void count++ }
    const reading = openXml(
      { root: 'ring', namespaces: [NAMESPACE], take, limits: { held: 5000 } },
      () => count,
    )
    const [begins = '', ends = ''] = ring('\t').split('\t')
    const many = Buffer.from('    <station><name>Blåbærtråkket</name><lane>2</lane></station>\n'.repeat(1000))
    reading.write(Buffer.from(begins))
    for (let i = 0; i < 50; i++) expect(reading.write(many)).toBeUndefined()
    reading.write(Buffer.from(ends))
    expect(reading.end()).toBe(50_000)
  })
})

function* pieces(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function* slowly(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (const piece of pieces(bytes, [7])) yield await Promise.resolve(piece)
}

/** 100 MB, made while they are asked for; tells how many have been. */
function* endless(begins: string, repeated: string, sent: { bytes: number }): Generator<Uint8Array> {
  yield Buffer.from(begins)
  const chunk = Buffer.from(repeated.repeat(Math.ceil(65_536 / repeated.length)))
  for (; sent.bytes < 100_000_000; sent.bytes += chunk.length) yield chunk
}
