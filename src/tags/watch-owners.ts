import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import type { Owner } from '#customers/owner.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutboxOnce } from '#db/outbox.ts'
import { soldVehicleMessage, soldVehicleSms } from '#words/sold-vehicle.ts'
import { isCustomer } from './holding.ts'
import { type Customer, readCustomers } from './read-customers.ts'
import { endUnproven, saveUnproven } from './store-holdings.ts'
import { forgetWatched, readToWatch, saveWatched, type Watched } from './store-watch.ts'
import { tellHolder } from './tell-holder.ts'
import type { OwnerAnswer, VehicleRegister } from './vehicle-register.ts'

/**
 * Asks the register whether vehicles under agreements have got another owner since it was last asked. Who has sold one and
 * not said so goes on paying (terms 2.8), is told, and is not shown where somebody else drives (docs/decisions/035). The
 * same owner as before proves nothing: who leases, or drives their partner's car, is left in peace. Returns how many were
 * done with.
 */
export async function watchOwners(
  db: Db,
  register: VehicleRegister,
  at: {
    readonly now: number
    readonly limit: number
    /** Absent: never. */
    readonly days?: number | undefined
  },
): Promise<number> {
  const { now, limit, days } = at
  if (days === undefined) return 0
  const { held, gone } = await readToWatch(db, { now, limit, days })
  const answered = await askTwice(register, held, now)
  const sold = await dateSales(register, answered.flatMap(changeOf), now)
  const done = [...answered.map(({ watched }) => watched.vehicleId), ...gone]
  if (done.length === 0) return 0
  await inTransaction(db, async (tx) => {
    await saveSales(tx, sold, now)
    await saveWatched(
      tx,
      answered.map(({ watched }) => watched.vehicleId),
      now,
    )
    await forgetWatched(tx, gone)
  })
  return done.length
}

type Answered = { readonly watched: Watched; readonly before: OwnerAnswer; readonly after: OwnerAnswer }

/** Who it was when it was last asked, and who it is now: so nothing of anybody has to be kept. */
async function askTwice(
  register: VehicleRegister,
  held: readonly Watched[],
  now: number,
): Promise<readonly Answered[]> {
  if (held.length === 0) return []
  const answers = await register.owners(
    held.flatMap(({ plate, since }) => [
      { plate, at: since },
      { plate, at: now },
    ]),
  )
  return held.flatMap((watched, i) => {
    const [before, after] = [answers[2 * i], answers[2 * i + 1]]
    const isSilent = !before || !after || before.answer === 'no-answer' || after.answer === 'no-answer'
    return isSilent ? [] : [{ watched, before, after }]
  })
}

type Change = { readonly watched: Watched; readonly before: Owner; readonly owner: Owner }

function changeOf({ watched, before, after }: Answered): readonly Change[] {
  if (before.answer !== 'found' || after.answer !== 'found') return []
  const change = { watched, before: before.owner, owner: after.owner }
  return before.owner.registerId === after.owner.registerId ? [] : [change]
}

type Sale = Change & { readonly from: number }

/**
 * From the beginning of the day on which it changed hands: of the two who drove that day, each is shown less rather than
 * one too much. Where the register does not tell the day, from when it was last asked.
 */
async function dateSales(
  register: VehicleRegister,
  changes: readonly Change[],
  now: number,
): Promise<readonly Sale[]> {
  const asked = changes.map((change) => ({ change, mornings: morningsIn(change.watched.since, now) }))
  const questions = asked.flatMap(({ change, mornings }) =>
    mornings.map((at) => ({ plate: change.watched.plate, at })),
  )
  const answers = questions.length === 0 ? [] : await register.owners(questions)
  let next = 0
  return asked.map(({ change, mornings }) => {
    const told = answers.slice(next, (next += mornings.length))
    const still = told.findLastIndex((one) => isOwner(one, change.before))
    return { ...change, from: mornings[still] ?? change.watched.since }
  })
}

function isOwner(answer: OwnerAnswer, owner: Owner): boolean {
  return answer.answer === 'found' && answer.owner.registerId === owner.registerId
}

/** Each Oslo midnight after an instant, and not after another. */
function morningsIn(after: number, to: number): readonly number[] {
  const mornings: number[] = []
  for (let day = addDays(osloDay(after), 1); startOfOsloDay(day) <= to; day = addDays(day, 1))
    mornings.push(startOfOsloDay(day))
  return mornings
}

async function saveSales(tx: Tx, sales: readonly Sale[], now: number): Promise<void> {
  const customers = await readCustomers(
    tx,
    sales.map(({ watched }) => watched.partyId),
  )
  const judged = sales.flatMap((sale) => {
    const customer = customers.get(sale.watched.partyId)
    return customer ? [{ ...sale, customer, isOwn: isCustomer(customer, sale.owner) }] : []
  })
  // What was shown less of for another reason is from now on for this one.
  await endUnproven(
    tx,
    judged.map(({ watched, from }) => ({ ...watched, at: from })),
  )
  const sold = judged.filter(({ isOwn }) => !isOwn)
  await saveUnproven(
    tx,
    sold.map(({ watched, from }) => ({ ...watched, owner: 'sold', from })),
  )
  await writeOutboxOnce(tx, sold.flatMap(messageTo), now)
}

function messageTo({
  watched,
  from,
  customer,
}: Sale & { readonly customer: Customer }): readonly OutboxMessage[] {
  const { partyId, vehicleId, issuer, plate } = watched
  const { name, language } = customer
  const dedupeKey = `vehicle-sold:${vehicleId}:${partyId}:${osloDay(from)}`
  return tellHolder(customer, { dedupeKey, partyId }, (way) =>
    way === 'sms'
      ? soldVehicleSms(issuer, language)
      : soldVehicleMessage(way === 'mail' ? { name, issuer } : { name, issuer, plate }, language),
  )
}
