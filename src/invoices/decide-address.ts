import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { DeliveryRefusal } from '#words/channels.ts'
import type { ChannelTerms } from './channel-terms.ts'
import { liftMissing, type MissingAddress } from './mend-addresses.ts'
import { saveConfirmed } from './store-deliveries.ts'

/**
 * Somebody says that the address of an invoice's customer is right though letters came back from it: not collected, or
 * refused. The block is lifted, and what reached nobody goes there once more.
 */
export async function confirmAddress(
  db: Db,
  asked: {
    readonly invoiceId: number
    /** A member of staff's address. */
    readonly by: string
    readonly because: string
    readonly now: number
    readonly terms: ChannelTerms
  },
): Promise<{ partyId: number } | Refusal<DeliveryRefusal>> {
  const { by, because, now, terms } = asked
  return inTransaction(db, async (tx) => {
    if (because.trim() === '') return refuse('no-reason-given')
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const [customer] = await tx<{ partyId: number; issuerId: number; hasStreet: boolean }[]>`
      select i.party_id as "partyId", i.issuer_id as "issuerId", p.street is not null as "hasStreet"
      from invoice i join party p on p.id = i.party_id where i.id = ${asked.invoiceId}`
    if (!customer) return refuse('unknown-invoice')
    const others = whyNotFor(staff, customer.issuerId)
    if (others) return others
    const missing = await holdMissing(tx, customer.partyId)
    if (!missing) return refuse('address-not-missing')
    if (!customer.hasStreet) return refuse('channel-not-possible', 'post')
    await saveConfirmed(tx, missing.id, { by, because })
    await liftMissing(tx, [missing], { now, terms, because: `${by}: ${because}`, isAddressRight: true })
    return { partyId: customer.partyId }
  })
}

async function holdMissing(tx: Tx, partyId: number): Promise<MissingAddress | undefined> {
  const [row] = await tx<MissingAddress[]>`
    select id, party_id as "partyId", invoice_id as "invoiceId" from missing_address
    where party_id = ${partyId} and mended_at is null for no key update`
  return row
}
