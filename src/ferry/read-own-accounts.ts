import type { Ore } from '#core/money.ts'
import { isUuid } from '#core/uuid.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { shownInvoiceNumber } from '#invoices/invoice.ts'
import type { AgreementKind } from './prepaid-amount.ts'
import { type AccountVehicle, readVehiclesOf } from './read-account.ts'
import type { AccountState } from './statement.ts'
import type { PrepaymentOrder } from './store-orders.ts'

/** A ferry account as its holder sees it. */
export type OwnAccount = {
  readonly agreementId: number
  readonly publicId: string
  readonly number: string
  readonly kind: AgreementKind
  readonly state: AccountState
  readonly balance: Ore
  readonly endedAt: number | null
  readonly closesAt: number | null
}

/** The newest first; those that have ended last. */
export async function readOwnAccounts(tx: Tx, partyIds: readonly number[]): Promise<readonly OwnAccount[]> {
  return tx<OwnAccount[]>`
    select f.agreement_id as "agreementId", a.public_id as "publicId", a.agreement_number as number, f.kind, f.state,
           f.balance_ore as balance, f.ended_at as "endedAt", f.closes_at as "closesAt"
    from ferry_account f join agreement a on a.id = f.agreement_id
    where f.party_id = any (${numberArray(partyIds)}::bigint[]) order by f.state = 'ended', f.agreement_id desc`
}

export type OwnVehicle = AccountVehicle & { readonly account: OwnAccount }

/** Of accounts that have not ended, each with the account it is on. */
export async function readOwnVehicles(
  tx: Tx,
  partyIds: readonly number[],
  at: number,
): Promise<readonly OwnVehicle[]> {
  const accounts = (await readOwnAccounts(tx, partyIds)).filter(({ state }) => state !== 'ended')
  const byId = new Map(accounts.map((account) => [account.agreementId, account]))
  const vehicles = await readVehiclesOf(tx, [...byId.keys()], at)
  return vehicles.flatMap((vehicle) => {
    const account = byId.get(vehicle.agreementId)
    return account ? [{ ...vehicle, account }] : []
  })
}

/** What was asked for by a page, with the invoice the worker has made of it. */
export type OwnOrder = Pick<PrepaymentOrder, 'because' | 'amount'> & {
  readonly agreementNumber: string
  readonly orderedAt: number
  readonly cards: number
  readonly invoice:
    | {
        readonly publicId: string
        readonly number: string
        readonly kid: string
        readonly accountNumber: string
        readonly issuerName: string
        readonly isPaid: boolean
        readonly remaining: Ore
      }
    | undefined
}

export async function readOwnOrder(
  tx: Tx,
  partyIds: readonly number[],
  publicId: string,
): Promise<OwnOrder | undefined> {
  if (!isUuid(publicId)) return undefined
  const [row] = await tx<(Omit<OwnOrder, 'invoice'> & Invoice)[]>`
    select o.because, o.amount_ore as amount, o.ordered_at as "orderedAt", a.agreement_number as "agreementNumber",
           (select count(*) from ferry_card c where c.agreement_id = o.agreement_id and c.ordered_at = o.ordered_at)::int as cards,
           i.public_id as "publicId", i.series, i.invoice_number as "invoiceNumber", i.kid,
           i.issuer_account_number as "accountNumber", i.issuer_name as "issuerName", i.state = 'paid' as "isPaid",
           i.total_ore - i.allocated_ore as remaining
    from ferry_prepayment_order o join agreement a on a.id = o.agreement_id left join invoice i on i.id = o.invoice_id
    where o.public_id = ${publicId} and o.party_id = any (${numberArray(partyIds)}::bigint[])`
  if (!row) return undefined
  const {
    publicId: invoiceId,
    series,
    invoiceNumber,
    kid,
    accountNumber,
    issuerName,
    isPaid,
    remaining,
    ...order
  } = row
  return {
    ...order,
    invoice:
      invoiceId === null
        ? undefined
        : {
            publicId: invoiceId,
            number: shownInvoiceNumber(series, invoiceNumber),
            kid,
            accountNumber,
            issuerName,
            isPaid,
            remaining,
          },
  }
}

type Invoice = Omit<NonNullable<OwnOrder['invoice']>, 'publicId' | 'number'> & {
  readonly publicId: string | null
  readonly series: string
  readonly invoiceNumber: number
}
