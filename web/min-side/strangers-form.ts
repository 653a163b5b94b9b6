import { data } from 'react-router'
import { EMAIL_COOKIE, readCookie, SESSION_COOKIE } from '#access/cookie.ts'
import type { EmailSender } from '#access/register-email-user.ts'
import type { EmailFault } from '#words/email-faults.ts'
import { type Context, type Visit, visitOf } from './visit.ts'

/** What must be put right before somebody who is not logged in comes further, at which field. */
export type StrangersFault = { readonly field: string; readonly fault: EmailFault; readonly email: string }

/** No session, and so no token of one: that the form is ours, the server has checked by where it comes from. */
export function fault(field: string, because: EmailFault, email = '') {
  const status = because === 'too-busy' ? 503 : because === 'try-later' ? 429 : 400
  return data<StrangersFault>({ field, fault: because, email }, { status })
}

export function senderOf({ deps, hasher, language, from }: Visit): EmailSender {
  const { digestKeyHex, random, newId, minSideUrl } = deps
  return {
    digestKeyHex,
    from,
    random,
    newId,
    minSideUrl,
    hasher,
    language,
    machineNow: deps.machineNow(),
    now: deps.now(),
  }
}

/** The attempt this browser has begun. */
export function attemptToken(context: Context): string {
  return readCookie(visitOf(context).cookies, EMAIL_COOKIE) ?? ''
}

export function sessionToken(context: Context): string {
  return readCookie(visitOf(context).cookies, SESSION_COOKIE) ?? ''
}
