import { resolve } from 'node:path'
import type { Db } from '#db/connection.ts'
import { aCar, anAccount, at, ferryCompanies, payInvoice, post, sail } from '#ferry/ferry.test-world.ts'
import { importFares } from '#ferry/import-fares.ts'

/** The pages of three trips: with a toll part, corrected, and without discount because the account was empty. */
export type FerryTrips = { readonly withToll: string; readonly corrected: string; readonly lapsed: string }

/** The fares of what is shipped, and a party's account that long trips have emptied. */
export async function emptiedAccount(
  { owner, batch }: { owner: Db; batch: Db },
  partyId: number,
): Promise<FerryTrips> {
  await ferryCompanies(batch)
  await importFares(batch, resolve(import.meta.dirname, '../../data'), { now: at('2019-12-01') })
  const account = await anAccount(batch, [aCar({ plate: 'EF40001' })], { partyId })
  await payInvoice(batch, account.invoiceId, 3_500)
  const plate = 'EF40001'
  await sail(batch, [
    { plate, leg: 'flakk-rorvik', reference: 'with-toll' },
    { plate, time: '09:00', reference: 'corrected' },
  ])
  await post(batch, '2019-12-04')
  const long = { plate, day: '2019-12-05', length: 1_100, class: 'AP4' }
  await sail(
    batch,
    [
      { plate, time: '09:00', reference: 'corrected', version: 2, length: 700, class: 'AP2' },
      ...Array.from({ length: 14 }, (_, i) => ({ ...long, time: `${String(8 + i).padStart(2, '0')}:00` })),
      { plate, day: '2019-12-06', time: '09:00', reference: 'lapsed' },
    ],
    at('2019-12-06', '10:00'),
  )
  await post(batch, '2019-12-06')
  return {
    withToll: await tripId(owner, 'with-toll'),
    corrected: await tripId(owner, 'corrected'),
    lapsed: await tripId(owner, 'lapsed'),
  }
}

async function tripId(owner: Db, reference: string): Promise<string> {
  const [row] = await owner<{ id: number }[]>`
    select id from ferry_trip where reference = ${reference} order by version limit 1`
  return `/min-side/ferje/turer/${row?.id}`
}
