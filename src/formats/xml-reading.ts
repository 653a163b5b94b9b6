import { SaxesParser, type SaxesTagNS } from 'saxes'
import { refuse } from '#core/refusal.ts'
import { openUtf8 } from './utf8.ts'
import { Fault, type Place, type XmlElement, type XmlRefusal } from './xml-elements.ts'

/** Which document is read, and what of it is taken. */
export type XmlShape = {
  readonly root: string
  readonly namespaces: readonly string[]
  /**
   * By path beneath the root, `Stmt/Ntry`. Each is called at the end of its element, with the tree of it less what
   * a longer path has taken. Nothing else is kept, and elements of another namespace are passed by.
   */
  readonly take: Readonly<Record<string, (element: XmlElement) => void>>
  readonly limits?: Partial<XmlLimits>
}

/** What one document can make us hold in memory, whatever its size. */
export type XmlLimits = {
  readonly depth: number
  /** Characters of one text, name, comment or value of an attribute. */
  readonly text: number
  readonly attributes: number
  /** Characters of all that is held of elements not yet taken. */
  readonly held: number
}

export const XML_LIMITS: XmlLimits = { depth: 64, text: 100_000, attributes: 100, held: 2_000_000 }

/** A document on its way in, by pieces of any size. After a refusal nothing more is read. */
export type XmlReading<Read, Code extends string = never> = {
  /** Undefined as long as nothing is wrong. */
  write(bytes: Uint8Array): XmlRefusal<Code> | undefined
  end(): Read | XmlRefusal<Code>
}

/** Opens a reading. `finish` is told the namespace of the root when all has been taken. */
export function openXml<Read, Code extends string = never>(
  shape: XmlShape,
  finish: (namespace: string) => Read,
): XmlReading<Read, Code> {
  const reader = readerOf(shape)
  const feed = feeder(reader)
  let refusal: XmlRefusal<Code> | undefined
  const attempt = <T>(step: () => T): T | XmlRefusal<Code> => {
    if (refusal) return refusal
    try {
      return step()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const { code, detail, place } = error
      return (refusal = { ...refuse(code as Code, detail), line: place.line, column: place.column })
    }
  }
  return {
    write: (bytes) => attempt(() => feed(bytes)),
    end: () =>
      attempt(() => {
        feed(undefined)
        return finish(reader.namespace)
      }),
  }
}

/** Reads a document that is at hand. */
export function readXml<Read, Code extends string = never>(
  chunks: Iterable<Uint8Array>,
  reading: XmlReading<Read, Code>,
): Read | XmlRefusal<Code> {
  for (const chunk of chunks) {
    const refusal = reading.write(chunk)
    if (refusal) return refusal
  }
  return reading.end()
}

/** The paths to take, as a tree of names. */
type Step = { take: ((element: XmlElement) => void) | undefined; readonly steps: Map<string, Step> }

type Tree = XmlElement & { text: string; readonly children: XmlElement[]; size: number }
type Open = { readonly step: Step | undefined; readonly tree: Tree | undefined }

type Reader = {
  readonly parser: SaxesParser<{ xmlns: true }>
  readonly limits: XmlLimits
  readonly shape: XmlShape
  readonly root: Step
  readonly open: Open[]
  namespace: string
  /** Where the next element begins, if nothing comes between. */
  line: number
  column: number
  held: number
  /** The parser's position when it last told of anything. */
  heardAt: number
}

function readerOf(shape: XmlShape): Reader {
  const reader: Reader = {
    parser: new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' }),
    limits: { ...XML_LIMITS, ...shape.limits },
    shape,
    root: stepsOf(shape),
    open: [],
    namespace: '',
    line: 1,
    column: 1,
    held: 0,
    heardAt: 0,
  }
  listen(reader)
  return reader
}

function stepsOf({ take }: XmlShape): Step {
  const root: Step = { take: undefined, steps: new Map() }
  for (const [path, taker] of Object.entries(take)) {
    let at = root
    for (const name of path.split('/')) {
      const next = at.steps.get(name) ?? { take: undefined, steps: new Map() }
      at.steps.set(name, next)
      at = next
    }
    at.take = taker
  }
  return root
}

/**
 * No more than these: with a seventh handler V8 makes a dictionary of the parser, and it reads three times slower.
 * What nobody listens to, comments and attributes, is bounded by the silence that it makes (`feeder`).
 */
function listen(reader: Reader): void {
  const { parser } = reader
  parser.on('error', ({ message }) => {
    // After the colon the parser quotes the document, and that may be a person's name.
    throw new Fault('not-well-formed', here(parser), message.replace(/^\d+:\d+: /, '').replace(/:.*/s, ''))
  })
  parser.on('doctype', () => {
    throw new Fault('doctype', here(parser))
  })
  parser.on('opentag', (tag) => {
    begin(reader, tag)
    heard(reader, 0)
  })
  parser.on('closetag', () => {
    end(reader)
    heard(reader, 0)
  })
  parser.on('text', (text) => {
    addText(reader, text)
    // The next tag has been opened: what follows a text begins one character earlier.
    heard(reader, 1)
  })
  parser.on('cdata', (text) => {
    addText(reader, text)
    heard(reader, 0)
  })
}

function heard(reader: Reader, ahead: 0 | 1): void {
  const { parser } = reader
  reader.heardAt = parser.position
  reader.line = parser.line
  reader.column = parser.column + 1 - ahead
}

function addText(reader: Reader, text: string): void {
  const { open, parser, limits } = reader
  if (text.length > limits.text) throw new Fault('too-long', here(parser))
  const tree = open.at(-1)?.tree
  // Blanks between elements are not kept: an account has as many of them as it has entries.
  if (!tree || (tree.text === '' && text.trim() === '')) return
  tree.text += text
  hold(reader, tree, text.length)
}

function begin(reader: Reader, tag: SaxesTagNS): void {
  const { open, limits, line, column } = reader
  const parent = open.at(-1)
  if (!parent) openRoot(reader, tag)
  if (open.length >= limits.depth) throw new Fault('too-deep', { line, column })
  const attributes = attributesOf(reader, tag)
  const isOurs = tag.uri === reader.namespace
  const step = !parent ? reader.root : isOurs ? parent.step?.steps.get(tag.local) : undefined
  // Beneath an element of another namespace nothing is ours any more, whatever it says.
  const isKept = isOurs && (step?.take !== undefined || parent?.tree !== undefined)
  const tree = isKept
    ? { name: tag.local, text: '', attributes, children: [], line, column, size: 0 }
    : undefined
  open.push({ step, tree })
  if (tree) hold(reader, tree, ELEMENT + lengthOf(attributes))
}

function attributesOf({ parser, limits }: Reader, tag: SaxesTagNS): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {}
  let count = 0
  for (const name in tag.attributes) {
    const value = tag.attributes[name]?.value ?? ''
    if (++count > limits.attributes) throw new Fault('too-many-attributes', here(parser))
    if (value.length > limits.text) throw new Fault('too-long', here(parser))
    attributes[name] = value
  }
  return attributes
}

function lengthOf(attributes: Readonly<Record<string, string>>): number {
  let length = 0
  for (const name in attributes) length += name.length + (attributes[name]?.length ?? 0)
  return length
}

/** An element itself is held to weigh as much as so many characters. */
const ELEMENT = 100

function openRoot(reader: Reader, { local, uri }: SaxesTagNS): void {
  const { parser } = reader
  const { root, namespaces } = reader.shape
  const { encoding } = parser.xmlDecl
  if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding))
    throw new Fault('not-utf-8', here(parser))
  if (local !== root) throw new Fault('unexpected-root', here(parser))
  if (!namespaces.includes(uri)) throw new Fault('unknown-namespace', here(parser))
  reader.namespace = uri
}

function end(reader: Reader): void {
  const { step, tree } = reader.open.pop() ?? {}
  if (!tree) return
  tree.text = tree.text.trim()
  const parent = reader.open.at(-1)?.tree
  if (step?.take) {
    reader.held -= tree.size
    step.take(tree)
  } else if (parent) {
    parent.children.push(tree)
    parent.size += tree.size
  }
}

function hold(reader: Reader, tree: Tree, size: number): void {
  tree.size += size
  reader.held += size
  if (reader.held > reader.limits.held) throw new Fault('element-too-large', here(reader.parser))
}

/** Bytes in small pieces to the parser, so that not even one chunk of 100 MB is swallowed whole. */
function feeder(reader: Reader): (bytes: Uint8Array | undefined) => undefined {
  const { parser, limits } = reader
  const decode = openUtf8()
  const feed = (bytes?: Uint8Array) => {
    const { text, broken } = decode(bytes)
    if (text !== '') parser.write(text)
    if (parser.position - reader.heardAt > limits.text) throw new Fault('too-long', here(parser))
    if (broken) throw new Fault('not-utf-8', here(parser))
  }
  return (bytes) => {
    if (bytes) {
      for (let from = 0; from < bytes.length; from += SLICE) feed(bytes.subarray(from, from + SLICE))
      return
    }
    feed()
    parser.close()
  }
}

const SLICE = 32_768

function here({ line, column }: Reader['parser']): Place {
  return { line, column: column + 1 }
}
