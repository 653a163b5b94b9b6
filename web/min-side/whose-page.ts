import { redirect } from 'react-router'
import { askRights } from '#access/ask-rights.ts'
import { readCookie, SESSION_COOKIE } from '#access/cookie.ts'
import { readOwnParties } from '#access/find-parties.ts'
import { isChoice } from '#access/representation.ts'
import { asParty } from '#db/connection.ts'
import { isOwnInvoice, readWhoseInvoice } from '#invoices/read-whose-invoice.ts'
import { type Context, notFound, visitOf } from './visit.ts'

/**
 * An invoice that is not of whoever one acts for now: one may be asked to change to the one it is of. Of nobody one may
 * act for, it is not there; and to somebody who may act for nobody, nothing more is asked.
 */
export async function elsewhere(context: Context, publicId: string): Promise<Response> {
  const { deps, session, cookies } = visitOf(context)
  const token = readCookie(cookies, SESSION_COOKIE)
  if (!session?.mayAct || token === undefined) return notFound()
  const change = (whose: string) =>
    redirect(`/pa-vegne-av?til=/min-side/fakturaer/${publicId}&tilhorer=${whose}`)
  if (session.acting.kind === 'organisation') {
    const own = await readOwnParties(deps.db, session.userId)
    if (await asParty(deps.db, own, (tx) => isOwnInvoice(tx, publicId))) return change('selv')
  }
  const rights = await askRights(deps.db, deps.rights, token)
  if (rights === 'no-answer') return notFound()
  const acting = session.acting.kind === 'organisation' ? session.acting.organisationNumber : undefined
  const others = rights
    .filter(isChoice)
    .map(({ organisationNumber }) => organisationNumber)
    .filter((number) => number !== acting)
  const number = await readWhoseInvoice(deps.db, publicId, others)
  return number === undefined ? notFound() : change(number)
}
