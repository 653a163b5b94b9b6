import { type Ore, ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { takeIds } from '#db/ids.ts'
import { ensureMonths } from '#db/months.ts'
import { chargePosting, ferryCardPosting, ferryTripPosting, type Posting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { markReversed, type ServiceChargeRow, saveServiceCharges } from '#rating/store.ts'
import type { ArrivedAccount } from './read-arrived.ts'
import { readChargedTrips } from './read-charged-trips.ts'
import type { TollAgreement } from './read-tag-payers.ts'
import type { Statement } from './statement.ts'
import type { NumberedEntry } from './store-entries.ts'

export type PostedStatement = { readonly of: ArrivedAccount; readonly statement: Statement }

/**
 * Books the entries of accounts: what is drawn is owed to the ferry company, and what the account does not pay becomes
 * charges of the tag's toll agreement, or of the ferry agreement itself. Returns the entries with their numbers.
 */
export async function bookEntries(
  tx: Tx,
  posted: readonly PostedStatement[],
  now: number,
): Promise<readonly NumberedEntry[]> {
  const ids = await takeIds(tx, 'ferry_entry_id', countOf(posted))
  const charged = await readCharged(tx, posted)
  const drafts = chargesOf(posted, ids, charged)
  const chargeIds = await takeIds(tx, 'charge_id', drafts.charges.length)
  const trips = await readChargedTrips(tx, drafts.charges)
  const charges = drafts.charges.map((charge, i) => ({
    ...charge,
    id: chargeIds[i] ?? 0,
    trip: charge.trip ?? trips[i],
  }))
  await ensureMonths(tx, [osloMonth(now)])
  await saveServiceCharges(tx, charges, now)
  await markReversed(
    tx,
    charges.flatMap(({ id, partyId, reverses }) => {
      const row = reverses === undefined ? undefined : charged.get(reverses)
      return row ? [{ partyId, monthOn: row.monthOn, chargeId: row.id, reversedBy: id }] : []
    }),
  )
  await book(tx, [...postingsOf(drafts.entries, posted), ...charges.flatMap(chargePostings)], now)
  const idOf = (at: number | undefined) => (at === undefined ? undefined : chargeIds[at])
  return drafts.entries.map(({ fareAt, tollAt, closingAt, ...entry }) => ({
    ...entry,
    fareChargeId: idOf(fareAt),
    tollChargeId: idOf(tollAt),
    closingChargeId: idOf(closingAt),
  }))
}

type DraftEntry = NumberedEntry & {
  /** Places among the charges. */
  readonly fareAt?: number | undefined
  readonly tollAt?: number | undefined
  readonly closingAt?: number | undefined
}
type DraftCharge = Omit<ServiceChargeRow, 'id'> & {
  readonly against: 'ferry-payable' | 'prepaid'
  readonly tripId?: number
}

function chargesOf(
  posted: readonly PostedStatement[],
  ids: readonly number[],
  charged: ReadonlyMap<number, ChargedRow>,
): { entries: readonly DraftEntry[]; charges: readonly DraftCharge[] } {
  const [entries, charges]: [DraftEntry[], DraftCharge[]] = [[], []]
  const add = (charge: DraftCharge) => charges.push(charge) - 1
  for (const { of, statement } of posted) {
    const { agreementId } = of.account
    // A new version is charged to whoever the former one was.
    let former: TollAgreement | undefined
    for (const [i, entry] of statement.entries.entries()) {
      const numbered = {
        id: ids[entries.length] ?? 0,
        agreementId,
        partyId: of.partyId,
        number: of.entryCount + i + 1,
        entry,
      }
      if (entry.kind === 'trip-credit') {
        const rows = [entry.price.fareChargeId, entry.price.tollChargeId].flatMap(
          (id) => charged.get(id ?? 0) ?? [],
        )
        for (const row of rows) add({ ...takenBack(row), against: 'ferry-payable' })
        former = rows[0]
        entries.push(numbered)
      } else if (entry.kind === 'trip' && isCharged(entry.price.paidBy)) {
        const payer = former ?? payerOf(of, entry.trip.id, entry.price.paidBy)
        const { trip, price } = entry
        const own = {
          ...payer,
          tripId: trip.id,
          chargerId: trip.companyId,
          against: 'ferry-payable' as const,
        }
        const vat = { percent: price.vatPercent, amount: price.vat }
        const fareAt =
          price.fare === 0
            ? undefined
            : add({
                ...own,
                kind: 'ferry-fare',
                amount: price.fare,
                tariff: ore(price.full - price.fullToll),
                vat,
              })
        const tollAt =
          price.toll === 0
            ? undefined
            : add({ ...own, kind: 'ferry-toll', amount: price.toll, tariff: price.fullToll })
        entries.push({ ...numbered, fareAt, tollAt })
        former = undefined
      } else if (entry.kind === 'closing') {
        const subject = { agreementId, partyId: of.partyId, issuerId: of.issuerId }
        entries.push({
          ...numbered,
          closingAt: add({ ...subject, kind: 'prepayment', amount: entry.amount, against: 'prepaid' }),
        })
      } else {
        entries.push(numbered)
        former = undefined
      }
    }
  }
  return { entries, charges }
}

function isCharged(paidBy: string): paidBy is 'tag-issuer' | 'invoice' {
  return paidBy === 'tag-issuer' || paidBy === 'invoice'
}

function payerOf(of: ArrivedAccount, tripId: number, paidBy: 'tag-issuer' | 'invoice'): TollAgreement {
  const { partyId, issuerId, account } = of
  if (paidBy === 'invoice') return { agreementId: account.agreementId, partyId, issuerId }
  const payer = of.tollAgreements.get(tripId)
  if (!payer) throw new Error(`trip ${tripId} is the tag issuer’s, and its tag is of no agreement`)
  return payer
}

function takenBack(row: ChargedRow): Omit<DraftCharge, 'against'> {
  const {
    id: reverses,
    monthOn: _,
    amount,
    tariff,
    vatPercent,
    vat,
    legName,
    departsAt,
    plate,
    ...subject
  } = row
  return {
    ...subject,
    reverses,
    ...(legName !== null && departsAt !== null && plate !== null
      ? { trip: { legName, departsAt, plate } }
      : {}),
    amount: ore(-amount),
    tariff: ore(-tariff),
    vat: { percent: vatPercent, amount: ore(-vat) },
  }
}

function postingsOf(entries: readonly DraftEntry[], posted: readonly PostedStatement[]): readonly Posting[] {
  const issuers = new Map(posted.map(({ of }) => [of.account.agreementId, of.issuerId]))
  return entries.flatMap(({ id: refId, agreementId, partyId, entry }) => {
    const subject = { refId, agreementId, partyId, issuerId: issuers.get(agreementId) ?? 0 }
    const amount = ore(-entry.amount)
    if (entry.kind === 'card')
      return amount === 0 ? [] : [ferryCardPosting({ ...subject, chargerId: 0, amount })]
    if (entry.kind !== 'trip' && entry.kind !== 'trip-credit') return []
    const chargerId = entry.kind === 'trip' ? entry.trip.companyId : entry.price.companyId
    return ferryTripPosting({ ...subject, chargerId, amount }) ?? []
  })
}

function chargePostings({ id: refId, ...charge }: DraftCharge & { id: number }): readonly Posting[] {
  const { partyId, agreementId = 0, issuerId, amount, against } = charge
  const posting = chargePosting({
    refId,
    partyId,
    agreementId,
    issuerId,
    chargerId: charge.chargerId ?? 0,
    amount,
    against,
  })
  return posting ? [posting] : []
}

type ChargedRow = TollAgreement & {
  readonly id: number
  readonly monthOn: string
  readonly chargerId: number
  readonly kind: 'ferry-fare' | 'ferry-toll'
  readonly amount: Ore
  readonly tariff: Ore
  readonly vatPercent: number
  readonly vat: Ore
  readonly legName: string | null
  readonly departsAt: number | null
  readonly plate: string | null
}

/** The charges of trips that are taken back. */
async function readCharged(
  tx: Tx,
  posted: readonly PostedStatement[],
): Promise<ReadonlyMap<number, ChargedRow>> {
  const ids = posted.flatMap(({ statement }) =>
    statement.entries.flatMap((entry) =>
      entry.kind === 'trip-credit' ? [entry.price.fareChargeId ?? 0, entry.price.tollChargeId ?? 0] : [],
    ),
  )
  const wanted = ids.filter((id) => id !== 0)
  if (wanted.length === 0) return new Map()
  const rows = await tx<ChargedRow[]>`
    select id, month_on as "monthOn", party_id as "partyId", agreement_id as "agreementId", issuer_id as "issuerId",
           charger_id as "chargerId", kind, amount_ore as amount, tariff_ore as tariff, vat_percent as "vatPercent", vat_ore as vat,
           leg_name as "legName", departs_at as "departsAt", plate
    from charge where id = any (${numberArray(wanted)}::bigint[]) and kind in ('ferry-fare', 'ferry-toll')`
  return new Map(rows.map((row) => [row.id, row]))
}

function countOf(posted: readonly PostedStatement[]): number {
  return posted.reduce((sum, { statement }) => sum + statement.entries.length, 0)
}
