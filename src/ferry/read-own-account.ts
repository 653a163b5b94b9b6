import type { Ore } from '#core/money.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import type { AgreementKind } from './prepaid-amount.ts'
import type { AccountState, PrepaymentReason } from './statement.ts'

/** A ferry account as its holder sees it. */
export type OwnAccount = {
  readonly agreementId: number
  /** Of the agreement. */
  readonly publicId: string
  readonly number: string
  readonly kind: AgreementKind
  readonly state: AccountState
  readonly agreed: Ore
  readonly balance: Ore
  /** What is left is the holder's from then on; late trips have had their time. Null: it has not ended. */
  readonly closesAt: number | null
  readonly closedAt: number | null
  /** What the last trips took from it, the newest first; free ones are none. */
  readonly lastTrips: readonly Ore[]
  /** Ordered on a page, and not on an invoice yet. */
  readonly beingInvoiced: readonly Ore[]
}

/** The parties' own, those that run first. */
export async function readOwnAccounts(tx: Tx, partyIds: readonly number[]): Promise<readonly OwnAccount[]> {
  return tx<OwnAccount[]>`
    select a.agreement_id as "agreementId", g.public_id as "publicId", g.agreement_number as number, a.kind, a.state,
           a.agreed_ore as agreed, a.balance_ore as balance, a.closes_at as "closesAt", a.closed_at as "closedAt",
           array(select -e.amount_ore from ferry_entry e
                 where e.agreement_id = a.agreement_id and e.kind = 'trip' and e.amount_ore < 0
                   and not exists (select from ferry_entry c where c.trip_id = e.trip_id and c.kind = 'trip-credit')
                 order by e.entry_number desc limit ${TRIPS_LOOKED_AT}) as "lastTrips",
           array(select o.amount_ore from ferry_prepayment_order o
                 where o.agreement_id = a.agreement_id and o.invoice_id is null order by o.id) as "beingInvoiced"
    from ferry_account a join agreement g on g.id = a.agreement_id
    where a.party_id = any (${numberArray(partyIds)}::bigint[])
    order by a.ended_at is not null, a.agreement_id`
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

/** Newest first. */
export async function readOwnPrepayments(
  tx: Tx,
  agreementIds: readonly number[],
): Promise<readonly OwnPrepayment[]> {
  const rows = await tx<(OwnPrepayment & { series: string; invoiceNumber: number })[]>`
    select p.agreement_id as "agreementId", i.public_id as "publicId", i.series, i.invoice_number as "invoiceNumber", p.because,
           i.issued_on as "issuedOn", p.amount_ore as amount, i.allocated_ore as paid, p.settled_at is not null as "isEntered"
    from ferry_prepayment p join invoice i on i.id = p.invoice_id
    where p.agreement_id = any (${numberArray(agreementIds)}::bigint[])
    order by p.asked_at desc, p.invoice_id desc limit ${PREPAYMENTS_SHOWN}`
  return rows.map(({ series, invoiceNumber, ...row }) => ({
    ...row,
    number: shownInvoiceNumber(series, invoiceNumber),
  }))
}

/** All there are stand on the page of invoices. */
const PREPAYMENTS_SHOWN = 12
