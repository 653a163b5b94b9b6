/** A piece of XML that is finished: every value in it has been escaped, and once only. */
export type Xml = { readonly [written]: string }

/** What may stand in a template. Nothing is written for undefined; the pieces of a list follow each other. */
export type XmlValue = Xml | string | number | undefined | readonly XmlValue[]

// A symbol, so that nothing that came in from outside can pass for finished XML.
const written: unique symbol = Symbol('written xml')

/**
 * The template for a document or a part of one. A value may stand in an element or between the quotes of an
 * attribute, nowhere else. Characters that XML 1.0 does not allow are left out.
 */
export function xml(parts: TemplateStringsArray, ...values: readonly XmlValue[]): Xml {
  let text = parts[0] ?? ''
  for (let i = 0; i < values.length; i++) text += inXml(values[i]) + parts[i + 1]
  return { [written]: text }
}

/** What base64 is written in needs no escape. */
export function base64(bytes: Uint8Array): Xml {
  return { [written]: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') }
}

export function textOf(fragment: Xml): string {
  return fragment[written]
}

function inXml(value: XmlValue): string {
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return decimal(value)
  if (value === undefined) return ''
  if (!isList(value)) return value[written]
  let text = ''
  for (const one of value) text += inXml(one)
  return text
}

function isList(value: Xml | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value)
}

/** As `xs:decimal` has it, that knows neither exponents nor infinity. */
function decimal(value: number): string {
  const text = String(value)
  if (!/^-?[\d.]+$/.test(text)) throw new RangeError(`not a number for XML: ${text}`)
  return text
}

// All but & < > " ' and what is no letter: nearly every text has nothing to escape, and one look tells.
// Pairs of surrogates are looked at again, and stay.
const MAY_NEED_ESCAPING = /[^\t\n !#-%(-;=?-\ud7ff\ue000-\ufffd]/
const TO_ESCAPE = /[&<>"'\r]|[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A reader makes a bare carriage return a line feed.
  '\r': '&#13;',
}

function escaped(text: string): string {
  return MAY_NEED_ESCAPING.test(text)
    ? text.replace(TO_ESCAPE, (character) => REFERENCES[character] ?? '')
    : text
}
