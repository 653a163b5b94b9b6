import type { Day } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'
import { kidSlips } from './kid-slips.ts'

export type QueuedPayment = {
  readonly paymentId: number
  /** The company's code. */
  readonly issuer: string
  readonly kid: string
  readonly amountOre: number
  readonly paidOn: Day
  readonly because: string
  /** A member of staff has asked for it to go back where it came from. */
  readonly returning: 'asked' | 'approved' | null
  /** The one invoice that the payer may have meant. A person decides: it is never allocated by itself. */
  readonly suggestion: Suggestion | undefined
}

export type Suggestion = { readonly invoiceId: number; readonly kid: string }

type Row = Omit<QueuedPayment, 'suggestion'>

/** Payments that wait for a person, oldest first. */
export async function readPaymentQueue(db: Queryable): Promise<readonly QueuedPayment[]> {
  const rows = await db<Row[]>`
    select p.id as "paymentId", c.code as issuer, p.kid, p.amount_ore as "amountOre", p.paid_on as "paidOn",
           p.queued_because as because, r.state as returning
    from payment p join company c on c.id = p.issuer_id
    left join payment_return r on r.payment_id = p.id and r.state in ('asked', 'approved')
    where p.state = 'queued' order by p.id`
  const meant = await readMeant(db, rows)
  return rows.map((row) => ({ ...row, suggestion: meant.get(row.paymentId) }))
}

/**
 * Of the same issuer, open, and a slip away in its KID: as much open as was paid before any other, for a payment may be a part
 * or too much. Two alike are no suggestion.
 */
async function readMeant(db: Queryable, rows: readonly Row[]): Promise<ReadonlyMap<number, Suggestion>> {
  const slips = rows
    .filter(({ because, amountOre }) => because === 'unknown-kid' && amountOre > 0)
    .flatMap((row) => kidSlips(row.kid).map((kid) => ({ kid, row })))
  if (slips.length === 0) return new Map()
  const found = await db<Meant[]>`
    select p.id as "paymentId", i.id as "invoiceId", i.kid,
           i.total_ore - i.allocated_ore - i.carried_ore = p.amount_ore as "isAsMuch"
    from unnest(${slips.map(({ row }) => String(row.paymentId))}::bigint[], ${slips.map(({ kid }) => kid)}::text[])
      as slip (payment_id, kid)
    join payment p on p.id = slip.payment_id
    join invoice i on i.kid = slip.kid and i.issuer_id = p.issuer_id and i.state in ('sent', 'partly-paid')`
  const meant = new Map<number, Suggestion>()
  for (const [paymentId, own] of Map.groupBy(found, (one) => one.paymentId)) {
    const asMuch = own.filter(({ isAsMuch }) => isAsMuch)
    const [one, another] = asMuch.length > 0 ? asMuch : own
    if (one && !another) meant.set(paymentId, { invoiceId: one.invoiceId, kid: one.kid })
  }
  return meant
}

type Meant = Suggestion & { readonly paymentId: number; readonly isAsMuch: boolean }
