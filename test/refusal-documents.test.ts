// long because: one entry for each format, and their number grows with the world's.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { filesUnder, isTest, ROOT } from './architecture/source.ts'

/** What a sender can be answered, and where it is written down. The types say which codes there are. */
const FORMATS = [
  {
    document: 'docs/formats/passage-file.md',
    types: ['HeaderFault', 'FileFault', 'RejectedBecause'],
    declaredIn: ['src/formats/passage-file.ts', 'src/passages/envelope.ts', 'src/passages/judgement.ts'],
    returnedIn: ['src/formats/passage-file.ts', 'src/passages'],
  },
  {
    document: 'docs/formats/ocr-giro.md',
    types: ['OcrFault', 'IssuerRefusal'],
    declaredIn: ['src/formats/ocr-giro.ts', 'src/formats/nets-record.ts', 'src/payments/import-payments.ts'],
    returnedIn: ['src/formats/ocr-giro.ts', 'src/formats/nets-record.ts', 'src/payments/import-payments.ts'],
  },
  {
    document: 'docs/formats/avtalegiro.md',
    types: ['ClaimFault', 'MandateFault'],
    declaredIn: [
      'src/formats/avtalegiro-limits.ts',
      'src/formats/avtalegiro-mandates.ts',
      'src/formats/nets-record.ts',
    ],
    returnedIn: [
      'src/formats/avtalegiro-limits.ts',
      'src/formats/avtalegiro-mandates.ts',
      'src/formats/nets-record.ts',
    ],
  },
  {
    document: 'docs/formats/ehf.md',
    types: ['EhfFault', 'NoEInvoice', 'AccessPointRefusal'],
    declaredIn: ['src/formats/ehf-document.ts', 'src/invoices/e-invoice.ts', 'src/outside/access-point.ts'],
    returnedIn: ['src/formats/ehf-document.ts', 'src/invoices/e-invoice.ts', 'src/outside/access-point.ts'],
  },
  {
    document: 'docs/formats/efaktura.md',
    types: ['NoEfaktura'],
    declaredIn: ['src/formats/efaktura-consignment.ts', 'src/invoices/hand-over-efaktura.ts'],
    returnedIn: [
      'src/formats/efaktura-consignment.ts',
      'src/invoices/hand-over-efaktura.ts',
      'src/outside/efaktura.ts',
    ],
  },
  {
    document: 'docs/formats/iso-20022.md',
    types: ['CamtFault', 'CamtRejectedBecause', 'Pain002Fault', 'XmlFault'],
    declaredIn: [
      'src/formats/camt.ts',
      'src/formats/camt-entry.ts',
      'src/formats/pain-002.ts',
      'src/formats/iso-20022.ts',
      'src/formats/xml-elements.ts',
    ],
    returnedIn: [
      'src/formats/camt.ts',
      'src/formats/camt-detail.ts',
      'src/formats/camt-entry.ts',
      'src/formats/camt-totals.ts',
      'src/formats/pain-002.ts',
      'src/formats/iso-20022.ts',
      'src/formats/xml-elements.ts',
      'src/formats/xml-reading.ts',
    ],
  },
  {
    document: 'docs/formats/collection-file.md',
    types: ['FrameFault', 'CollectionFault', 'StatusRejectedBecause', 'StatusIssuerRefusal'],
    declaredIn: [
      'src/formats/semicolon-rows.ts',
      'src/formats/collection-file.ts',
      'src/dunning/receive-collection-status.ts',
    ],
    returnedIn: [
      'src/formats/semicolon-rows.ts',
      'src/formats/collection-file.ts',
      'src/dunning/receive-collection-status.ts',
    ],
  },
  {
    document: 'docs/formats/bulk-payments.md',
    types: ['FrameFault', 'ForeignOwnersFault', 'VippsReportFault', 'BulkTakingRefusal'],
    declaredIn: [
      'src/formats/semicolon-rows.ts',
      'src/formats/foreign-owners-status.ts',
      'src/formats/vipps-report.ts',
      'src/words/bulk-payments.ts',
    ],
    returnedIn: [
      'src/formats/semicolon-rows.ts',
      'src/formats/foreign-owners-status.ts',
      'src/formats/vipps-report.ts',
      'src/payments/import-bulk-payment.ts',
    ],
  },
  {
    document: 'docs/formats/print-file.md',
    types: ['FrameFault', 'ReturnedLettersFault'],
    declaredIn: ['src/formats/semicolon-rows.ts', 'src/formats/print-file.ts'],
    returnedIn: ['src/formats/semicolon-rows.ts', 'src/formats/print-file.ts'],
  },
  {
    document: 'docs/formats/tag-order-file.md',
    types: ['FrameFault', 'ShippedFault'],
    declaredIn: ['src/formats/semicolon-rows.ts', 'src/formats/tag-order-file.ts'],
    returnedIn: ['src/formats/semicolon-rows.ts', 'src/formats/tag-order-file.ts'],
  },
  {
    document: 'docs/formats/card-order-file.md',
    types: ['FrameFault', 'SentFault'],
    declaredIn: ['src/formats/semicolon-rows.ts', 'src/formats/card-order-file.ts'],
    returnedIn: ['src/formats/semicolon-rows.ts', 'src/formats/card-order-file.ts'],
  },
  {
    document: 'docs/formats/ferry-receipts.md',
    types: ['ReceiptFault', 'ReceiptFileRefusal'],
    declaredIn: ['src/formats/ferry-receipts.ts', 'src/words/ferry-receipts.ts'],
    returnedIn: ['src/formats/ferry-receipts.ts', 'src/ferry/import-receipts.ts'],
  },
  {
    document: 'docs/formats/portfolio-file.md',
    types: ['PortfolioCode'],
    declaredIn: ['src/formats/portfolio-file.ts', 'src/customers/portfolio-stage.ts'],
    returnedIn: [
      'src/formats/portfolio-file.ts',
      'src/customers',
      'src/agreements',
      'src/tags',
      'src/access/import-staff.ts',
    ],
  },
] as const

describe.each(FORMATS)('$document', ({ document, types, declaredIn, returnedIn }) => {
  const declared = codesOf(types, declaredIn.map(read))
  const sources = returnedIn.flatMap(sourcesIn).map(read)

  test('names every code that can be answered, and no other', () => {
    expect(declared.length).toBeGreaterThan(5)
    expect(codesInTables(read(document)).toSorted()).toEqual(declared)
  })

  test('names no code that is declared but never answered', () => {
    expect(declared.filter((code) => !isReturned(code, sources))).toEqual([])
  })

  test('misses none that is refused by its name', () => {
    const files = returnedIn.filter((path) => path.startsWith('src/formats/')).map(read)
    expect(files.flatMap(refusedByName).filter((code) => !declared.includes(code))).toEqual([])
  })
})

test('every code of a fault in src/formats belongs to a format that is documented', () => {
  const known = new Set(FORMATS.flatMap(({ types, declaredIn }) => codesOf(types, declaredIn.map(read))))
  const formats = sourcesIn('src/formats').map(read)
  const names = formats.flatMap((text) => [...text.matchAll(/type (\w+(?:Fault|Code))\b/g)].map((m) => m[1]!))
  expect(names).toContain('OcrFault')
  expect(codesOf(names, formats).filter((code) => !known.has(code))).toEqual([])
})

describe('docs/formats/tariff-file.md', () => {
  const document = read('docs/formats/tariff-file.md')
  const checks = ['src/rating/tariff-file.ts', 'src/rating/tariff-checks.ts', 'src/rating/import-tariffs.ts']

  // A tariff file is refused in sentences, with file and path, not by codes: it is people who mend it.
  test('shows errors as the checks write them', () => {
    const shown = errorsShown(document)
    expect(shown.length).toBeGreaterThan(1)
    expect(unwritten(shown, checks.map(read))).toEqual([])
  })

  test('names no code of a passage that cannot be held for it', () => {
    expect(document).toContain('`no-tariff`')
    expect(sourcesIn('src/rating').map(read).join('')).toContain("'no-tariff'")
  })
})

describe('the comparison', () => {
  const source = "export type Fault = 'a-b' | Inner\ntype Inner = Refusal<'c-d' | 'e-f'>\nrefuse('a-b')"

  test('finds the codes of a type, through the types it is made of', () => {
    expect(codesOf(['Fault'], [source])).toEqual(['a-b', 'c-d', 'e-f'])
  })

  test('breaks when a type is gone', () => {
    expect(() => codesOf(['Gone'], [source])).toThrow('no type Gone')
  })

  test('finds codes in tables headed by «code» only, and each of several in a cell', () => {
    const table = '| code | |\n|---|---|\n| `a-b`, `c-d` | not `e-f` |\n\n| field | |\n|---|---|\n| `g-h` | |'
    expect(codesInTables(table)).toEqual(['a-b', 'c-d'])
  })

  test('sees a code that is declared and never returned, and one that is returned and not declared', () => {
    expect(isReturned('a-b', [source])).toBe(true)
    expect(isReturned('c-d', [source])).toBe(false)
    expect(isReturned('c-d', [source, "update x set refused = 'c-d'"])).toBe(true)
    expect(refusedByName("throw new Fault('x-y', 1)\nreturn refuse('a-b')\nfault('q-r')")).toEqual([
      'x-y',
      'a-b',
      'q-r',
    ])
  })

  test('sees an error shown that no check writes', () => {
    const shown = errorsShown('```\nring.json  caps[0]   has a limit\nring.json  caps[1]   made up\n```')
    expect(unwritten(shown, ["reason: 'has a limit'"])).toEqual(['made up'])
    expect(unwritten(['no column petrol here'], ['`no column ${column} here`'])).toEqual([])
  })
})

/** The text literals of union types, and of the types they name. */
function codesOf(types: readonly string[], texts: readonly string[]): string[] {
  const declared = new Map(texts.flatMap((text) => [...declarations(parseSync('a.ts', text).program)]))
  const found = new Set<string>()
  const seen = new Set<string>()
  for (const type of types) if (!declared.has(type)) throw new Error(`no type ${type}`)
  const follow = (name: string) => {
    if (seen.has(name)) return
    seen.add(name)
    collect(declared.get(name))
  }
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    if (!isNode(value)) return
    if (value.type === 'TSLiteralType' && isNode(value.literal)) found.add(String(value.literal.value))
    if (value.type === 'TSTypeReference' && isNode(value.typeName)) follow(String(value.typeName.name))
    for (const child of Object.values(value)) collect(child)
  }
  types.forEach(follow)
  return [...found].toSorted()
}

type Node = Record<string, unknown> & { type: string }

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function* declarations(program: unknown): Generator<[string, unknown]> {
  if (!isNode(program)) return
  for (const statement of program.body as Node[]) {
    const node = isNode(statement.declaration) ? statement.declaration : statement
    if (node.type === 'TSTypeAliasDeclaration' && isNode(node.id)) {
      yield [String(node.id.name), node.typeAnnotation]
    }
  }
}

/** The code spans of the first column of every table whose first column is headed «code». */
function codesInTables(markdown: string): string[] {
  const codes: string[] = []
  let inside = false
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) inside = false
    else if (line.startsWith('| code |')) inside = true
    else if (inside) codes.push(...[...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((m) => m[1]!))
  }
  return codes
}

/** Written somewhere besides the type that declares it: as a literal of the code or of its SQL. */
function isReturned(code: string, texts: readonly string[]): boolean {
  return texts.some((text) =>
    text
      .replaceAll(/^ *\| '[^']+'$/gm, '')
      .replaceAll(/type [^\n]+/g, '')
      .includes(`'${code}'`),
  )
}

function refusedByName(text: string): string[] {
  return [...text.matchAll(/\b(?:refuse|fault|Fault)\('([a-z-]+)'/g)].map((match) => match[1]!)
}

/** The reasons of the errors in code blocks: `file  path   reason`. */
function errorsShown(markdown: string): string[] {
  return [...markdown.matchAll(/^\S+\.json {2,}\S+ {2,}(.+)$/gm)].map((match) => match[1]!)
}

/** A literal of a check is a reason as it stands, or with anything where a value is put in. */
function unwritten(reasons: readonly string[], texts: readonly string[]): string[] {
  const written = texts.flatMap((text) =>
    [...text.matchAll(/'([^'\n]+)'|`([^`\n]+)`/g)]
      .map((match) => match[1] ?? match[2]!)
      .filter((literal) => literal.includes(' '))
      .map((literal) => literal.split(/\$\{[^}]*\}/)),
  )
  return reasons.filter((reason) => !written.some((parts) => isMadeOf(reason, parts)))
}

function isMadeOf(reason: string, parts: readonly string[]): boolean {
  let from = 0
  for (const part of parts) {
    const at = reason.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return reason.startsWith(parts[0]!) && reason.endsWith(parts.at(-1)!)
}

function sourcesIn(path: string): readonly string[] {
  if (path.endsWith('.ts')) return [path]
  return filesUnder(path).filter((file) => file.endsWith('.ts') && !isTest(file))
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
