import { SaxesParser } from 'saxes'

/** An element read back, by the names it was written with. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

/** The root. Throws on what is not well-formed, with its namespaces. */
export function readTree(text: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const open: Element[] = [{ name: '', attributes: {}, children: [], text: '' }]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value])
    const element = { name, attributes: Object.fromEntries(values), children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (found) => {
    const last = open.at(-1)
    if (last) last.text += found
  })
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  const root = open[0]?.children[0]
  if (!root) throw new TypeError('no root element')
  return root
}

/** All that stand at a path of names, `*` for any. */
export function at(element: Element, path: string): readonly Element[] {
  return path
    .split('/')
    .reduce<readonly Element[]>(
      (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [element],
    )
}

/** The text of the first, or undefined. */
export function textAt(element: Element, path: string): string | undefined {
  return at(element, path)[0]?.text
}

/** Every element, the root first. */
export function everyElement(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap(everyElement)]
}
