import type { LoaderFunctionArgs } from 'react-router'
import { type OwnTrip, readTripRows } from '#ferry/read-trips.ts'
import { openCsv } from '#formats/csv.ts'
import { legNames, tripColumns, tripValues } from '../../parts/show-ferry-trips.ts'
import { periodOf } from '../period.ts'
import { streamRows } from '../stream-rows.ts'
import { notFound, visitOf } from '../visit.ts'

export const access = 'customer'

/** A period's ferry trips as a file. */
export async function loader({ context, url }: LoaderFunctionArgs) {
  const { from, to } = periodOf(url).period
  if (from === undefined || to === undefined) throw notFound()
  const { language, kept } = visitOf(context)
  const nameOf = legNames(await kept.ferries())
  return streamRows<OwnTrip>(
    context,
    {
      writing: openCsv(tripColumns(language)),
      read: (tx, partyIds, of) => readTripRows(tx, partyIds, { from, to, ...of }),
      values: (trip) => tripValues(trip, nameOf, language),
    },
    { type: 'text/csv; charset=utf-8', name: `ferjeturer-${from}-${to}.csv` },
  )
}
