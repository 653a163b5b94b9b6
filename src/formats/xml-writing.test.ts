import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openXml, readXml } from './xml-reading.ts'
import { textOf, type Xml, type XmlValue, xml } from './xml-writing.ts'

const written = (value: XmlValue) => textOf(xml`${value}`)

/** The text and the attribute `a` of the root, as a reader of XML finds them. */
function readBack(document: Xml): { text: string; attribute: string | undefined } {
  const found = { text: '', attribute: undefined as string | undefined }
  const bytes = Buffer.from(textOf(document))
  const take = {
    piece: ({ text, attributes }: { text: string; attributes: Readonly<Record<string, string>> }) => {
      Object.assign(found, { text, attribute: attributes.a })
    },
  }
  const result = readXml(
    [bytes],
    openXml({ root: 'r', namespaces: [''], take }, () => found),
  )
  if ('refused' in result) throw new TypeError(result.refused)
  return result
}

describe('a template of XML', () => {
  test('escapes every value, in an element and in an attribute', () => {
    expect(textOf(xml`<a b="${'"&\''}">${'<b>&</b>'}</a>`)).toBe(
      '<a b="&quot;&amp;&apos;">&lt;b&gt;&amp;&lt;/b&gt;</a>',
    )
  })

  test('takes a part that is finished as it is, and escapes it no second time', () => {
    const part = xml`<b>${'&'}</b>`
    expect(textOf(xml`<a>${part}</a>`)).toBe('<a><b>&amp;</b></a>')
  })

  test('takes lists, in lists as well, and nothing for what is undefined', () => {
    expect(written([xml`<a/>`, ['<', undefined, 1], []])).toBe('<a/>&lt;1')
    expect(written(undefined)).toBe('')
  })

  test.each([
    [0, '0'],
    [-0, '0'],
    [-12.5, '-12.5'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('writes the number %d', (number, text) => {
    expect(written(number)).toBe(text)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e-7])(
    'refuses %d, that XML has no word for',
    (number) => {
      expect(() => written(number)).toThrow(RangeError)
    },
  )

  test('leaves out what XML does not allow', () => {
    expect(written('a\u0000b\u0008c\u001fd\ufffee\ud800f\uffff')).toBe('abcdef')
  })

  test('keeps letters of every plane, tabs and line breaks', () => {
    expect(written('Åse 😀\t\n\r\u00a0')).toBe('Åse 😀\t\n&#13;\u00a0')
  })

  test('takes nothing that only looks like a finished part', () => {
    const outside = JSON.parse('{"written":"<script/>"}') as Xml
    expect(textOf(xml`<a>${outside}</a>`)).not.toContain('<script/>')
  })

  test('is read again as what was put in', () => {
    const texts = fc.string({ unit: fc.constantFrom(...Array.from('<>&"\'\r]a å😀\u0001\ufffe-!?;#')) })
    fc.assert(
      fc.property(texts, (text) => {
        const allowed = text.replaceAll('\u0001', '').replaceAll('\ufffe', '')
        const read = readBack(xml`<r><piece a="${text}">|${text}|</piece></r>`)
        expect(read).toEqual({ text: `|${allowed}|`, attribute: allowed })
      }),
    )
  })
})
