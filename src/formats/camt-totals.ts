import type { Ore } from '#core/money.ts'
import type { Entry } from './camt-entry.ts'
import { type Amount, amountOf, countAt, disagrees, flagAt, oreOf, partsOf, signOf } from './iso-20022.ts'
import { all, Fault, needed, neededText, one, type XmlElement } from './xml-elements.ts'

/** Count and sum of the entries, where the bank declares them. */
export function checkSummary(statement: XmlElement, entries: readonly Entry[]): void {
  const summary = one(statement, 'TxsSummry')
  if (!summary) return
  const money = {
    TtlNtries: entries,
    TtlCdtNtries: entries.filter(isIn),
    TtlDbtNtries: entries.filter(isOut),
  }
  for (const [name, counted] of Object.entries(money)) {
    const total = one(summary, name)
    if (total) checkTotal(total, counted)
  }
  const net = one(summary, 'TtlNtries/TtlNetNtry/Amt') ?? one(summary, 'TtlNtries/TtlNetNtryAmt')
  const direction = one(summary, 'TtlNtries/TtlNetNtry') ?? one(summary, 'TtlNtries')
  if (!net || !direction || !one(direction, 'CdtDbtInd')) return
  const declared = signOf(direction) * partsOf(net)
  const found = entries.reduce((sum, { parts }) => sum + parts, 0n)
  if (declared !== found) throw disagrees('sum-disagrees', net, declared, found)
}

function checkTotal(total: XmlElement, entries: readonly Entry[]): void {
  const count = countAt(total, 'NbOfNtries')
  if (count !== undefined && count !== entries.length)
    throw disagrees('count-disagrees', total, count, entries.length)
  const sum = one(total, 'Sum')
  const found = entries.reduce((all, { parts }) => all + (parts < 0n ? -parts : parts), 0n)
  if (sum && partsOf(sum) !== found) throw disagrees('sum-disagrees', sum, partsOf(sum), found)
}

const isIn = ({ sign }: Entry) => sign > 0n
const isOut = ({ sign }: Entry) => sign < 0n

/** What is declared of many pages is not to be found on one. Version 02 tells of pages in its header. */
export function isOneOfMany(header: XmlElement | undefined, statement: XmlElement): boolean {
  const pages = [
    header && one(header, 'MsgPgntn'),
    one(statement, 'NtfctnPgntn'),
    one(statement, 'StmtPgntn'),
  ]
  return pages.some((page) => page && (neededText(page, 'PgNb') !== '1' || !flagAt(page, 'LastPgInd')))
}

/** What was on the account and what is. */
export function balancesOf(statement: XmlElement): { opening: Ore | undefined; closing: Ore | undefined } {
  return { opening: inKroner(openingOf(statement)), closing: inKroner(balance(statement, 'CLBD')) }
}

/** Where both balances are told, the entries booked lead from one to the other. */
export function checkBalances(statement: XmlElement, entries: readonly Entry[]): void {
  const opening = openingOf(statement)
  const closing = balance(statement, 'CLBD')
  if (opening && closing) {
    const booked = entries.filter(({ isBooked }) => isBooked)
    for (const { currency } of [closing, ...booked]) {
      if (currency !== opening.currency)
        throw new Fault('currency-disagrees', closing.element, `${opening.currency}, ${currency}`)
    }
    const found = booked.reduce((sum, { parts }) => sum + parts, opening.parts)
    if (found !== closing.parts) throw disagrees('balance-disagrees', closing.element, closing.parts, found)
  }
}

/** The closing balance of the day before is the opening of this. */
function openingOf(statement: XmlElement): Balance | undefined {
  return balance(statement, 'OPBD') ?? balance(statement, 'PRCD')
}

type Balance = Amount & { readonly element: XmlElement }

function balance(statement: XmlElement, code: string): Balance | undefined {
  const [element, second] = all(statement, 'Bal').filter((one) => codeOf(one) === code)
  if (second) throw new Fault('repeated-element', second, code)
  if (!element) return undefined
  const amount = amountOf(needed(element, 'Amt'))
  return { ...amount, parts: signOf(element) * amount.parts, element }
}

function codeOf(balance: XmlElement): string | undefined {
  return one(balance, 'Tp/CdOrPrtry/Cd')?.text
}

function inKroner(balance: Amount | undefined): Ore | undefined {
  if (balance?.currency !== 'NOK') return undefined
  return oreOf(balance.parts)
}
