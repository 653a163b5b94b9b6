import { data, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router'
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
import { recordProof } from '#agreements/record-proof.ts'
import { asParty } from '#db/connection.ts'
import type { LogInStop } from '#words/log-in.ts'
import { LogInStopped } from '../../parts/log-in-stopped.tsx'
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
  const token = await enter(visit, proven)
  back.headers.append('set-cookie', secretCookie(SESSION_COOKIE, token))
  return redirect(proven.returnTo)
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
async function enter(visit: Visit, proven: Proven): Promise<string> {
  const { deps, cookies, language } = visit
  const now = deps.machineNow()
  const partyIds = await findParties(deps.db, proven.nationalIdDigest)
  return asParty(deps.db, partyIds, async (tx) => {
    const person = await readPerson(tx, partyIds)
    const { token, userId } = await startSession(tx, proven, {
      name: person?.name ?? proven.identity.name ?? '',
      language: readLanguage(cookies) ?? person?.language ?? language,
      issuer: deps.identityProvider.issuer,
      tokenBefore: readCookie(cookies, SESSION_COOKIE),
      now,
      random: deps.random,
      limits: deps.sessionLimits,
    })
    await recordProof(tx, { id: userId, partyIds, now })
    return token
  })
}

export default function LogInReturn() {
  const { language, stop } = useLoaderData<typeof loader>()
  return <LogInStopped language={language} stop={stop} />
}
