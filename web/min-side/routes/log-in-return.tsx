import { data, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router'
import { addIdentity } from '#access/add-identity.ts'
import {
  ATTEMPT_COOKIE,
  endedCookie,
  readCookie,
  readLanguage,
  SESSION_COOKIE,
  secretCookie,
} from '#access/cookie.ts'
import { findParties, readPerson } from '#access/find-parties.ts'
import { type Proven, proveIdentity, startSession } from '#access/log-in.ts'
import { isChoice } from '#access/representation.ts'
import { recordProof } from '#agreements/record-proof.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { asParty } from '#db/connection.ts'
import type { LogInStop } from '#words/log-in.ts'
import { LogInStopped } from '../../parts/log-in-stopped.tsx'
import { senderOf } from '../strangers-form.ts'
import { type Visit, visitOf } from '../visit.ts'

export const access = 'anyone'

/** The way back from the identity provider. */
export async function loader({ context, url }: LoaderFunctionArgs) {
  const visit = visitOf(context)
  const { deps, language, back } = visit
  back.headers.append('set-cookie', endedCookie(ATTEMPT_COOKIE))
  const proven = await prove(visit, url.searchParams)
  if (typeof proven === 'string') {
    deps.log('log-in-stopped', { requestId: visit.requestId, because: proven })
    return data({ language, stop: proven }, { status: proven === 'no-answer' ? 503 : 403 })
  }
  if (proven.forUser !== undefined && proven.forUser !== visit.session?.userId)
    return data({ language, stop: 'log-in-outlived' as const }, { status: 403 })
  const rights = await deps.rights.organisationsOf(proven.nationalId)
  const entered = await enter(visit, proven, rights === 'no-answer' || rights.some(isChoice))
  if (isRefusal(entered)) return data({ language, stop: entered.refused }, { status: 403 })
  const { token, isNew } = entered
  back.headers.append('set-cookie', secretCookie(SESSION_COOKIE, token))
  if (rights !== 'no-answer' && rights.some(isChoice))
    return redirect(`/pa-vegne-av?til=${encodeURIComponent(proven.returnTo)}`)
  return redirect(isNew && proven.returnTo === '/min-side' ? '/forste-gang' : proven.returnTo)
}

async function prove(visit: Visit, cameBackWith: URLSearchParams): Promise<Proven | LogInStop> {
  const { deps, cookies, requestId } = visit
  try {
    const proven = await proveIdentity(deps.db, deps.identityProvider, {
      cameBackWith,
      stateInCookie: readCookie(cookies, ATTEMPT_COOKIE),
      digestKeyHex: deps.digestKeyHex,
      now: deps.machineNow(),
      limits: deps.sessionLimits,
    })
    return 'refused' in proven ? proven.refused : proven
  } catch (error) {
    deps.log('identity-provider-silent', { requestId, error: String(error) })
    return 'no-answer'
  }
}

/** The session and what it may see begin in one transaction. */
async function enter(
  visit: Visit,
  proven: Proven,
  mayAct: boolean,
): Promise<{ token: string; isNew: boolean } | Refusal<'identity-taken'>> {
  const { deps, cookies, language, session } = visit
  const now = deps.machineNow()
  const { forUser, nationalIdDigest, identity } = proven
  const found = await findParties(deps.db, nationalIdDigest)
  const own = forUser === undefined ? undefined : session?.ownPartyId
  return asParty(deps.db, own === undefined ? found : [...found, own], async (tx) => {
    if (forUser !== undefined) {
      const of = { userId: forUser, nationalIdDigest, partyId: found[0], name: identity.name }
      const added = await addIdentity(tx, senderOf(visit), of)
      if (isRefusal(added)) return added
    }
    // Their own customer may have got the number just now.
    const partyIds = forUser === undefined ? found : await findParties(tx, nationalIdDigest)
    const person = await readPerson(tx, partyIds)
    const { token, userId } = await startSession(tx, proven, {
      name: person?.name ?? identity.name ?? '',
      partyId: partyIds[0],
      mayAct,
      language: readLanguage(cookies) ?? person?.language ?? language,
      issuer: deps.identityProvider.issuer,
      tokenBefore: readCookie(cookies, SESSION_COOKIE),
      now,
      random: deps.random,
      limits: deps.sessionLimits,
      encryptionKey: deps.encryptionKey,
    })
    await recordProof(tx, { id: userId, partyIds, now })
    return { token, isNew: partyIds.length === 0 }
  })
}

export default function LogInReturn() {
  const { language, stop } = useLoaderData<typeof loader>()
  return <LogInStopped language={language} stop={stop} />
}
