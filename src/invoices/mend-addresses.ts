import { unblockAgreements } from '#agreements/block-agreement.ts'
import { numberArray } from '#db/arrays.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { addressText, readOpenAgreements, tellOfAddresses } from './block-missing-addresses.ts'
import type { ChannelTerms } from './channel-terms.ts'
import { chooseNext, isUnpaid, readTried, sendByNext } from './send-by-next.ts'
import { saveFollowed, saveMended } from './store-deliveries.ts'

type At = { readonly now: number; readonly terms: ChannelTerms }

/**
 * Lifts the block of those whose address is another than the one letters came back from, or who have got another way to
 * be reached, and sends what never reached them. It looks at how things stand, so whoever puts it right need tell nobody.
 * Returns how many.
 */
export async function mendAddresses(db: Db, { now, terms }: At): Promise<number> {
  return inTransaction(db, async (tx) => {
    const changed = await holdChanged(tx)
    const moved = changed.filter(({ hasMoved }) => hasMoved)
    const reached = await findReached(
      tx,
      changed.filter(({ hasMoved }) => !hasMoved),
      terms,
    )
    await liftMissing(tx, moved, { now, terms, because: 'address-mended', isAddressRight: true })
    await liftMissing(tx, reached, { now, terms, because: 'channel-added', isAddressRight: false })
    return moved.length + reached.length
  })
}

export type MissingAddress = { readonly id: number; readonly partyId: number; readonly invoiceId: number }

type Lifting = At & {
  readonly because: string
  /** Letters go to it again, though one came back. */
  readonly isAddressRight: boolean
}

/** The caller holds them. */
export async function liftMissing(
  tx: Tx,
  mended: readonly MissingAddress[],
  { now, terms, because, isAddressRight }: Lifting,
): Promise<void> {
  if (mended.length === 0) return
  await saveMended(
    tx,
    mended.map(({ id }) => id),
    now,
  )
  const partyIds = mended.map(({ partyId }) => partyId)
  const agreementIds = await readOpenAgreements(tx, partyIds, now)
  const lifted = await unblockAgreements(tx, { agreementIds, because: 'address-missing', at: now })
  await tellOfAddresses(tx, lifted, 'addressMended', now)
  const undelivered = await readTried(tx, await holdUndelivered(tx, partyIds, now))
  const again = undelivered
    .filter(isUnpaid)
    .map((of) => (isAddressRight ? { ...of, tried: of.tried.filter((channel) => channel !== 'post') } : of))
  await sendByNext(tx, await chooseNext(tx, again, terms), { now, because })
}

/** The address is another, or there is a way that was not tried: which may still be none that the issuer has. */
async function holdChanged(tx: Tx): Promise<readonly (MissingAddress & { readonly hasMoved: boolean })[]> {
  return tx<(MissingAddress & { hasMoved: boolean })[]>`
    select m.id, m.party_id as "partyId", m.invoice_id as "invoiceId", c.moved as "hasMoved"
    from missing_address m join party p on p.id = m.party_id
    cross join lateral (select p.street is not null and ${addressText(tx)} <> m.address as moved) c
    where m.mended_at is null and (c.moved
      or (p.email is not null and not exists (
        select from outbox o where o.party_id = p.id and o.ref_id = m.invoice_id and o.recipient = p.email
          and (o.dedupe_key = 'invoice:' || m.invoice_id or o.dedupe_key like 'invoice:' || m.invoice_id || ':%')))
      or exists (select from channel_reach r where r.party_id = p.id and r.ended_at is null and r.known_at >= m.found_at)
      or exists (select from agreement a join mandate g on g.agreement_id = a.id and g.withdrawn_at is null
                 where a.party_id = p.id and g.given_at >= m.found_at))
    order by m.party_id for no key update of m skip locked`
}

/** Whom the invoice that was lost could reach by another channel now. */
async function findReached(
  tx: Tx,
  missing: readonly MissingAddress[],
  terms: ChannelTerms,
): Promise<readonly MissingAddress[]> {
  if (missing.length === 0) return []
  const tried = await readTried(
    tx,
    missing.map(({ invoiceId }) => invoiceId),
  )
  const next = await chooseNext(tx, tried, terms)
  const reached = new Set(next.flatMap(({ of, channel }) => (channel ? [of.invoiceId] : [])))
  return missing.filter(({ invoiceId }) => reached.has(invoiceId))
}

/** Unpaid, and failed by every channel so far. Whoever decides, decides what follows what failed. */
async function holdUndelivered(tx: Tx, partyIds: readonly number[], now: number): Promise<readonly number[]> {
  const rows = await tx<{ id: number; invoiceId: number }[]>`
    select d.id, d.invoice_id as "invoiceId" from delivery d join invoice i on i.id = d.invoice_id
    where d.party_id = any (${numberArray(partyIds)}::bigint[]) and i.state in ('sent', 'partly-paid')
      and d.state in ('bounced', 'unopened', 'returned', 'refused')
      and not exists (select from delivery o where o.invoice_id = d.invoice_id
                      and (o.turn > d.turn or o.followed_at is null or o.state not in ('bounced', 'unopened', 'returned', 'refused')))
    order by d.id for no key update of d`
  await saveFollowed(
    tx,
    rows.map(({ id }) => id),
    now,
  )
  return rows.map(({ invoiceId }) => invoiceId)
}
