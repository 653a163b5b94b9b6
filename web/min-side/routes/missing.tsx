import { notFound } from '../visit.ts'

export const access = 'anyone'

/** Any address there is no page for. A route of its own, so that the answer knows the reader's language. */
export function loader(): never {
  throw notFound()
}

export default function Missing() {
  return null
}
