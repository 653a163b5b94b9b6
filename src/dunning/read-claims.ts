import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import type { Claim } from './ladder.ts'
import { BY_RULE } from './store.ts'

/** A claim with what it takes to act on it. */
export type HeldClaim = Claim & {
  /** The invoice that asks for it now, held by this transaction. */
  readonly invoiceId: number
  /** Its first invoice: what it is known by. */
  readonly claimId: number
  /** Steps to collection that were taken. */
  readonly timesCollected: number
  /** Null: it is not held. */
  readonly isHeldByRule: boolean | null
  readonly partyId: number
  /** 0: no agreement, an owner's. */
  readonly agreementId: number
  readonly issuerId: number
  readonly issuerName: string
  readonly kidPrefix: string
  readonly accountNumber: string
  readonly name: string
  readonly language: Language
  readonly email: string | null
  readonly phone: string | null
  /** One line; null where none is known. */
  readonly address: string | null
}

/**
 * Claims the next invoices that are late, in the order of their ids. Another run, or a payment that comes in, passes
 * them by or is passed by: the next run takes what this one could not. Whose issuer's bank file was refused waits.
 */
export async function claimLateInvoices(
  tx: Tx,
  next: { after: number; before: Day; limit: number },
): Promise<readonly number[]> {
  const rows = await tx<{ id: number }[]>`
    select i.id from unpaid_invoice u join invoice i on i.id = u.invoice_id
    where u.invoice_id > ${next.after} and u.due_on < ${next.before} and i.state in ('sent', 'partly-paid')
      and not exists (select from collection_claim k where k.reminder_id = i.id and k.state <> 'taken-back')
      and ${isPaymentKnown(tx)}
    order by u.invoice_id limit ${next.limit} for no key update of i skip locked`
  return rows.map(({ id }) => id)
}

/**
 * Of a query with `invoice i`: no bank file of its issuer is refused, in which what was paid may stand. One in another format
 * tells of what the issuer's own does.
 */
export function isPaymentKnown(tx: Tx) {
  return tx`not exists (
    select from refused_payment_file f where f.state = 'refused' and f.because <> 'other-payment-format'
    and (f.issuer_ids is null or i.issuer_id = any (f.issuer_ids)))`
}

/** Read after they are held, so that nothing of it changes meanwhile. */
export async function readClaims(tx: Tx, invoiceIds: readonly number[]): Promise<readonly HeldClaim[]> {
  if (invoiceIds.length === 0) return []
  return tx<HeldClaim[]>`
    select i.id as "invoiceId", root.id as "claimId", i.kind, i.state, i.total_ore - i.allocated_ore - i.carried_ore as "openOre",
           i.due_on as "dueOn", root.due_on as "claimDueOn", i.party_id as "partyId",
           coalesce(i.agreement_id, 0) as "agreementId", i.issuer_id as "issuerId", c.code as "issuerCode",
           c.name as "issuerName", c.kid_prefix as "kidPrefix", coalesce(c.account_number, i.issuer_account_number) as "accountNumber",
           (select count(*)::int from dunning_step d where d.invoice_id = root.id and d.step = 'reminder') as "remindersSent",
           exists (select from collection_claim k where k.invoice_id = root.id and k.state <> 'taken-back') as "inCollection",
           exists (select from collection_claim k where k.reminder_id = i.id and k.state = 'taken-back') as "isTakenBack",
           (select count(*)::int from dunning_step d where d.invoice_id = root.id and d.step = 'collection') as "timesCollected",
           case when h.held_by <> ${BY_RULE} then h.reason
                when exists (select from complained_passage o where o.invoice_id = root.id and o.decided_at is null) then 'dispute'
           end as held, h.held_by = ${BY_RULE} as "isHeldByRule",
           (greatest((select max(l.released_at) from claim_hold l where l.invoice_id = root.id and l.held_by <> ${BY_RULE}),
                     (select max(p.decided_at) from agreement_hold p
                      where p.party_id = i.party_id and p.agreement_id = i.agreement_id and p.state = 'released'))
             at time zone 'Europe/Oslo')::date as "releasedOn",
           case when d.state is not null then json_build_object('channel', d.channel, 'state', d.state, 'handedOn', (d.handed_at at time zone 'Europe/Oslo')::date,
             'cameOn', case when d.state in ('opened', 'delivered') then (d.answered_at at time zone 'Europe/Oslo')::date end,
             'isLetGo', exists (select from claim_hold l where l.invoice_id = root.id and l.reason = 'unopened-channel'
                                and l.released_by <> ${BY_RULE} and l.released_at >= d.chosen_at)) end as delivery,
           coalesce(a.parked_because is not null, false) as parked,
           p.name, p.language, p.email, p.phone,
           case when p.street is not null then concat_ws(', ', p.name, p.street, concat_ws(' ', p.postal_code, p.place), p.country) end as address
    from invoice i
    join company c on c.id = i.issuer_id
    join party p on p.id = i.party_id
    left join dunning_step s on s.reminder_id = i.id
    join invoice root on root.id = coalesce(s.invoice_id, i.id)
    left join claim_hold h on h.invoice_id = root.id and h.released_at is null
    left join agreement a on a.id = i.agreement_id
    left join lateral (select * from delivery l where l.invoice_id = i.id order by l.turn desc limit 1) d on true
    where i.id = any (${invoiceIds.map(String)}::bigint[])
    order by i.id`.then((rows) =>
    rows.map((row) => ({ ...row, held: row.held ?? undefined, delivery: row.delivery ?? undefined })),
  )
}

/** What it takes to tell the customer, of a query with `party p` and `company c`. */
export function told(tx: Tx) {
  return tx`p.id as "partyId", p.name, p.language, p.email, p.phone, c.code as "issuerCode", c.name as "issuerName",
    case when p.street is not null then concat_ws(', ', p.name, p.street, concat_ws(' ', p.postal_code, p.place), p.country) end as address`
}
