import { SaxesParser } from 'saxes'

/** An element with what is in it. Prefixes are dropped: what the sandbox is sent knows no two names alike. */
export type Element = {
  readonly name: string
  readonly namespace: string
  text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
}

/** The root of a document, or undefined when it is none. Documents that define entities are none. */
export function readXml(text: string): Element | undefined {
  const parser = new SaxesParser({ xmlns: true })
  const open: Element[] = []
  let root: Element | undefined
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE is not taken')
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value] as const)
    const element = {
      name: local,
      namespace: uri,
      text: '',
      attributes: Object.fromEntries(values),
      children: [],
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('text', (some) => {
    const element = open.at(-1)
    if (element) element.text += some
  })
  parser.on('closetag', () => {
    open.pop()
  })
  try {
    parser.write(text).close()
    return root
  } catch {
    return undefined
  }
}

/** The first element at a path of names, «DocumentIdentification/Type». */
export function at(element: Element | undefined, path: string): Element | undefined {
  let found = element
  for (const name of path.split('/')) found = found?.children.find((child) => child.name === name)
  return found
}

export function textAt(element: Element | undefined, path: string): string {
  return at(element, path)?.text.trim() ?? ''
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
