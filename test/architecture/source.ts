import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

export const ROOT = join(import.meta.dirname, '..', '..')

/** A file of code, as the rules see it: what it imports, names, says to the database and asks of the machine. */
export type Source = {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  /** Its place in the river: the folder in src, or `web`. `main` for src/main.ts. */
  readonly folder: string
  readonly text: string
  readonly imports: readonly string[]
  readonly reExports: boolean
  readonly defaultExport: boolean
  /** Every identifier and member name in it. */
  readonly names: ReadonlySet<string>
  /** Text of its string and template literals, with NUL where a value is put in. */
  readonly literals: readonly string[]
  /** `async`, `await`, `new Date()`, and what it reaches for by `object.member`. */
  readonly does: ReadonlySet<string>
}

export function readSources(folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) => filesUnder(folder))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parse(path, readFileSync(join(ROOT, path), 'utf8')))
}

/** Paths of the files under a folder of the repository, without what is made by machine. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !MADE.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesUnder(path)
      return entry.isFile() ? [path] : []
    })
}

const MADE = new Set(['node_modules', '.git', '.brikke', 'build', '.react-router', 'test-results', 'dist'])

/** A test, or `x.test-world.ts`: what the tests of a folder share. */
export function isTest(path: string): boolean {
  return /\.test(-world)?\.tsx?$/.test(path)
}

export function parse(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const reExported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
  )
  const seen = { names: new Set<string>(), literals: [] as string[], does: new Set<string>() }
  look(program, seen)
  return {
    path,
    folder: /^src\/main\.ts$/.test(path)
      ? 'main'
      : (/^(?:src\/([^/]+)|(web))\//.exec(path)?.slice(1).find(Boolean) ?? ''),
    text,
    imports: [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.dynamicImports.map(({ moduleRequest: at }) =>
        text.slice(at.start, at.end).replace(/^['"`]|['"`]$/g, ''),
      ),
      ...reExported,
    ],
    reExports: reExported.length > 0,
    defaultExport: module.staticExports.some(({ entries }) =>
      entries.some(({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default'),
    ),
    ...seen,
  }
}

type Seen = { names: Set<string>; literals: string[]; does: Set<string> }
type Node = Record<string, unknown> & { type: string }

function look(value: unknown, seen: Seen): void {
  if (Array.isArray(value)) for (const item of value) look(item, seen)
  if (!isNode(value)) return
  note(value, seen)
  for (const [key, child] of Object.entries(value)) if (key !== 'parent') look(child, seen)
}

function note(node: Node, { names, literals, does }: Seen): void {
  if (node.async === true) does.add('async')
  switch (node.type) {
    case 'Identifier':
    case 'JSXIdentifier':
    case 'PrivateIdentifier':
      names.add(String(node.name))
      break
    case 'Literal':
      if (typeof node.value === 'string') literals.push(node.value)
      break
    case 'TemplateLiteral':
      literals.push(
        (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('\0'),
      )
      break
    case 'AwaitExpression':
      does.add('await')
      break
    case 'ForOfStatement':
      if (node.await === true) does.add('await')
      break
    case 'NewExpression':
      if ((node.arguments as unknown[]).length === 0) does.add(`new ${nameOf(node.callee)}()`)
      break
    case 'CallExpression':
      does.add(`${nameOf(node.callee)}()`)
      break
    case 'MemberExpression':
      does.add(`${nameOf(node.object)}.${nameOf(node.property)}`)
      break
  }
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : ''
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
