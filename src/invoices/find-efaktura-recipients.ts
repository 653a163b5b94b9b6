import { type Key, unseal } from '#core/seal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { askAgainAt, type EfakturaRegister, type RecipientAnswer } from './receiver.ts'
import { saveEfakturaRecipients } from './store-e-invoices.ts'

/** Asks which of our customers receive eFaktura, and remembers by what name. Returns how many were asked for. */
export async function findEfakturaRecipients(
  db: Db,
  register: EfakturaRegister,
  { now, limit, key }: { readonly now: number; readonly limit: number; readonly key: Key },
): Promise<number> {
  const wanted = await readUnasked(db, now, limit)
  if (wanted.length === 0) return 0
  const nationalIds = wanted.map(({ sealed }) => unseal(key, sealed).toString('utf8'))
  const answers = new Map<string, RecipientAnswer>(
    (await register.lookupRecipients(nationalIds)).map((answer) => [answer.nationalId, answer]),
  )
  const rows = wanted.map(({ partyId }, i) => {
    const answer = answers.get(nationalIds[i] ?? '')
    const answered = answer?.answer === 'found'
    const identifier = answered ? answer.efakturaIdentifier : null
    return { partyId, answered, identifier, askAgainAt: askAgainAt(now, answered) }
  })
  await inTransaction(db, (tx) => saveEfakturaRecipients(tx, rows, now))
  return wanted.length
}

/** Those with an agreement: nobody else's bank is asked of by name. */
async function readUnasked(
  db: Db,
  now: number,
  limit: number,
): Promise<readonly { partyId: number; sealed: Buffer }[]> {
  return db<{ partyId: number; sealed: Buffer }[]>`
    select p.id as "partyId", p.national_id_sealed as sealed
    from party p left join efaktura_question q on q.party_id = p.id
    where p.kind = 'person' and p.national_id_sealed is not null
      and exists (select from agreement a where a.party_id = p.id)
      and (q.party_id is null or q.ask_again_at <= ${now})
    order by q.ask_again_at nulls first, p.id limit ${limit}`
}
