import type { ChargeKind } from '#core/charge-kind.ts'
import type { Day } from '#core/dated.ts'
import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import {
  copyOut,
  instants,
  numbers,
  type Source,
  takeBool,
  takeInstant,
  takeInt,
  takeText,
} from '#db/copy-out.ts'
import type { Recipient, UninvoicedCharge } from './invoice.ts'
import { type InvoicedPer, withCostCentres } from './part.ts'
import { readCostCentres } from './read-cost-centres.ts'
import { type Names, readNames } from './read-names.ts'

/** An agreement, or an owner with one toll charger: what may be put on an invoice together. */
export type Candidate = {
  readonly recipient: Recipient
  /** Waits until somebody has looked at it. */
  readonly parked: boolean
  readonly lastInvoicedOn: Day | undefined
  /** Undefined: it has no end, or there is no agreement. */
  readonly endedOn: Day | undefined
  /** How the holder wants invoices parted; absent: one of everything. */
  readonly per?: InvoicedPer
  /** Oldest passage first. */
  readonly charges: readonly UninvoicedCharge[]
  /** Ids of charges that lower what an overdue invoice asks for, other candidates' among them; absent where none does. */
  readonly takenBack?: ReadonlySet<number>
}

export type Page = { readonly after: number; readonly before: number; readonly limit: number }

/** `last` undefined: there are no more. */
export type CandidatesRead = { readonly candidates: readonly Candidate[]; readonly last: number | undefined }

/**
 * The next agreements with something uninvoiced. Claimed, nobody else invoices them until the transaction ends, and a
 * run beside this one passes them by. The key itself is not locked, so that what refers to an agreement need not wait.
 */
export async function readAgreements(tx: Tx, page: Page, claimed: boolean): Promise<CandidatesRead> {
  const rows = await tx<ClaimedAgreement[]>`
    select ${tx.unsafe(RECIPIENT_COLUMNS)},
           a.parked_because is not null as parked, a.invoiced_per, a.valid_to, (
             select i.issued_on from invoice i
             where i.party_id = a.party_id and i.agreement_id = a.id and i.kind = 'invoice' and i.due_on is not null
               and not exists (select from asked_again n where n.invoice_id = i.id)
             order by i.issued_on desc limit 1) as last_invoiced_on
    from agreement a join party p on p.id = a.party_id
    cross join lateral (
      select from charge c where c.party_id = a.party_id and c.agreement_id = a.id and ${tx.unsafe(isUninvoiced(page.before))} limit 1
    ) something
    where a.id > ${page.after}
    order by a.id limit ${page.limit}
    ${claimed ? tx`for no key update of a skip locked` : tx``}`
  const charges = await readUninvoiced(
    tx,
    rows.map((row) => row.agreementId),
    page.before,
  )
  const parted = rows.filter((row) => row.invoiced_per !== 'agreement')
  const centres = await readCostCentres(
    tx,
    parted.map((row) => row.agreementId),
  )
  const candidates = rows.map(({ parked, invoiced_per: per, last_invoiced_on, valid_to, ...recipient }) => ({
    recipient,
    parked,
    per,
    lastInvoicedOn: last_invoiced_on ?? undefined,
    endedOn: valid_to === null ? undefined : osloDay(valid_to),
    charges: withCostCentres(charges.get(recipient.agreementId) ?? [], recipient.agreementId, centres),
  }))
  return { candidates, last: rows.at(-1)?.agreementId }
}

/** Of an agreement `a` and its party `p`, as they are today. */
export const RECIPIENT_COLUMNS = `a.id as "agreementId", a.party_id as "partyId", a.issuer_id as "issuerId",
    a.agreement_number as "agreementNumber", a.invoice_reference as "invoiceReference",
    a.terms_version as "termsVersion", a.detailed_invoice as detailed, p.language, p.name, p.street,
    p.postal_code as "postalCode", p.place, p.country, p.organisation_number as "organisationNumber", p.email`

/**
 * Until invoices are saved. In a young database the planner knows no sizes: it would read every passage and every line
 * there is for the few agreements of a batch. Nor is any key looked up twice, to be remembered from the first time.
 */
export async function lookUpByKey(tx: Tx): Promise<void> {
  await tx`select set_config('enable_seqscan', 'off', true), set_config('enable_memoize', 'off', true)`
}

/** Read after the claim: nothing is seen twice. */
async function readUninvoiced(
  tx: Tx,
  agreementIds: readonly number[],
  before: number,
): Promise<ReadonlyMap<number, readonly UninvoicedCharge[]>> {
  const charges = new Map<number, UninvoicedCharge[]>(agreementIds.map((id) => [id, []]))
  if (agreementIds.length === 0) return charges
  const rows = await copyOut(
    tx,
    `select c.agreement_id, ${CHARGE_COLUMNS}
    from agreement a
    cross join lateral (
      select * from charge where party_id = a.party_id and agreement_id = a.id offset 0
    ) c
    ${WITH_PASSAGE}
    where a.id = any(${numbers(agreementIds)}) and (${isUninvoiced(before)} or ${wasTakenBack(before)})
    order by c.agreement_id, ${CHARGED_AT} nulls last, c.id`,
    (from) => ({ agreementId: takeInt(from) ?? 0, charge: takeCharge(from) }),
  )
  const aged = withFirstDays(rows)
  const names = await readNames(tx, vehiclesOf(aged))
  for (const { agreementId, charge } of aged) charges.get(agreementId)?.push(named(charge, names))
  return charges
}

/**
 * A charge reversed before it stood on an invoice never will, and neither will its reversal: the customer sees neither.
 * The reversal of one that did is the customer's credit on the next invoice.
 * Scalar subqueries (as `offset 0` above) because they must be looked up by key: written as joins, the planner reads
 * every line and every passage there is for a batch of two hundred agreements.
 */
export function isUninvoiced(before: number): string {
  return `c.created_at < (${instants([before])})[1] and c.reversed_by is null
    and (select l.id from invoice_line l where l.charge_id = c.id) is null
    and (c.reverses is null or (select l.id from invoice_line l where l.charge_id = c.reverses) is not null)`
}

/** Reversed before it was on any invoice: nobody sees it, and what took its place is as old as it. */
export function wasTakenBack(before: number): string {
  return `(c.created_at < (${instants([before])})[1] and c.reversed_by is not null and c.reverses is null
    and c.passage_id is not null and (select l.id from invoice_line l where l.charge_id = c.id) is null)`
}

/** Without those taken back, of which only the day is wanted. */
export function withFirstDays<Row extends { readonly charge: UnnamedCharge }>(
  rows: readonly Row[],
): readonly Row[] {
  const firstAt = new Map<number, number>()
  for (const { charge } of rows) {
    if (!charge.isTakenBack || charge.passageId === undefined) continue
    firstAt.set(
      charge.passageId,
      Math.min(charge.chargedAt, firstAt.get(charge.passageId) ?? charge.chargedAt),
    )
  }
  if (firstAt.size === 0) return rows
  return rows
    .filter(({ charge }) => !charge.isTakenBack)
    .map((row) => {
      const chargedAt = firstAt.get(row.charge.passageId ?? 0) ?? row.charge.chargedAt
      return { ...row, charge: { ...row.charge, chargedAt } }
    })
}

type ClaimedAgreement = Recipient & {
  readonly agreementId: number
  readonly parked: boolean
  readonly invoiced_per: InvoicedPer
  readonly last_invoiced_on: Day | null
  readonly valid_to: number | null
}

/** An erased passage has none; what is no passage may be of one. */
export const VEHICLE_ID = 'case when c.passage_id is null then c.vehicle_id else p.vehicle_id end'

/** When the vehicle passed, or the ferry left. */
const CHARGED_AT = 'coalesce(p.passed_at, c.departs_at)'

/**
 * What `takeCharge` takes of a charge `c` and what `WITH_PASSAGE` joins to it. Where somebody else drives, a line says the
 * day and no more (docs/decisions/035).
 */
export const CHARGE_COLUMNS = `c.id, c.kind, c.charger_id, case when not p.hidden then p.station_id end, c.leg_name,
    case when p.hidden then date_trunc('day', p.passed_at, 'Europe/Oslo') else ${CHARGED_AT} end, ${VEHICLE_ID}, c.plate,
    c.tariff_ore, c.amount_ore, c.vat_percent, c.vat_ore, c.created_at, c.passage_id, c.reversed_by is not null`

/**
 * PostgreSQL calls the function for each row, as it has a query within: only those read by plate have to ask it, and of
 * the others those of vehicles that were sold, which are read once.
 */
export const WITH_PASSAGE = `left join lateral (
      select *, (read_by = 'plate' or vehicle_id in (select vehicle_id from unproven_holding where owner = 'sold'))
             and place_is_hidden(party_id, vehicle_id, read_by, passed_at) as hidden from passage
      where party_id = c.party_id and id = c.passage_id and month_on = c.month_on offset 0
    ) p on true`

/** With ids in the place of names. */
export type UnnamedCharge = Omit<UninvoicedCharge, 'chargerName' | 'stationName' | 'vehicle'> & {
  readonly chargerId: number
  readonly stationId: number | undefined
  /** Of a ferry trip. */
  readonly legName: string | null
  readonly vehicleId: number | undefined
  readonly passageId: number | undefined
  readonly isTakenBack: boolean
}

export function takeCharge(from: Source): UnnamedCharge {
  return {
    id: theInt(from),
    kind: takeText(from) as ChargeKind,
    chargerId: theInt(from),
    stationId: takeInt(from),
    legName: takeText(from) ?? null,
    passedAt: takeInstant(from) ?? null,
    vehicleId: takeInt(from),
    plate: takeText(from) ?? null,
    tariff: ore(theInt(from)),
    amount: ore(theInt(from)),
    vatPercent: theInt(from),
    vat: ore(theInt(from)),
    chargedAt: takeInstant(from) ?? 0,
    passageId: takeInt(from),
    isTakenBack: takeBool(from) ?? false,
  }
}

/** Of a column that is never null. */
function theInt(from: Source): number {
  return takeInt(from) ?? 0
}

export function vehiclesOf(rows: readonly { readonly charge: UnnamedCharge }[]): readonly number[] {
  return rows.flatMap(({ charge }) => charge.vehicleId ?? [])
}

export function named(charge: UnnamedCharge, names: Names): UninvoicedCharge {
  const { id, kind, passedAt, tariff, amount, vatPercent, vat, chargedAt, stationId, vehicleId, legName } =
    charge
  const vehicle = vehicleId === undefined ? undefined : names.vehicles.get(vehicleId)
  const chargerName = names.chargers.get(charge.chargerId)
  if (chargerName === undefined) throw new Error(`charge ${id} is of no toll charger`)
  return {
    id,
    kind,
    chargerName,
    stationName: stationId === undefined ? legName : (names.stations.get(stationId) ?? null),
    passedAt,
    plate: vehicle?.plate ?? charge.plate,
    tariff,
    amount,
    vatPercent,
    vat,
    chargedAt,
    ...(vehicle ? { vehicle } : {}),
  }
}
