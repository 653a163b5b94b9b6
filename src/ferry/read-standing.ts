import type { Ore } from '#core/money.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import { type OwnAccount, readOwnAccounts } from './read-own-accounts.ts'
import type { PrepaymentReason } from './statement.ts'

/** Where a ferry account stands, and what its holder needs to know of what comes. */
export type AccountStanding = OwnAccount & {
  readonly agreed: Ore
  readonly closedAt: number | null
  /** What the last trips took from it, the newest first; free ones are none. */
  readonly lastTrips: readonly Ore[]
  /** Ordered on a page beside what opens it, and not on an invoice yet. */
  readonly beingInvoiced: readonly Ore[]
}

/** Of all the parties' own. */
export async function readStandings(
  tx: Tx,
  partyIds: readonly number[],
): Promise<readonly AccountStanding[]> {
  const accounts = await readOwnAccounts(tx, partyIds)
  const rows = await tx<(Omit<AccountStanding, keyof OwnAccount> & { agreementId: number })[]>`
    select a.agreement_id as "agreementId", a.agreed_ore as agreed, a.closed_at as "closedAt",
           array(select -e.amount_ore from ferry_entry e
                 where e.agreement_id = a.agreement_id and e.kind = 'trip' and e.amount_ore < 0
                   and not exists (select from ferry_entry c where c.trip_id = e.trip_id and c.kind = 'trip-credit')
                 order by e.entry_number desc limit ${TRIPS_LOOKED_AT}) as "lastTrips",
           array(select o.amount_ore from ferry_prepayment_order o
                 where o.agreement_id = a.agreement_id and o.invoice_id is null and o.because <> 'opening' order by o.id) as "beingInvoiced"
    from ferry_account a where a.agreement_id = any (${numberArray(accounts.map(({ agreementId }) => agreementId))}::bigint[])`
  const standings = new Map(rows.map((row) => [row.agreementId, row]))
  return accounts.flatMap((account) => {
    const standing = standings.get(account.agreementId)
    return standing ? [{ ...account, ...standing }] : []
  })
}

/** So many that one dear trip does not tell of all, so few that they are like the next. */
const TRIPS_LOOKED_AT = 10

/** What an account was asked ahead by an invoice. */
export type OwnPrepayment = {
  readonly agreementId: number
  readonly publicId: string
  readonly number: string
  readonly because: PrepaymentReason
  readonly issuedOn: string
  readonly amount: Ore
  readonly paid: Ore
  /** All of it is in the balance. */
  readonly isEntered: boolean
}

/** The newest of each account, newest first. */
export async function readOwnPrepayments(
  tx: Tx,
  agreementIds: readonly number[],
): Promise<readonly OwnPrepayment[]> {
  const rows = await tx<(OwnPrepayment & { series: string; invoiceNumber: number })[]>`
    select p.agreement_id as "agreementId", i.public_id as "publicId", i.series, i.invoice_number as "invoiceNumber", p.because,
           i.issued_on as "issuedOn", p.amount_ore as amount, i.allocated_ore as paid, p.settled_at is not null as "isEntered"
    from unnest(${numberArray(agreementIds)}::bigint[]) as own (agreement_id)
    cross join lateral (
      select * from ferry_prepayment o where o.agreement_id = own.agreement_id
      order by asked_at desc, invoice_id desc limit ${PREPAYMENTS_SHOWN}) p
    join invoice i on i.id = p.invoice_id
    order by p.asked_at desc, p.invoice_id desc`
  return rows.map(({ series, invoiceNumber, ...row }) => ({
    ...row,
    number: shownInvoiceNumber(series, invoiceNumber),
  }))
}

/** Of an account. All there are stand on the page of invoices. */
const PREPAYMENTS_SHOWN = 12
