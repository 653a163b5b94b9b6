import type { Day } from '#core/dated.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type JournalEntry, writeJournalEntry, writeJournalHead } from '#formats/hledger-journal.ts'
import type { Account } from './posting.ts'

/** In hledger's five kinds of account. */
const NAMES: Readonly<Record<Account, string>> = {
  receivable: 'assets:receivable',
  bank: 'assets:bank',
  vipps: 'assets:vipps',
  'customer-credit': 'liabilities:customer-credit',
  'toll-payable': 'liabilities:toll-payable',
  unallocated: 'liabilities:unallocated',
  deposit: 'liabilities:deposit',
  prepaid: 'liabilities:prepaid',
  'collector-abroad': 'assets:collector-abroad',
  'ferry-payable': 'liabilities:ferry-payable',
  'payment-cost': 'expenses:payment-cost',
  'vat-payable': 'liabilities:vat-payable',
  'write-off': 'expenses:write-off',
  'fee-income': 'revenues:fee-income',
  'commission-income': 'revenues:commission-income',
}

/** At a time from the database, so that memory does not grow with the books. */
const ENTRIES_AT_A_TIME = 1_000

/**
 * The books, or a month of them, as a journal: a transaction for each Oslo day, kind and pair of accounts. Sums only,
 * no customers: whoever keeps the accounts need not know who drove.
 */
export async function exportJournal(
  db: Db,
  of: { monthOn: Day | undefined },
  write: (text: string) => void,
): Promise<{ entries: number }> {
  return inTransaction(db, async (tx) => {
    // Two questions of one snapshot: every account of the transactions is declared.
    await tx`set transaction isolation level repeatable read, read only`
    const accounts = await tx<Pair[]>`
      select distinct ${pairOf(tx)} from ${named(tx, of.monthOn)}`
    write(
      writeJournalHead(
        accounts.flatMap(({ from, to, issuer, charger }) => [
          nameOf(from, issuer, charger),
          nameOf(to, issuer, charger),
        ]),
      ),
    )
    return { entries: await writeEntries(tx, of.monthOn, write) }
  })
}

async function writeEntries(
  tx: Tx,
  monthOn: Day | undefined,
  write: (text: string) => void,
): Promise<number> {
  let entries = 0
  const rows = tx<Row[]>`
    select (booked_at at time zone 'Europe/Oslo')::date as day, kind, ${pairOf(tx)},
           count(*)::bigint as count, sum(amount_ore)::text as amount
    from ${named(tx, monthOn)}
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`.cursor(ENTRIES_AT_A_TIME)
  for await (const some of rows) {
    for (const row of some) write(writeJournalEntry(entryOf(row)))
    entries += some.length
  }
  return entries
}

type Pair = {
  readonly from: Account
  readonly to: Account
  readonly issuer: string
  readonly charger: string | null
}
type Row = Pair & {
  readonly day: Day
  readonly kind: string
  readonly count: number
  readonly amount: string
}

function pairOf(tx: Tx) {
  return tx`from_account as "from", to_account as "to", i.code as issuer, c.code as charger`
}

function named(tx: Tx, monthOn: Day | undefined) {
  return tx`posting p join company i on i.id = p.issuer_id left join company c on c.id = p.charger_id
            ${monthOn === undefined ? tx`` : tx`where p.month_on = ${monthOn}`}`
}

function entryOf({ day, kind, count, amount, from, to, issuer, charger }: Row): JournalEntry {
  return {
    day,
    description: kind,
    count,
    from: nameOf(from, issuer, charger),
    to: nameOf(to, issuer, charger),
    amount: BigInt(amount),
  }
}

/** Under the issuer, whose books they are. Customers pay an invoice, not its chargers: only what is owed to one is its own. */
function nameOf(account: Account, issuer: string, charger: string | null): string {
  const name = `${NAMES[account]}:${issuer}`
  return account === 'toll-payable' && charger !== null ? `${name}:${charger}` : name
}
