import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Db } from '#db/connection.ts'
import type { Channel, DeliveryState } from './channel.ts'

export type Undeliverable = {
  readonly invoiceId: number
  readonly invoiceNumber: string
  readonly partyId: number
  readonly agreementId: number | null
  readonly open: Ore
  readonly dueOn: Day | null
  readonly tries: readonly {
    readonly channel: Channel
    readonly state: DeliveryState
    readonly because: string | null
  }[]
  readonly addressMissing: boolean
}

/** Unpaid invoices that reach nobody: no channel is left, and somebody must decide. Oldest first. */
export async function readUndeliverable(
  db: Db,
  { limit }: { limit: number },
): Promise<readonly Undeliverable[]> {
  return db<Undeliverable[]>`
    select i.id as "invoiceId", right(i.series, 4) || '-' || i.invoice_number as "invoiceNumber", i.party_id as "partyId",
           i.agreement_id as "agreementId", i.total_ore - i.allocated_ore as open, i.due_on as "dueOn", t.tries,
           exists (select from missing_address m where m.party_id = i.party_id and m.mended_at is null) as "addressMissing"
    from invoice i
    cross join lateral (
      select jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'because', d.because) order by d.turn) as tries,
             bool_and(d.state in ('bounced', 'unopened', 'returned', 'refused') and d.followed_at is not null) as failed
      from delivery d where d.invoice_id = i.id) t
    where i.state in ('sent', 'partly-paid') and t.failed
    order by i.id limit ${limit}`
}
