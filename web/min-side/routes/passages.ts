import { type LoaderFunctionArgs, redirect } from 'react-router'
import { osloMonth } from '#core/oslo.ts'
import { visitOf } from '../visit.ts'

export const access = 'customer'

/** The month that is. */
export function loader({ context }: LoaderFunctionArgs) {
  return redirect(`/min-side/passeringer/${osloMonth(visitOf(context).deps.now()).slice(0, 7)}`)
}
