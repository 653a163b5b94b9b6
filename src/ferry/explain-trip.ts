import type { FerryStep } from '#core/ferry-step.ts'
import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { numberArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { FerryDiscount } from './fare.ts'
import type { AgreementKind } from './prepaid-amount.ts'
import { waits } from './store-trips.ts'
import type { PaidBy } from './trip.ts'

/** What became of a version of a trip, and why it cost what it did. */
export type ExplainedTrip = {
  readonly version: number
  readonly state: string
  readonly reason: string | null
  readonly leg: string
  readonly departsAt: number
  readonly length_cm: number
  readonly posted:
    | {
        readonly discount: FerryDiscount
        readonly paidBy: PaidBy
        readonly full: Ore
        readonly fare: Ore
        readonly toll: Ore
        readonly vatPercent: number
        readonly vat: Ore
        /** Null: a former version decided the discount. */
        readonly decidedOn: Ore | null
        readonly limit: Ore | null
        /** The prepayment had come in. */
        readonly wasOpen: boolean
        readonly isTakenBack: boolean
        readonly steps: readonly FerryStep[]
      }
    | undefined
}

/** All versions of a ferry company’s trip, the first first. */
export async function explainTrip(
  db: Queryable,
  { company, reference }: { readonly company: string; readonly reference: string },
): Promise<readonly ExplainedTrip[] | Refusal<'unknown-trip'>> {
  const rows = await db<Row[]>`
    select t.version, case when t.state = 'received' and not ${waits(db)} then 'posted' else t.state end as state,
           t.reason, t.leg, t.departs_at as "departsAt", t.length_cm, e.discount, e.paid_by as "paidBy",
           e.full_ore as full, e.fare_ore as fare, e.toll_ore as toll, e.vat_percent as "vatPercent", e.vat_ore as vat,
           e.decided_on_ore as "decidedOn", e.limit_ore as limit, coalesce(a.opened_at <= e.posted_at, false) as "wasOpen", e.because,
           exists (select from ferry_entry b where b.trip_id = t.id and b.kind = 'trip-credit') as "isTakenBack"
    from ferry_trip t join company c on c.id = t.company_id
    left join ferry_entry e on e.trip_id = t.id and e.kind = 'trip'
    left join ferry_account a on a.agreement_id = e.agreement_id
    where c.code = ${company} and t.reference = ${reference} order by t.version`
  if (rows.length === 0) return refuse('unknown-trip')
  return rows.map(({ version, state, reason, leg, departsAt, length_cm, because, ...posted }) => ({
    version,
    state,
    reason,
    leg,
    departsAt,
    length_cm,
    posted: because === null ? undefined : { ...posted, steps: JSON.parse(because) as FerryStep[] },
  }))
}

/** One of the parties' own, by the number of any of its versions. */
export async function explainOwnTrip(
  tx: Tx,
  partyIds: readonly number[],
  tripId: number,
): Promise<OwnExplainedTrip | Refusal<'unknown-trip'>> {
  const [trip] = await tx<Omit<OwnExplainedTrip, 'versions'>[]>`
    select c.code as company, c.name as "companyName", t.reference, v.country, v.plate, t.leg, t.departs_at as "departsAt",
           a.kind
    from ferry_trip t join company c on c.id = t.company_id join ferry_vehicle v on v.id = t.vehicle_id
    join ferry_account a on a.agreement_id = t.agreement_id
    where t.id = ${tripId} and t.party_id = any (${numberArray(partyIds)}::bigint[])`
  if (!trip) return refuse('unknown-trip')
  const versions = await explainTrip(tx, trip)
  return isRefusal(versions) ? versions : { ...trip, versions }
}

export type OwnExplainedTrip = {
  readonly company: string
  readonly companyName: string
  readonly reference: string
  readonly country: string
  readonly plate: string
  readonly leg: string
  readonly departsAt: number
  readonly kind: AgreementKind
  readonly versions: readonly ExplainedTrip[]
}

type Row = Omit<ExplainedTrip, 'posted'> &
  Omit<NonNullable<ExplainedTrip['posted']>, 'steps'> & { readonly because: string | null }
