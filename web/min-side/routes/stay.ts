import type { LoaderFunctionArgs } from 'react-router'
import { visitOf } from '../visit.ts'

export const access = 'user'

/** Asked for by the dialogue that says time is nearly up: being asked is what keeps a session. */
export function loader({ context }: LoaderFunctionArgs) {
  return Response.json({ until: visitOf(context).deps.sessionLimits.idleMs })
}
