import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'

export type ShownPayment = {
  readonly id: number
  readonly paidOn: Day
  /** `account`: paid out by us, to the customer's own account. */
  readonly way: 'bank' | 'vipps' | 'account'
  /** Negative: paid back. */
  readonly amount: Ore
  /** It came in, and was paid back later. */
  readonly isTakenBack: boolean
  /** Undefined where all of it is credit, or was taken back. */
  readonly invoice: { readonly publicId: string; readonly number: string; readonly amount: Ore } | undefined
  readonly credit: Ore
}

export const PAYMENTS_PER_PAGE = 50

/** What the parties have paid in and been paid back, the newest first. */
export async function readPayments(
  tx: Tx,
  partyIds: readonly number[],
  of: { page: number },
): Promise<{ readonly payments: readonly ShownPayment[]; readonly pageCount: number }> {
  const rows = await tx<Row[]>`
    with own as (
      select id, paid_on, amount_ore, state, case when vipps_payment_id is null then 'bank' else 'vipps' end as way
      from payment where party_id = any(${partyIds.map(String)}::bigint[])
      union all
      select id, (answered_at at time zone 'Europe/Oslo')::date, -amount_ore, 'refund', 'account'
      from refund where party_id = any(${partyIds.map(String)}::bigint[]) and state = 'paid'
    )
    select p.id, p.paid_on as "paidOn", p.amount_ore as amount, p.state, p.way, p.count,
           a.amount_ore as allocated, i.public_id as "publicId", i.series, i.invoice_number as "invoiceNumber",
           c.amount_ore - coalesce((select sum(r.amount_ore) from refund r
                                    where r.credit_id = c.id and r.state in ('sent', 'paid')), 0)::bigint
             - coalesce((select sum(u.amount_ore) from credit_use u where u.credit_id = c.id and u.undone_at is null), 0)::bigint
             as credit
    from (select *, count(*) over ()::int as count from own order by paid_on desc, way, id desc
          limit ${PAYMENTS_PER_PAGE} offset ${(of.page - 1) * PAYMENTS_PER_PAGE}) p
    left join allocation a on a.payment_id = p.id and a.undone_at is null and p.way <> 'account'
    left join invoice i on i.id = a.invoice_id
    left join customer_credit c on c.payment_id = p.id and c.undone_at is null and p.way <> 'account'
    order by p.paid_on desc, p.way, p.id desc`
  return {
    payments: rows.map(toShown),
    pageCount: Math.max(1, Math.ceil((rows[0]?.count ?? 0) / PAYMENTS_PER_PAGE)),
  }
}

function toShown(row: Row): ShownPayment {
  const { id, paidOn, way, amount, state, allocated, publicId, series, invoiceNumber } = row
  return {
    id,
    paidOn,
    amount,
    way,
    isTakenBack: state === 'reversed',
    invoice:
      publicId === null || series === null || invoiceNumber === null
        ? undefined
        : { publicId, number: shownInvoiceNumber(series, invoiceNumber), amount: ore(allocated ?? 0) },
    credit: ore(row.credit ?? 0),
  }
}

type Row = Pick<ShownPayment, 'id' | 'paidOn' | 'amount' | 'way'> & {
  readonly count: number
  readonly state: string
  readonly allocated: number | null
  readonly publicId: string | null
  readonly series: string | null
  readonly invoiceNumber: number | null
  readonly credit: number | null
}
