import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { closeMonth } from '#settlement/close-month.ts'
import { accountedFor, type DayCounts, DIFFERENCES, type Difference, notYet } from '#settlement/control.ts'
import { readDailyControl } from '#settlement/read-daily-control.ts'
import { readRetention } from '#settlement/read-retention.ts'
import { readSettlements } from '#settlement/read-settlements.ts'
import { readVatReport, vatTerm } from '#settlement/read-vat-report.ts'
import { parseRetentionTerms } from '#settlement/retention-terms.ts'
import { deliverSettlements, settleDays } from '#settlement/settle-days.ts'
import { parseSettlementTerms } from '#settlement/settlement-terms.ts'
import { type ClosingRefusal, SETTLEMENT_TEXTS, type SettlementRefusal } from '#words/settlement.ts'
import type { Commands } from './command.ts'

type At = { readonly db: Db; readonly now: number; readonly say: (line: string) => void }
type WithData = At & { readonly data: string }

const SETTLE_USAGE = '--as-of DATE [--charger CODE] [FOLDER]'
const SETTLEMENTS_USAGE = '[--charger CODE]'
const DAILY_CONTROL_USAGE = 'DATE | --all'
const CLOSE_MONTH_USAGE = 'YYYY-MM --as STAFF'
const VAT_REPORT_USAGE = 'YYYY-TERM'

/** The commands of settlement, as `brikke` lists them. */
export const SETTLEMENT_COMMANDS: Commands = {
  settle: { usage: SETTLE_USAGE, run: runSettle },
  settlements: { usage: SETTLEMENTS_USAGE, run: runSettlements },
  'daily-control': { usage: DAILY_CONTROL_USAGE, run: runDailyControl },
  'close-month': { usage: CLOSE_MONTH_USAGE, run: runCloseMonth },
  'vat-report': { usage: VAT_REPORT_USAGE, run: runVatReport },
  retention: { usage: '', run: runRetention },
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Settles every day before DATE that is not settled; into FOLDER comes what is not out yet, and the day before again. */
export async function runSettle(at: WithData, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'as-of': { type: 'string' }, charger: { type: 'string' } },
  })
  const { 'as-of': asOf, charger } = values
  if (asOf === undefined || !DAY.test(asOf)) return usage(at, `settle ${SETTLE_USAGE}`)
  const terms = parseSettlementTerms(await readData(at, 'settlement.json'))
  const of = { asOf, now: at.now, ...(charger === undefined ? {} : { charger }) }
  const settled = await settleDays(at.db, { ...of, terms })
  if (isRefusal(settled)) return refused(at, settled)
  at.say(`${settled.settlements} settlements, ${settled.lines} lines`)
  const [folder] = positionals
  if (folder === undefined) return 0
  await mkdir(folder, { recursive: true })
  // A name is only there when all of the file is.
  const put = async (name: string, content: string) => {
    await writeFile(join(folder, `${name}.part`), content)
    await rename(join(folder, `${name}.part`), join(folder, name))
  }
  for (const name of await deliverSettlements(at.db, { put }, of)) at.say(name)
  return 0
}

export async function runSettlements({ db, say }: At, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { charger: { type: 'string' } } })
  for (const row of await readSettlements(db, values.charger)) say(JSON.stringify(row))
  return 0
}

/** Says where the passages of a day have come to, for each toll charger. What differs is listed and is an error. */
export async function runDailyControl(at: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { all: { type: 'boolean' } },
  })
  const [day = ''] = positionals
  if (!values.all && !DAY.test(day)) return usage(at, `daily-control ${DAILY_CONTROL_USAGE}`)
  const span = values.all ? { from: '2000-01-01', to: osloDay(at.now) } : { from: day, to: day }
  const { days, differences } = await readDailyControl(at.db, { ...span, now: at.now })
  for (const counts of days) for (const line of linesOf(counts)) at.say(line)
  for (const difference of differences) at.say(differenceLine(difference))
  at.say(differences.length === 0 ? 'no differences' : `${differences.length} differences`)
  return differences.length === 0 ? 0 : 1
}

export async function runCloseMonth(at: At, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' } },
  })
  const [month = ''] = positionals
  if (values.as === undefined || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
    return usage(at, `close-month ${CLOSE_MONTH_USAGE}`)
  const closed = await closeMonth(at.db, { monthOn: `${month}-01`, by: values.as, now: at.now })
  if (isRefusal(closed)) return refused(at, closed)
  at.say(`${month} is closed: ${closed.sums} sums kept`)
  return 0
}

/** A term is two months: 2019-6 is November and December. */
export async function runVatReport(at: At, args: readonly string[]): Promise<number> {
  const [, year, term] = /^(\d{4})-([1-6])$/.exec(args[0] ?? '') ?? []
  if (year === undefined || term === undefined) return usage(at, `vat-report ${VAT_REPORT_USAGE}`)
  const span = vatTerm(Number(year), Number(term))
  const { rows, isFinal } = await readVatReport(at.db, span)
  for (const row of rows) at.say(JSON.stringify(row))
  at.say(`${span.from} to ${span.to}, ${isFinal ? 'both months closed' : 'not final: a month is open'}`)
  return 0
}

/** Only counts: erasing is another's, for a dispute or a debt may hold something back. */
export async function runRetention(at: WithData): Promise<number> {
  const terms = parseRetentionTerms(await readData(at, 'retention.json'))
  const rows = await readRetention(at.db, { today: osloDay(at.now), terms })
  for (const { kind, count, oldestOn } of rows)
    at.say(`${kind}: ${count} kept for longer than they need be, the oldest of ${oldestOn.slice(0, 4)}`)
  if (rows.length === 0) at.say('nothing is kept for longer than it need be')
  return 0
}

function linesOf(of: DayCounts): readonly string[] {
  const { day, charger, charged, free, held, rejected, withdrawn, toRate } = of
  const parts = [
    [charged, 'charged'],
    [free, 'free'],
    [held, 'held'],
    [rejected, 'rejected'],
    [withdrawn, 'withdrawn'],
    [toRate, 'to rate'],
    [of.waitingForOwner, 'waiting for owner'],
    [of.otherIssuer, 'of other issuers'],
    [of.unanswered, 'unanswered'],
  ] as const
  const said = parts.map(([count, what]) => `${count} ${what}`).join(' + ')
  return [
    `${day} ${charger}: ${of.in} in ${of.in === accountedFor(of) ? '=' : '≠'} ${said}`,
    `${day} ${charger}: ${charged} charged = ${of.invoiced} invoiced + ${notYet(of)} not yet; øre: ${of.chargedOre} charged, ${of.invoicedOre} invoiced, ${of.notYetOre} not yet; booked that day: ${of.madeOre} charged, ${of.postedOre} posted`,
  ]
}

function differenceLine({ day, charger, kind, count, ids }: Difference): string {
  const some = ids.length === 0 ? '' : `: ${ids.join(', ')}${count > ids.length ? ', …' : ''}`
  return `${day} ${charger}: ${kind}, ${count} ${DIFFERENCES[kind]}${some}`
}

async function readData({ data }: WithData, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(data, name), 'utf8'))
}

function refused(
  { say }: At,
  { refused: code, detail }: Refusal<SettlementRefusal | ClosingRefusal>,
): number {
  say(`${code}: ${SETTLEMENT_TEXTS.nb.refusals[code]}${detail ? ` (${detail})` : ''}`)
  return 1
}

function usage({ say }: Pick<At, 'say'>, text: string): number {
  say(text)
  return 1
}
