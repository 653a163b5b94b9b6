import { ore } from '#core/money.ts'
import { instantArray, numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import {
  copyOut,
  instant,
  numbers,
  type Source,
  takeBool,
  takeInstant,
  takeInt,
  takeText,
} from '#db/copy-out.ts'
import { readPosted } from './read-posted.ts'
import { readTagPayers, type TollAgreement } from './read-tag-payers.ts'
import {
  type Arrived,
  departureOf,
  type FerryAccount,
  type OrderedCard,
  type Payment,
  type Prepayment,
  referenceOf,
} from './statement.ts'
import { waits } from './store-trips.ts'
import type { ReceivedTrip } from './trip.ts'

/** An account that something has come in of, and that is this worker's until the transaction ends. */
export type ArrivedAccount = {
  readonly account: FerryAccount
  readonly partyId: number
  readonly issuerId: number
  readonly entryCount: number
  readonly wasOpen: boolean
  readonly hasBlock: boolean
  readonly arrived: Arrived
  /** By trip: the toll agreement of its tag. */
  readonly tollAgreements: ReadonlyMap<number, TollAgreement>
}

/** The next accounts with something to post that came before an instant, lowest first. */
export async function readArrived(
  tx: Tx,
  { before, limit }: { before: number; limit: number },
): Promise<readonly ArrivedAccount[]> {
  const accounts = await claim(tx, before, limit)
  if (accounts.length === 0) return []
  await readByKeys(tx)
  const agreementIds = accounts.map(({ agreementId }) => agreementId)
  const ids = numberArray(agreementIds)
  const cards = await readCards(tx, ids)
  const { trips, tollAgreements } = await readTrips(tx, agreementIds, { before, cards })
  const posted = await readPosted(tx, trips)
  const sailed = await readSailed(tx, trips)
  const payments = await readPayments(tx, ids, before)
  const prepayments = await readPrepayments(tx, ids, payments)
  const ordered = Map.groupBy(
    cards.filter(({ state }) => state === 'ordered'),
    ({ agreementId }) => agreementId,
  )
  const tripsOf = Map.groupBy(trips, ({ agreementId }) => agreementId)
  return accounts.map(({ partyId, issuerId, entryCount, hasBlock, ...row }) => {
    const { agreementId } = row
    const own = tripsOf.get(agreementId) ?? []
    return {
      partyId,
      issuerId,
      entryCount,
      hasBlock,
      wasOpen: row.isOpen,
      account: {
        ...row,
        agreed: ore(row.agreed),
        balance: ore(row.balance),
        prepayments: prepayments.get(agreementId) ?? [],
      },
      arrived: {
        payments: payments.get(agreementId) ?? [],
        cards: ordered.get(agreementId) ?? [],
        trips: own,
        known: new Map(
          own.map((trip) => [referenceOf(trip), posted.get(referenceOf(trip))] as const).filter(isKnown),
        ),
        sailed: new Map(
          own.map((trip) => [departureOf(trip), sailed.get(departureOf(trip))] as const).filter(isKnown),
        ),
      },
      tollAgreements,
    }
  })
}

/** From here on some thousand keys are looked up, each by its index: where trips are few as yet the server would read them all. */
async function readByKeys(tx: Tx): Promise<void> {
  await tx`
    select set_config(name, 'off', true) from unnest(array['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) as name`
}

function isKnown<Value>(pair: readonly [string, Value | undefined]): pair is readonly [string, Value] {
  return pair[1] !== undefined
}

type ClaimedAccount = Omit<FerryAccount, 'prepayments'> & {
  readonly partyId: number
  readonly issuerId: number
  readonly entryCount: number
  readonly hasBlock: boolean
}

/** Payments that are entered are no news, nor what the bank took back before it was entered. */
async function claim(tx: Tx, before: number, limit: number): Promise<readonly ClaimedAccount[]> {
  return tx<ClaimedAccount[]>`
    select o.agreement_id as "agreementId", o.party_id as "partyId", o.kind, o.state, o.opened_at is not null as "isOpen",
           o.agreed_ore as agreed, o.balance_ore as balance, o.entry_count as "entryCount",
           coalesce(o.closes_at <= ${before}, false) as "isClosing", g.issuer_id as "issuerId",
           exists (select from agreement_block b where b.agreement_id = o.agreement_id and b.because = 'negative-balance'
                     and b.set_by = 'system' and upper_inf(b.during)) as "hasBlock"
    from ferry_account o join agreement g on g.id = o.agreement_id
    where o.agreement_id in (
      select agreement_id from ferry_trip_received where received_at < ${before}
      union
      select p.agreement_id from ferry_prepayment p join allocation a on a.invoice_id = p.invoice_id
      where p.settled_at is null and a.undone_at is null and a.allocated_at < ${before}
        and not exists (select from ferry_entry e where e.allocation_id = a.id and e.kind = 'payment')
      union
      select e.agreement_id from allocation a join ferry_entry e on e.allocation_id = a.id and e.kind = 'payment'
      where a.undone_at < ${before}
        and not exists (select from ferry_entry u where u.allocation_id = a.id and u.kind = 'payment-undone')
      union
      select c.agreement_id from ferry_card c join ferry_account w on w.agreement_id = c.agreement_id
      where c.state = 'ordered' and c.ordered_at < ${before} and w.opened_at is not null and w.ended_at is null
      union
      select agreement_id from ferry_account where closes_at <= ${before} and closed_at is null)
    order by o.agreement_id limit ${limit} for no key update of o skip locked`
}

async function readTrips(
  tx: Tx,
  agreementIds: readonly number[],
  { before, cards }: { before: number; cards: readonly AccountCard[] },
) {
  const rows = await copyOut(
    tx,
    `select t.id, t.agreement_id, t.company_id, t.reference, t.version, t.vehicle_id, t.leg, t.departs_at, t.registered_at,
            t.cancelled, t.length_cm, t.class_seen = 'MC', v.zero_emission, t.towing_length_cm, t.adults, t.children, t.seniors,
            coalesce(t.tag_number, v.tag_number), t.card_number is not null
     from ferry_trip_received r join ferry_trip t on t.id = r.trip_id join ferry_vehicle v on v.id = t.vehicle_id
     where r.agreement_id = any (${numbers(agreementIds)}) and r.received_at < ${instant(before)}`,
    takeTrip,
  )
  const payers = await readTagPayers(tx, rows)
  const cardsOf = Map.groupBy(cards, ({ vehicleId }) => vehicleId)
  const hadCard = ({ vehicleId, registeredAt: at }: Omit<ReceivedTrip, 'tagPayer' | 'hasCard'>) =>
    (cardsOf.get(vehicleId) ?? []).some(
      ({ releasedAt, blockedAt }) =>
        releasedAt !== null && releasedAt <= at && (blockedAt === null || at < blockedAt),
    )
  const trips = rows.map(({ trip, tag, isByCard }) => ({
    ...trip,
    hasCard: isByCard || hadCard(trip),
    tagPayer:
      tag === undefined
        ? undefined
        : payers.has(trip.id)
          ? ('tag-issuer' as const)
          : ('other-issuer' as const),
  }))
  return { trips, tollAgreements: payers }
}

function takeTrip(from: Source) {
  return {
    trip: {
      id: takeInt(from)!,
      agreementId: takeInt(from)!,
      companyId: takeInt(from)!,
      reference: takeText(from)!,
      version: takeInt(from)!,
      vehicleId: takeInt(from)!,
      leg: takeText(from)!,
      departsAt: takeInstant(from)!,
      registeredAt: takeInstant(from)!,
      cancelled: takeBool(from)!,
      length_cm: takeInt(from)!,
      motorcycle: takeBool(from)!,
      zeroEmission: takeBool(from)!,
      towingLength_cm: takeInt(from),
      persons: { adults: takeInt(from)!, children: takeInt(from)!, seniors: takeInt(from)! },
    },
    tag: takeText(from),
    isByCard: takeBool(from)!,
  }
}

/** What has sailed with the vehicles on their departures, by reference. */
async function readSailed(tx: Tx, trips: readonly ReceivedTrip[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx<Pick<ReceivedTrip, 'vehicleId' | 'leg' | 'departsAt' | 'companyId' | 'reference'>[]>`
    select t.vehicle_id as "vehicleId", t.leg, t.departs_at as "departsAt", t.company_id as "companyId", t.reference
    from unnest(${numberArray(trips.map((t) => t.id))}::bigint[], ${numberArray(trips.map((t) => t.vehicleId))}::bigint[],
                ${instantArray(trips.map((t) => t.departsAt))}::timestamptz[]) as d (id, vehicle_id, departs_at)
    join ferry_trip t on t.vehicle_id = d.vehicle_id and t.departs_at = d.departs_at and t.id <> d.id
      and t.state = 'received' and not ${waits(tx)}`
  return new Map(rows.map((row) => [departureOf(row), referenceOf(row)]))
}

async function readPayments(
  tx: Tx,
  ids: string,
  before: number,
): Promise<ReadonlyMap<number, readonly Payment[]>> {
  const rows = await tx<(Payment & { agreementId: number })[]>`
    select p.agreement_id as "agreementId", a.id as "allocationId", a.invoice_id as "invoiceId", a.amount_ore as amount
    from ferry_prepayment p join allocation a on a.invoice_id = p.invoice_id
    where p.agreement_id = any (${ids}::bigint[]) and a.undone_at is null and a.allocated_at < ${before}
      and not exists (select from ferry_entry e where e.allocation_id = a.id and e.kind = 'payment')
    union all
    select p.agreement_id, a.id, a.invoice_id, -a.amount_ore
    from ferry_prepayment p join allocation a on a.invoice_id = p.invoice_id
    join ferry_entry e on e.allocation_id = a.id and e.kind = 'payment'
    where p.agreement_id = any (${ids}::bigint[]) and a.undone_at < ${before}
      and not exists (select from ferry_entry u where u.allocation_id = a.id and u.kind = 'payment-undone')`
  return Map.groupBy(rows, ({ agreementId }) => agreementId)
}

/** Those that are open; and all of an account that has payments, which the order they were asked in decides what is agreed by. */
async function readPrepayments(
  tx: Tx,
  ids: string,
  payments: ReadonlyMap<number, readonly Payment[]>,
): Promise<ReadonlyMap<number, readonly Prepayment[]>> {
  const rows = await tx<(Prepayment & { agreementId: number })[]>`
    select p.agreement_id as "agreementId", p.invoice_id as "invoiceId", p.because, p.amount_ore as amount,
           p.agreed_ore as agreed, p.settled_at is not null as "isSettled", coalesce((
             select sum(case e.kind when 'payment' then a.amount_ore else -a.amount_ore end)
             from allocation a join ferry_entry e on e.allocation_id = a.id where a.invoice_id = p.invoice_id), 0)::bigint as entered
    from ferry_prepayment p left join ferry_prepayment_order o on o.invoice_id = p.invoice_id
    where p.agreement_id = any (${ids}::bigint[])
      and (p.settled_at is null or p.agreement_id = any (${numberArray([...payments.keys()])}::bigint[]))
    order by coalesce(o.ordered_at, p.asked_at), p.invoice_id`
  return Map.groupBy(rows, ({ agreementId }) => agreementId)
}

type AccountCard = OrderedCard & {
  readonly agreementId: number
  readonly vehicleId: number
  readonly state: 'ordered' | 'released' | 'blocked'
  readonly releasedAt: number | null
  readonly blockedAt: number | null
}

/** All that there are and were: a trip that comes late sailed with the card of its day. */
async function readCards(tx: Tx, ids: string): Promise<readonly AccountCard[]> {
  return tx<AccountCard[]>`
    select agreement_id as "agreementId", id as "cardId", vehicle_id as "vehicleId", state, fee_ore as fee,
           released_at as "releasedAt", blocked_at as "blockedAt"
    from ferry_card where agreement_id = any (${ids}::bigint[])`
}
