import { parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { askAgainAt, type ReceiverAnswer, type ReceiverRegister } from './receiver.ts'
import { saveReceivers } from './store-e-invoices.ts'

/**
 * Asks the register which e-invoices our organisations receive, before anything waits for the answer, and remembers it
 * with its time. Returns how many were asked for.
 */
export async function findReceivers(
  db: Db,
  register: ReceiverRegister,
  { now, limit }: { readonly now: number; readonly limit: number },
): Promise<number> {
  const wanted = await readUnknown(db, now, limit)
  if (wanted.length === 0) return 0
  const numbers = wanted.flatMap((text) => {
    const parsed = parseOrganisationNumber(text)
    return isRefusal(parsed) ? [] : [parsed]
  })
  const answers = new Map<string, ReceiverAnswer>(
    (await register.receives(numbers)).map((answer) => [answer.organisationNumber, answer]),
  )
  const known = new Set<string>(numbers)
  const rows = wanted.map((organisationNumber) => {
    const answer = answers.get(organisationNumber)
    // What is no organisation number is in no register.
    const receives = known.has(organisationNumber) ? receivesOf(answer) : []
    return { organisationNumber, receives, askAgainAt: askAgainAt(now, receives !== null) }
  })
  await inTransaction(db, (tx) => saveReceivers(tx, rows, now))
  return wanted.length
}

function receivesOf(answer: ReceiverAnswer | undefined): readonly string[] | null {
  return answer?.answer === 'found' ? answer.receives : null
}

/** Customers, and whoever an e-invoice waits for: the number on an invoice is that of its day. */
async function readUnknown(db: Db, now: number, limit: number): Promise<readonly string[]> {
  const rows = await db<{ organisation_number: string }[]>`
    select wanted.organisation_number
    from (
      select recipient_organisation_number as organisation_number from delivery d join invoice i on i.id = d.invoice_id
      where d.channel = 'ehf' and d.state = 'chosen' and recipient_organisation_number is not null
      union
      select organisation_number from party where organisation_number is not null
    ) wanted
    left join e_invoice_receiver r on r.organisation_number = wanted.organisation_number
    where r.organisation_number is null or r.ask_again_at <= ${now}
    order by r.ask_again_at nulls first, wanted.organisation_number limit ${limit}`
  return rows.map((row) => row.organisation_number)
}
