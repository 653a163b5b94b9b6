import { addDays, osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { decideQueuedPayment, undoAllocation } from '#payments/decide-payment.ts'
import type { Fault } from '#rating/correction.ts'
import { decideCorrection } from '#rating/decide-correction.ts'
import { previewCorrection } from '#rating/preview-correction.ts'
import { type Hold, readHolds } from '#rating/read-holds.ts'
import { decideHeldPassage, releaseParked } from '#rating/release-holds.ts'
import { requestCorrection, requestUndoing } from '#rating/request-correction.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import type { Dice } from '../../sandbox/dice.ts'
import { plan, type Step, said, type Year } from './year.ts'

/** What staff put right for many, and decide of money that waits. */
export const STAFF_STEPS: readonly Step[] = [
  { name: 'fault of a station put right', perDay: 0.12, play: putStationRight },
  { name: 'tariff put right', perDay: 0.012, play: putTariffRight },
  { name: 'queued payment decided', perDay: 0.1, play: decidePayment },
  { name: 'hold decided', perDay: 0.4, play: decideHold },
  { name: 'allocation undone', perDay: 0.04, play: undoPayment },
]

const DAY = 86_400_000
const TEXT = 'Vi har rettet en feil ved stasjonen.'
const says = { nb: TEXT, nn: TEXT, en: 'We have put a fault at the station right.' }

async function putStationRight(year: Year, throws: Dice): Promise<string> {
  const lines = [...year.delivered.lines.values()]
  if (lines.length === 0) return 'nothing has passed'
  const fault = throws.pick<Fault>([
    { kind: 'clock-error', shiftSeconds: throws.whole(-60, 60) * 60 },
    { kind: 'as-if-tag-read' },
    { kind: 'withdrawal' },
    { kind: 're-rate' },
  ])
  const { station, passedAt } = throws.pick(lines)
  const [row] = await year.db<{ id: number; charger: string }[]>`
    select s.id, c.code as charger from station s join company c on c.id = s.charger_id where s.code = ${station.code}`
  const stationId = row?.id ?? 0
  const from = passedAt - throws.whole(0, 2) * DAY
  const of = { project: undefined, stationId, from, to: from + throws.whole(1, 6) * DAY }
  return `${fault.kind} ${await request(year, fault, { of, charger: row?.charger ?? '' }, throws)}`
}

/** A price of the whole project turns out to have been a krone higher all the time; and then that it was not. */
async function putTariffRight(year: Year, throws: Dice): Promise<string> {
  const files = await year.db<
    { content: TariffFile; charger: string }[]
  >`select t.content, c.code as charger from tariff_file t join company c on c.id = t.charger_id order by t.project_code`
  const { content, charger } = throws.pick(files)
  const which = throws.whole(0, content.tariffs.length - 1)
  const tariff = {
    ...content,
    tariffs: content.tariffs.map((row, i) => (i === which ? { ...row, class1: dearer(row.class1) } : row)),
  }
  const of = { project: content.project, stationId: undefined, from: 0, to: year.now + 400 * DAY }
  return request(year, { kind: 'tariff', tariff }, { of, charger }, throws)
}

/** Prices stand in kroner, by vehicle group and time band. */
function dearer<Prices>(prices: Prices): Prices {
  const text = JSON.stringify(prices, (_, value: unknown) => (typeof value === 'number' ? value + 1 : value))
  return JSON.parse(text) as Prices
}

type Chosen = { readonly of: Parameters<typeof requestCorrection>[1]['of']; readonly charger: string }

async function request(year: Year, fault: Fault, { of, charger }: Chosen, throws: Dice): Promise<string> {
  const by = `case-worker@${charger}.example`
  const asked = await requestCorrection(year.db, { fault, of, says, by, now: year.now })
  if (isRefusal(asked)) return said(asked)
  const result = await approve(year, asked.correctionId, charger)
  if (result === 'done' && throws.chance(0.3))
    plan(year, addDays(osloDay(year.now), throws.whole(1, 12)), async (now) => {
      const { correctionId } = asked
      const undoing = await requestUndoing(now.db, { correctionId, says, by, now: now.now })
      if (isRefusal(undoing)) return `undoing ${said(undoing)}`
      return `${fault.kind} undone ${await approve(now, undoing.correctionId, charger)}`
    })
  return result
}

async function approve(year: Year, correctionId: number, charger: string): Promise<string> {
  const { now } = year
  const previewed = await previewCorrection(year.db, correctionId, { now, progress: () => {} })
  if (isRefusal(previewed)) return said(previewed)
  const by = `finance@${charger}.example`
  const decided = await decideCorrection(year.db, { correctionId, state: 'approved', by, now })
  return told(decided)
}

/** Money with a KID of nobody's: for an invoice of the same issuer, rightly or wrongly. */
async function decidePayment(year: Year, throws: Dice): Promise<string> {
  const [row] = await year.db<{ paymentId: number; issuer: string; invoiceId: number | null }[]>`
    select p.id as "paymentId", c.code as issuer,
           (select i.id from invoice i where i.issuer_id = p.issuer_id and i.state in ('sent', 'partly-paid')
            order by i.invoice_number offset ${throws.whole(0, 5)} limit 1) as "invoiceId"
    from payment p join company c on c.id = p.issuer_id where p.state = 'queued' order by p.id limit 1`
  if (!row || row.invoiceId === null) return 'none'
  const { paymentId, invoiceId } = row
  const by = `finance@${row.issuer}.example`
  return said(await decideQueuedPayment(year.db, { paymentId, invoiceId, by, now: year.now }))
}

/** Oldest first: a passage is released or was none; an agreement is invoiced again. */
async function decideHold(year: Year, throws: Dice): Promise<string> {
  const [hold] = await readHolds(year.db, 1)
  if (!hold) return 'none'
  const decision = {
    by: `finance@${await companyOf(year, hold)}.example`,
    because: 'Looked at.',
    now: year.now,
  }
  if (hold.of !== 'passage') {
    const subject = hold.of === 'owner' ? { partyId: hold.id } : { agreementId: hold.id }
    return `${hold.reason} released ${told(await releaseParked(year.db, subject, decision))}`
  }
  const state = throws.chance(0.5) ? ('released' as const) : ('rejected' as const)
  return `${hold.reason} ${state} ${told(await decideHeldPassage(year.db, hold.id, { ...decision, state }))}`
}

/** Whose the customer is; of an owner without agreement, whose the passage is. */
async function companyOf(year: Year, { of, id, what }: Hold): Promise<string> {
  if ('charger' in what && what.charger !== undefined) return what.charger
  const [row] = await year.db<{ code: string }[]>`
    select c.code from company c where c.id = case ${of}
      when 'agreement' then (select issuer_id from agreement where id = ${id})
      else (select coalesce(a.issuer_id, p.charger_id) from passage p left join agreement a on a.id = p.agreement_id where p.id = ${id} limit 1) end`
  return row?.code ?? ''
}

function told(refusal: object | undefined): string {
  return refusal ? said(refusal) : 'done'
}

async function undoPayment(year: Year, throws: Dice): Promise<string> {
  const rows = await year.db<{ id: number; issuer: string }[]>`
    select p.id, c.code as issuer from payment p join company c on c.id = p.issuer_id
    where p.state in ('allocated', 'partly') order by p.id desc limit 50`
  if (rows.length === 0) return 'none'
  const { id: paymentId, issuer } = throws.pick(rows)
  return said(await undoAllocation(year.db, { paymentId, by: `finance@${issuer}.example`, now: year.now }))
}
