import { type Ore, ore } from '#core/money.ts'
import { type Detail, detailOf, type Group, groupOf } from './camt-detail.ts'
import { type CamtPayment, type CamtRejected, type Entry, entryOf } from './camt-entry.ts'
import { balancesOf, checkBalances, checkSummary, isOneOfMany } from './camt-totals.ts'
import { accountOf, type Iso20022Fault, messageOf, namespaceOf } from './iso-20022.ts'
import {
  type ElementFault,
  Fault,
  needed,
  neededText,
  type XmlElement,
  type XmlRefusal,
} from './xml-elements.ts'
import { openXml, readXml, type XmlReading } from './xml-reading.ts'

/** What the bank tells of one or more accounts. Layout in docs/formats/iso-20022.md. */
export type CamtFile = {
  readonly message: CamtMessage
  readonly messageId: string
  readonly statements: readonly CamtStatement[]
  readonly count: number
  /** Money out is added, not deducted, as in OCR giro. */
  readonly sum: Ore
}

/** A notification (camt.054) or a statement (camt.053) of one account. */
export type CamtStatement = {
  readonly id: string
  /** Eleven digits, or the IBAN of a foreign account. */
  readonly account: string
  readonly payments: readonly CamtPayment[]
  readonly rejected: readonly CamtRejected[]
  /** Undefined where not told, or not in kroner. */
  readonly opening: Ore | undefined
  readonly closing: Ore | undefined
}

export type CamtMessage = (typeof MESSAGES)[number]
const MESSAGES = [
  'camt.053.001.02',
  'camt.053.001.08',
  'camt.054.001.02',
  'camt.054.001.04',
  'camt.054.001.08',
] as const

export type CamtFault =
  | Iso20022Fault
  | ElementFault
  | 'wrong-message'
  | 'currency-disagrees'
  | 'count-disagrees'
  | 'sum-disagrees'
  | 'balance-disagrees'
  | 'repeated-transaction'
  | 'sum-too-large'

export type CamtRefusal = XmlRefusal<CamtFault>

/** Reads a file that is at hand, whole or by pieces; refuses it whole at the first thing that does not agree. */
export function parseCamt(bytes: Uint8Array | Iterable<Uint8Array>): CamtFile | CamtRefusal {
  return readXml(bytes instanceof Uint8Array ? [bytes] : bytes, openCamt())
}

/** The same for a file on its way in. */
export function openCamt(): XmlReading<CamtFile, CamtFault> {
  const file: Reading = {
    body: undefined,
    header: undefined,
    statements: [],
    entries: [],
    groups: [],
    details: [],
  }
  return openXml<CamtFile, CamtFault>(
    {
      root: 'Document',
      namespaces: MESSAGES.map(namespaceOf),
      take: { ...taken(file, 'BkToCstmrStmt', 'Stmt'), ...taken(file, 'BkToCstmrDbtCdtNtfctn', 'Ntfctn') },
    },
    (namespace) => finished(file, messageOf(namespace)),
  )
}

type Body = 'BkToCstmrStmt' | 'BkToCstmrDbtCdtNtfctn'

/** Entries, groups of details and details wait until the element ends that they stand in. */
type Reading = {
  /** Told apart from the namespace, with which it must go together. */
  body: XmlElement | undefined
  header: XmlElement | undefined
  readonly statements: CamtStatement[]
  entries: Entry[]
  groups: Group[]
  details: Detail[]
}

function taken(file: Reading, body: Body, statement: 'Stmt' | 'Ntfctn') {
  const path = `${body}/${statement}`
  const take: Record<string, (element: XmlElement) => void> = {
    [body]: (element) => {
      if (file.body) throw new Fault('repeated-element', element, body)
      file.body = element
    },
    [`${body}/GrpHdr`]: (element) => {
      if (file.header) throw new Fault('repeated-element', element, 'GrpHdr')
      file.header = element
    },
    [path]: (element) => {
      file.statements.push(statementOf(element, file))
      file.entries = []
    },
    [`${path}/Ntry`]: (element) => {
      file.entries.push(entryOf(element, file.groups, statement === 'Ntfctn'))
      file.groups = []
    },
    [`${path}/Ntry/NtryDtls`]: (element) => {
      file.groups.push(groupOf(element, file.details))
      file.details = []
    },
    [`${path}/Ntry/NtryDtls/TxDtls`]: (element) => {
      file.details.push(detailOf(element))
    },
  }
  return take
}

function statementOf(element: XmlElement, { header, entries }: Reading): CamtStatement {
  if (!isOneOfMany(header, element)) {
    checkSummary(element, entries)
    checkBalances(element, entries)
  }
  return {
    id: neededText(element, 'Id'),
    account: accountOf(needed(element, 'Acct')),
    payments: entries.flatMap(({ payments }) => payments),
    rejected: entries.flatMap(({ rejected }) => rejected),
    ...balancesOf(element),
  }
}

function finished({ body, header, statements }: Reading, name: string): CamtFile {
  const message = MESSAGES.find((known) => known === name)
  const expected: Body = name.startsWith('camt.053') ? 'BkToCstmrStmt' : 'BkToCstmrDbtCdtNtfctn'
  if (message === undefined || !body || body.name !== expected)
    throw new Fault('wrong-message', body ?? BEGINNING, expected)
  if (!header || statements.length === 0) throw new Fault('missing-element', body, 'GrpHdr, Stmt or Ntfctn')
  const payments = statements.flatMap((statement) => statement.payments)
  const sum = payments.reduce((total, { amount }) => total + Math.abs(amount), 0)
  if (!Number.isSafeInteger(sum)) throw new Fault('sum-too-large', body)
  checkReferences(statements)
  const messageId = neededText(header, 'MsgId')
  return { message, messageId, statements, count: payments.length, sum: ore(sum) }
}

const BEGINNING = { line: 1, column: 1 }

/** Twice the same reference would be one payment to whoever knows payments again by it. */
function checkReferences(statements: readonly CamtStatement[]): void {
  const seen = new Set<string>()
  for (const { account, payments } of statements) {
    for (const { reference, line, column } of payments) {
      const key = `${account} ${reference}`
      if (seen.has(key)) throw new Fault('repeated-transaction', { line, column }, key)
      seen.add(key)
    }
  }
}
