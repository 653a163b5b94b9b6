import type { Refusal } from '#core/refusal.ts'

/** Where in a document, both counted from 1. */
export type Place = { readonly line: number; readonly column: number }

/** An element as a small tree. Text is what stands in it directly, without the blanks around. */
export type XmlElement = Place & {
  readonly name: string
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
}

/** What may be wrong with any document at all. */
export type XmlFault =
  | 'doctype'
  | 'not-utf-8'
  | 'not-well-formed'
  | 'unexpected-root'
  | 'unknown-namespace'
  | 'too-deep'
  | 'too-long'
  | 'too-many-attributes'
  | 'element-too-large'

/** What may be wrong with an element that its document says nothing of. */
export type ElementFault = 'missing-element' | 'repeated-element'

export type XmlRefusal<Code extends string = never> = Refusal<XmlFault | Code> & Place

/** Thrown by readers of documents and caught by xml-reading.ts, so that a record reads as a list of its fields. */
export class Fault extends Error {
  readonly code: string
  readonly place: Place
  readonly detail: string | undefined
  constructor(code: string, place: Place, detail?: string) {
    super(code)
    this.code = code
    this.place = place
    this.detail = detail
  }
}

/** Every element at a path beneath, in the order of the document. */
export function all(element: XmlElement, path: string): readonly XmlElement[] {
  const found: XmlElement[] = []
  collect(element, namesOf(path), { at: 0, found })
  return found
}

function collect(element: XmlElement, names: readonly string[], { at, found }: Collecting): void {
  for (const child of element.children) {
    if (child.name !== names[at]) continue
    if (at === names.length - 1) found.push(child)
    else collect(child, names, { at: at + 1, found })
  }
}

type Collecting = { readonly at: number; readonly found: XmlElement[] }

const paths = new Map<string, readonly string[]>()

/** Paths are ours, and few; each is asked for once a record. */
function namesOf(path: string): readonly string[] {
  let names = paths.get(path)
  if (!names) paths.set(path, (names = path.split('/')))
  return names
}

/** The element at a path, where there may be one and no more: a second is never passed by in silence. */
export function one(element: XmlElement, path: string): XmlElement | undefined {
  const [first, second] = all(element, path)
  if (second) throw new Fault('repeated-element', second, path)
  return first
}

export function needed(element: XmlElement, path: string): XmlElement {
  const found = one(element, path)
  if (!found) throw new Fault('missing-element', element, path)
  return found
}

/** An element with nothing in it tells as little as one that is not there. */
export function textAt(element: XmlElement, path: string): string | undefined {
  return one(element, path)?.text || undefined
}

export function neededText(element: XmlElement, path: string): string {
  const found = needed(element, path)
  if (found.text === '') throw new Fault('missing-element', found, path)
  return found.text
}
