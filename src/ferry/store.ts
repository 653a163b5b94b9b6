import type { Ore } from '#core/money.ts'
import { numberArray, textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { AgreementKind } from './prepaid-amount.ts'
import type { AccountState, PrepaymentReason } from './statement.ts'

export async function saveAccount(
  tx: Tx,
  account: { agreementId: number; partyId: number; kind: AgreementKind; agreed: Ore },
): Promise<void> {
  await tx`
    insert into ferry_account (agreement_id, party_id, kind, state, agreed_ore)
    values (${account.agreementId}, ${account.partyId}, ${account.kind}, 'waiting', ${account.agreed})`
}

export type NewFerryVehicle = {
  readonly agreementId: number
  readonly partyId: number
  readonly country: string
  /** Canonical. */
  readonly plate: string
  readonly length_cm: number
  readonly zeroEmission: boolean
  readonly tagNumber: string | undefined
  readonly tagIssuer: string | undefined
}

/** Returns their ids by country and plate. */
export async function saveFerryVehicles(
  tx: Tx,
  vehicles: readonly NewFerryVehicle[],
  from: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx<{ id: number; country: string; plate: string }[]>`
    insert into ferry_vehicle (agreement_id, party_id, country, plate, length_cm, zero_emission, tag_number, tag_issuer, valid)
    select "agreementId", "partyId", country, plate, length_cm, "zeroEmission", "tagNumber", "tagIssuer", tstzrange(${from}, null)
    from jsonb_to_recordset(${JSON.stringify(vehicles)}::text::jsonb)
      as v ("agreementId" bigint, "partyId" bigint, country text, plate text, length_cm int, "zeroEmission" boolean, "tagNumber" text, "tagIssuer" text)
    returning id, country, plate`
  return new Map(rows.map(({ id, country, plate }) => [`${country} ${plate}`, id]))
}

/** A vehicle that has not begun by then never was. */
export async function endFerryVehicles(tx: Tx, vehicleIds: readonly number[], at: number): Promise<void> {
  await tx`
    update ferry_vehicle
    set valid = tstzrange(lower(valid), greatest(${at}::timestamptz, lower(valid) + interval '1 microsecond'))
    where id = any (${numberArray(vehicleIds)}::bigint[]) and (upper_inf(valid) or upper(valid) > ${at})`
}

/** The customer of its toll agreement has been told of it, or there was nobody to tell. */
export async function saveHoldersTold(tx: Tx, vehicleIds: readonly number[], at: number): Promise<void> {
  await tx`update ferry_vehicle set holder_told_at = ${at} where id = any (${numberArray(vehicleIds)}::bigint[])`
}

/** Each of the next numbers is on one card. */
export async function saveCards(
  tx: Tx,
  vehicleIds: readonly number[],
  card: { agreementId: number; partyId: number; fee: Ore; orderedAt: number },
): Promise<void> {
  if (vehicleIds.length === 0) return
  await tx`
    insert into ferry_card (card_number, vehicle_id, agreement_id, party_id, state, fee_ore, ordered_at)
    select nextval('ferry_card_number')::text, id, ${card.agreementId}, ${card.partyId}, 'ordered', ${card.fee}, ${card.orderedAt}
    from unnest(${numberArray(vehicleIds)}::bigint[]) as id`
}

export async function saveReleased(tx: Tx, cardIds: readonly number[], at: number): Promise<void> {
  if (cardIds.length === 0) return
  await tx`
    update ferry_card set state = 'released', released_at = ${at}
    where id = any (${numberArray(cardIds)}::bigint[]) and state = 'ordered'`
}

export async function saveBlockedCards(tx: Tx, cardIds: readonly number[], at: number): Promise<void> {
  await tx`
    update ferry_card set state = 'blocked', blocked_at = ${at}
    where id = any (${numberArray(cardIds)}::bigint[]) and state <> 'blocked'`
}

export type NewPrepayment = {
  readonly invoiceId: number
  readonly agreementId: number
  readonly partyId: number
  readonly because: PrepaymentReason
  readonly amount: Ore
  readonly agreed: Ore
}

export async function savePrepayments(
  tx: Tx,
  asked: readonly NewPrepayment[],
  askedAt: number,
): Promise<void> {
  if (asked.length === 0) return
  await tx`
    insert into ferry_prepayment (invoice_id, agreement_id, party_id, because, amount_ore, agreed_ore, asked_at)
    select *, ${askedAt}::timestamptz from unnest(
      ${numberArray(asked.map((a) => a.invoiceId))}::bigint[], ${numberArray(asked.map((a) => a.agreementId))}::bigint[],
      ${numberArray(asked.map((a) => a.partyId))}::bigint[], ${textArray(asked.map((a) => a.because))}::text[],
      ${numberArray(asked.map((a) => a.amount))}::bigint[], ${numberArray(asked.map((a) => a.agreed))}::bigint[])`
}

export async function saveSettled(
  tx: Tx,
  settled: readonly { invoiceId: number; isSettled: boolean }[],
  at: number,
): Promise<void> {
  if (settled.length === 0) return
  await tx`
    update ferry_prepayment p set settled_at = case when s.is_settled then ${at}::timestamptz end
    from unnest(${numberArray(settled.map((s) => s.invoiceId))}::bigint[], ${textArray(settled.map((s) => String(s.isSettled)))}::text[]::boolean[])
      as s (invoice_id, is_settled)
    where p.invoice_id = s.invoice_id`
}

export type PostedAccount = {
  readonly agreementId: number
  readonly state: AccountState
  readonly agreed: Ore
  readonly balance: Ore
  readonly entries: number
  readonly opens: boolean
  readonly closes: boolean
}

export async function savePosted(tx: Tx, accounts: readonly PostedAccount[], at: number): Promise<void> {
  if (accounts.length === 0) return
  await tx`
    update ferry_account a
    set state = p.state, agreed_ore = p.agreed_ore, balance_ore = p.balance_ore, entry_count = a.entry_count + p.entries,
        opened_at = case when p.opens then ${at}::timestamptz else a.opened_at end,
        closed_at = case when p.closes then ${at}::timestamptz else a.closed_at end
    from unnest(${numberArray(accounts.map((a) => a.agreementId))}::bigint[], ${textArray(accounts.map((a) => a.state))}::text[],
                ${numberArray(accounts.map((a) => a.agreed))}::bigint[], ${numberArray(accounts.map((a) => a.balance))}::bigint[],
                ${numberArray(accounts.map((a) => a.entries))}::int[], ${textArray(accounts.map((a) => String(a.opens)))}::text[]::boolean[],
                ${textArray(accounts.map((a) => String(a.closes)))}::text[]::boolean[])
         as p (agreement_id, state, agreed_ore, balance_ore, entries, opens, closes)
    where a.agreement_id = p.agreement_id`
}

export async function saveEnded(
  tx: Tx,
  { agreementId, at, closesAt }: { agreementId: number; at: number; closesAt: number },
): Promise<void> {
  await tx`
    update ferry_account set state = 'ended', ended_at = ${at}, closes_at = ${closesAt} where agreement_id = ${agreementId}`
}
