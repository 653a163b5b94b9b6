import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { type ChannelTerms, notHandedOverDaysOn } from './channel-terms.ts'
import { isAskedFor } from './hand-over.ts'
import type { InvoiceState } from './invoice.ts'
import { askAgainAt, type EfakturaNetwork } from './receiver.ts'
import { type Followed, saveEfakturaFollowed } from './store-e-invoices.ts'

export type FollowingEfaktura = {
  readonly now: number
  readonly limit: number
  /** Undefined: one that lies is waited for. */
  readonly terms: ChannelTerms | undefined
}

/**
 * Asks what has become of the invoices that the eFaktura network has taken in: in the bank, or stopped, so that the next
 * channel has its turn. What is paid or replaced before the day's run is taken back, and so is what no run has taken in the
 * issuer's days. Returns how many were asked about.
 */
export async function followEfaktura(
  db: Db,
  network: EfakturaNetwork,
  how: FollowingEfaktura,
): Promise<number> {
  const taken = await readTaken(db, how)
  // Asked before the transaction: nothing is held while it waits for an answer.
  const followed = await Promise.all(taken.map((invoice) => follow(invoice, network, how)))
  if (followed.length > 0) await inTransaction(db, (tx) => saveEfakturaFollowed(tx, followed, how.now))
  return followed.length
}

type Taken = {
  readonly deliveryId: number
  readonly state: InvoiceState
  readonly issuerCode: string
  readonly takenAt: number
  /** What the network knows it by. */
  readonly issuer: string
  readonly consignmentId: string
  readonly invoiceId: string
}

async function readTaken(db: Db, { now, limit }: FollowingEfaktura): Promise<readonly Taken[]> {
  return db<Taken[]>`
    select d.id as "deliveryId", i.state, c.code as "issuerCode", o.sent_at as "takenAt", o.recipient as issuer,
           o.subject as "consignmentId", right(i.series, 4) || '-' || i.invoice_number as "invoiceId"
    from delivery d
    join invoice i on i.id = d.invoice_id
    join company c on c.id = i.issuer_id
    join outbox o on o.dedupe_key = 'efaktura:' || d.id
    where d.channel = 'efaktura' and d.state = 'handed-over' and coalesce(d.ask_again_at, d.handed_at) <= ${now}
      and o.sent_at is not null
    order by coalesce(d.ask_again_at, d.handed_at), d.id limit ${limit}`
}

async function follow(taken: Taken, network: EfakturaNetwork, how: FollowingEfaktura): Promise<Followed> {
  const { deliveryId } = taken
  if (!isAskedFor(taken) && (await network.cancel(taken)) === 'cancelled')
    return { deliveryId, state: 'refused', because: `invoice-${taken.state}`, isNeedless: true }
  const status = await network.status(taken)
  if (status === 'processed') return { deliveryId, state: 'delivered', because: null }
  if (status === 'stopped') return { deliveryId, state: 'refused', because: 'efaktura-stopped' }
  if (
    status !== 'no-answer' &&
    hasLain(taken, how) &&
    (status === 'unknown' || (await isTakenBack(taken, network)))
  )
    return { deliveryId, state: 'refused', because: 'not-handed-over' }
  return { deliveryId, state: 'handed-over', askAgainAt: askAgainAt(how.now, false) }
}

async function isTakenBack(taken: Taken, network: EfakturaNetwork): Promise<boolean> {
  return (await network.cancel(taken)) === 'cancelled'
}

function hasLain({ issuerCode, takenAt }: Taken, { now, terms }: FollowingEfaktura): boolean {
  const days = terms && notHandedOverDaysOn(terms, issuerCode, osloDay(now))
  return days !== undefined && takenAt + days * DAY_MS <= now
}

const DAY_MS = 24 * 3_600_000
