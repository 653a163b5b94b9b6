import type { Ore } from '#core/money.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { numberArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { AgreementKind, Stay } from './prepaid-amount.ts'
import type { AccountState } from './statement.ts'

/** An account that is being changed: nobody else posts or changes it until the transaction ends. */
export type HeldAccount = {
  readonly agreementId: number
  readonly partyId: number
  readonly kind: AgreementKind
  readonly state: AccountState
  readonly agreed: Ore
  readonly balance: Ore
}

export async function holdAccount(
  tx: Tx,
  agreementId: number,
): Promise<HeldAccount | Refusal<'unknown-ferry-account' | 'ferry-account-ended'>> {
  const [row] = await tx<HeldAccount[]>`
    select agreement_id as "agreementId", party_id as "partyId", kind, state, agreed_ore as agreed, balance_ore as balance
    from ferry_account where agreement_id = ${agreementId} for no key update`
  if (!row) return refuse('unknown-ferry-account')
  return row.state === 'ended' ? refuse('ferry-account-ended') : row
}

/** A vehicle of an account now, with the card it has. */
export type AccountVehicle = {
  readonly vehicleId: number
  readonly country: string
  readonly plate: string
  readonly length_cm: number
  readonly zeroEmission: boolean
  readonly tagNumber: string | null
  readonly tagIssuer: string | null
  readonly cardId: number | null
  readonly cardNumber: string | null
  readonly cardState: 'ordered' | 'released' | null
}

export async function readAccountVehicles(
  db: Queryable,
  agreementId: number,
  at: number,
): Promise<readonly AccountVehicle[]> {
  return readVehiclesOf(db, [agreementId], at)
}

/** Of several accounts, each vehicle with the account it is on. */
export async function readVehiclesOf(
  db: Queryable,
  agreementIds: readonly number[],
  at: number,
): Promise<readonly (AccountVehicle & { readonly agreementId: number })[]> {
  return db<(AccountVehicle & { agreementId: number })[]>`
    select v.agreement_id as "agreementId", v.id as "vehicleId", v.country, v.plate, v.length_cm,
           v.zero_emission as "zeroEmission", v.tag_number as "tagNumber", v.tag_issuer as "tagIssuer", c.id as "cardId",
           c.card_number as "cardNumber", c.state as "cardState"
    from ferry_vehicle v left join ferry_card c on c.vehicle_id = v.id and c.state <> 'blocked'
    where v.agreement_id = any (${numberArray(agreementIds)}::bigint[]) and v.valid @> ${at}::timestamptz order by v.id`
}

/** What is asked for further vehicles, and not all in yet, by account: each agrees on its own beside the others. */
export async function readOpenDifferences(
  tx: Tx,
  agreementIds: readonly number[],
): Promise<ReadonlyMap<number, Ore>> {
  const rows = await tx<{ agreementId: number; amount: Ore }[]>`
    select agreement_id as "agreementId", sum(amount_ore)::bigint as amount from ferry_prepayment
    where agreement_id = any (${numberArray(agreementIds)}::bigint[]) and because = 'difference' and settled_at is null
    group by 1`
  return new Map(rows.map(({ agreementId, amount }) => [agreementId, amount]))
}

/**
 * The vehicles that what an account has been asked for is of: those it has, and those that have left since its last refill
 * was asked for, or since it was made.
 */
export async function readStays(db: Queryable, agreementId: number, at: number): Promise<readonly Stay[]> {
  const rows = await db<{ length_cm: number; from: number; until: number | null }[]>`
    select v.length_cm, lower(v.valid) as from, case when not v.valid @> ${at}::timestamptz then upper(v.valid) end as until
    from ferry_vehicle v
    where v.agreement_id = ${agreementId} and lower(v.valid) <= ${at} and (upper_inf(v.valid) or upper(v.valid) > coalesce(
      (select max(p.asked_at) from ferry_prepayment p where p.agreement_id = v.agreement_id and p.because = 'refill'), '-infinity'))
    order by v.id`
  return rows.map(({ until, ...stay }) => ({ ...stay, ...(until === null ? {} : { until }) }))
}
