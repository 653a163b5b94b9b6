import { randomBytes, randomUUID } from 'node:crypto'
import type { Day } from '#core/dated.ts'
import { addDays } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { limitsOn } from '#passages/limits.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { bytesOf, TEST_KEY } from '#test/passages.ts'
import { dice } from '../../sandbox/dice.ts'
import { playBetweenCompanies } from './between-companies.ts'
import { settle } from './business.ts'
import { checkDay } from './check.ts'
import type { Deliveries, Delivery } from './deliveries.ts'
import { INVOICE_DAY, MISHAPS, runInvoices } from './mishaps.ts'
import { importDaysPayments, planPayments } from './pay-invoices.ts'
import { passagesOn } from './roadside.ts'
import { STEPS } from './steps.ts'
import { count, setClock, type Year } from './year.ts'

export type DayPlayed = {
  readonly day: Day
  readonly passages: number
  readonly charges: number
  readonly reversals: number
  readonly kills: number
  readonly checks: number
  readonly broken: readonly string[]
  readonly seconds: number
}

/** A day from morning to the small hours of the next, when the chargers' files come. */
export async function playDay(
  year: Year,
  day: Day,
  by: { readonly deliveries: Deliveries; readonly spoil: ((day: Day) => Promise<void>) | undefined },
): Promise<DayPlayed> {
  const begun = performance.now()
  const before = await booked(year)
  await daytime(year, day)
  const seen = passagesOn(day, { seed: year.seed, cars: year.country.cars, stations: year.stations })
  setClock(year, addDays(day, 1), 4)
  const { deliveries: files, counts } = by.deliveries.nightAfter(day, seen)
  for (const [what, times] of Object.entries(counts)) count(year, `line ${what}`, times)
  for (const file of files) await receive(year, file)
  const kills = await workThroughTheNight(year, day)
  await by.spoil?.(day)
  const { checks, broken } = await checkDay(year, dice(year.seed, 'checks', day))
  const after = await booked(year)
  return {
    day,
    passages: seen.length,
    charges: after.charges - before.charges,
    reversals: after.reversals - before.reversals,
    kills,
    checks,
    broken,
    seconds: (performance.now() - begun) / 1_000,
  }
}

async function daytime(year: Year, day: Day): Promise<void> {
  setClock(year, day, 8)
  await importDaysPayments(year, day)
  await playBetweenCompanies(year, day)
  if (day.endsWith(INVOICE_DAY)) {
    await runInvoices(year, dice(year.seed, 'invoices', day))
    count(year, 'invoice', await planPayments(year))
  }
  setClock(year, day, 10)
  for (const appointment of year.agenda.get(day) ?? []) count(year, await appointment(year))
  year.agenda.delete(day)
  for (const { hour, name, play, throws } of stepsOf(year, day)) {
    setClock(year, day, hour)
    count(year, `${name}: ${await play(year, throws)}`)
  }
}

/** What happens between eleven and nine, in the order it happens. */
function stepsOf(year: Year, day: Day) {
  return STEPS.flatMap(({ name, perDay, play }) => {
    const throws = dice(year.seed, name, day)
    const wanted = (perDay * year.customers.length) / 100
    const times = Math.floor(wanted) + (throws.chance(wanted % 1) ? 1 : 0)
    return Array.from({ length: times }, () => ({ hour: 11 + throws.share() * 10, name, play, throws }))
  }).sort((a, b) => a.hour - b.hour)
}

async function receive(year: Year, { text, refused }: Delivery): Promise<void> {
  const { lineBytesMax } = limitsOn(year.worker.limits, '2019-01-01')
  const received = await receiveFile(year.db, bytesOf(text), {
    now: year.now,
    publicId: randomUUID(),
    key: TEST_KEY,
    random: randomBytes,
    lineBytesMax,
  })
  if (isRefusal(received) !== refused)
    throw new Error(
      `a file was ${isRefusal(received) ? `refused: ${received.refused}` : 'taken, and is none'}`,
    )
  count(year, refused ? 'file refused' : 'file')
}

/** Whatever went wrong, in the morning everything is done. Returns how often a worker was killed or cut off. */
async function workThroughTheNight(year: Year, day: Day): Promise<number> {
  let fate = dice(year.seed, 'fate', day).share()
  const mishap = MISHAPS.find(({ share }) => (fate -= share) < 0)
  if (mishap) {
    count(year, mishap.name)
    await mishap.play(year, dice(year.seed, mishap.name, day))
  }
  await settle(year.worker)
  return mishap?.kills ?? 0
}

async function booked({ db }: Year): Promise<{ charges: number; reversals: number }> {
  const [row] = await db<{ charges: number; reversals: number }[]>`
    select count(*) filter (where reverses is null) as charges, count(*) filter (where reverses is not null) as reversals
    from charge`
  return row ?? { charges: 0, reversals: 0 }
}
