import type { Ore } from '#core/money.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'

/** The prepayment that opens an account, as long as not all of it is in the balance. */
export type AwaitedOpening = {
  readonly agreementId: number
  readonly amount: Ore
  /** Undefined: ordered on a page, and the worker has not made it yet. */
  readonly invoice:
    | {
        readonly publicId: string
        readonly number: string
        readonly issuedOn: string
        readonly kid: string
        readonly accountNumber: string
        readonly issuerName: string
        /** Nothing: all is paid, and the next posting day opens the account. */
        readonly remaining: Ore
      }
    | undefined
}

/** What the accounts that wait are waiting for, one of each. Of others, none. */
export async function readAwaited(
  tx: Tx,
  agreementIds: readonly number[],
): Promise<readonly AwaitedOpening[]> {
  const rows = await tx<Row[]>`
    select a.agreement_id as "agreementId", coalesce(p.amount_ore, o.amount_ore) as amount, i.public_id as "publicId", i.series,
           i.invoice_number as "invoiceNumber", i.issued_on as "issuedOn", i.kid, i.issuer_account_number as "accountNumber",
           i.issuer_name as "issuerName", i.total_ore - i.allocated_ore as remaining
    from ferry_account a
    left join ferry_prepayment p on p.agreement_id = a.agreement_id and p.because = 'opening'
    left join ferry_prepayment_order o on o.agreement_id = a.agreement_id and o.because = 'opening'
    left join invoice i on i.id = p.invoice_id
    where a.agreement_id = any (${numberArray(agreementIds)}::bigint[]) and a.state = 'waiting'
      and coalesce(p.amount_ore, o.amount_ore) is not null
    order by a.agreement_id`
  return rows.map(({ agreementId, amount, publicId, series, invoiceNumber, ...invoice }) => ({
    agreementId,
    amount,
    invoice:
      publicId === null
        ? undefined
        : { publicId, number: shownInvoiceNumber(series, invoiceNumber), ...invoice },
  }))
}

type Invoice = NonNullable<AwaitedOpening['invoice']>
type Row = Omit<Invoice, 'publicId' | 'number'> & {
  readonly agreementId: number
  readonly amount: Ore
  readonly publicId: string | null
  readonly series: string
  readonly invoiceNumber: number
}
