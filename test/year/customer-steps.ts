import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blockAgreement, unblockAgreement } from '#agreements/block-agreement.ts'
import { endAgreement } from '#agreements/end-agreement.ts'
import { valueOn } from '#core/dated.ts'
import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { endExemption, grantExemption } from '#rating/grant-exemption.ts'
import { importPortfolio } from '#tags/import-portfolio.ts'
import { moveTag } from '#tags/move-tag.ts'
import { reportSale } from '#tags/report-sale.ts'
import { reportStolenTag } from '#tags/report-stolen-tag.ts'
import { DIGEST_KEY, TEST_KEY } from '#test/passages.ts'
import type { BlockReason } from '#words/blocks.ts'
import type { Dice } from '../../sandbox/dice.ts'
import { readTagTerms } from './business.ts'
import { type Car, type Customer, ownerNow, tagNow } from './country.ts'
import { plan, type Step, said, type Year } from './year.ts'

/** What customers do, and tell or forget to tell. */
export const CUSTOMER_STEPS: readonly Step[] = [
  { name: 'tag moved', perDay: 0.5, play: takeTagAlong },
  { name: 'vehicle sold', perDay: 0.15, play: sellCar },
  { name: 'agreement blocked', perDay: 0.15, play: block },
  { name: 'tag stolen', perDay: 0.03, play: loseTag },
  { name: 'exemption', perDay: 0.05, play: applyForExemption },
  { name: 'agreement ended', perDay: 0.015, play: end },
  { name: 'customer moved in', perDay: 0.05, play: moveIn },
]

const HOUR = 3_600_000

/** The tag sits in another car from today; the issuer hears of it some days later, or too late, or never. */
async function takeTagAlong(year: Year, throws: Dice): Promise<string> {
  const found = carsOf(year, throws, (car) => tagNow(car) !== undefined)
  if (!found) return 'nobody'
  const { customer, car } = found
  const other = otherCar(customer, car, throws)
  const tagNumber = tagNow(car)
  if (!other || tagNumber === undefined) return 'no other vehicle'
  const today = osloDay(year.now)
  const at = startOfOsloDay(today)
  if (ownerNow(other) === undefined) buy(other, customer, at)
  putTag(car, undefined, at)
  putTag(other, tagNumber, at)
  if (throws.chance(0.1)) return 'not told'
  const toldOn = addDays(today, throws.chance(0.1) ? throws.whole(4, 9) : throws.whole(0, 3))
  const tell = (effectiveOn: string) => (now: Year) => tellMove(now, { tagNumber, car: other, effectiveOn })
  if (toldOn === today) return tell(today)(year)
  plan(year, toldOn, tell(today))
  return 'told later'
}

async function tellMove(
  year: Year,
  move: { tagNumber: string; car: Car; effectiveOn: string },
): Promise<string> {
  const { country, plate } = move.car.vehicle
  const today = osloDay(year.now)
  const terms = valueOn(await readTagTerms(), today)?.value
  // What is not known for a day is not guessed: data/tags.json begins on 15 January.
  if (!terms) return 'tag move: no terms known for the day'
  const ask = (effectiveOn: string) =>
    inTransaction(year.db, (tx) =>
      moveTag(tx, {
        tagNumber: move.tagNumber,
        toVehicle: { country, canonical: plate },
        effectiveOn,
        now: year.now,
        terms,
      }),
    )
  const first = await ask(move.effectiveOn)
  const tooFarBack = 'refused' in first && first.refused === 'move-too-far-back'
  return `tag move ${said(tooFarBack ? await ask(addDays(today, -terms.moveDaysBackMax)) : first)}`
}

/** The buyer drives on without an agreement. The notice comes when it comes; the tag may stay behind the windscreen. */
async function sellCar(year: Year, throws: Dice): Promise<string> {
  const found = carsOf(year, throws, (car, of) => ownerNow(car) === of.agreement.party)
  if (!found) return 'nobody'
  const { customer, car } = found
  const today = osloDay(year.now)
  car.owners.push({ party: throws.pick(year.country.outsiders), from: year.now })
  const tagNumber = tagNow(car)
  if (tagNumber !== undefined && throws.chance(0.6)) {
    putTag(car, undefined, year.now)
    const other = throws.chance(0.4) ? otherCar(customer, car, throws) : undefined
    if (other) {
      if (ownerNow(other) === undefined) buy(other, customer, year.now)
      putTag(other, tagNumber, year.now)
      plan(year, addDays(today, throws.whole(0, 2)), (now) =>
        tellMove(now, { tagNumber, car: other, effectiveOn: today }),
      )
    }
  }
  const hoursBefore = throws.whole(0, 40)
  plan(year, addDays(today, throws.whole(1, 9)), async (now) => {
    const { country, plate } = car.vehicle
    const sale = {
      vehicle: { country, canonical: plate },
      noticeAt: now.now - hoursBefore * HOUR,
      now: now.now,
    }
    return `sale notice ${said(await inTransaction(now.db, (tx) => reportSale(tx, sale)))}`
  })
  return 'told later'
}

/** Sometimes entered late, and sometimes taken back as if it had never been. */
async function block(year: Year, throws: Dice): Promise<string> {
  const agreementId = await agreementIdOf(year, throws.pick(customersNow(year)))
  const because = throws.pick<BlockReason>(['debt-collection', 'address-missing', 'negative-balance'])
  const at = year.now - (throws.chance(0.3) ? throws.whole(1, 5) * 24 * HOUR : 0)
  const result = await inTransaction(year.db, (tx) => blockAgreement(tx, { agreementId, because, at }))
  if ('refused' in result) return said(result)
  const never = throws.chance(0.3)
  plan(year, addDays(osloDay(year.now), throws.whole(1, 30)), async (now) => {
    const until = never ? at : now.now
    const ended = await inTransaction(now.db, (tx) =>
      unblockAgreement(tx, { agreementId, because, at: until }),
    )
    return `unblocked ${never ? 'as never blocked ' : ''}${said(ended)}`
  })
  return 'done'
}

async function loseTag(year: Year, throws: Dice): Promise<string> {
  const found = carsOf(year, throws, (car) => tagNow(car) !== undefined)
  const tagNumber = found && tagNow(found.car)
  if (!found || tagNumber === undefined) return 'nobody'
  putTag(found.car, undefined, year.now)
  const theft = {
    tagNumber,
    policeReference: `2019-${throws.whole(100_000, 999_999)}`,
    reportedAt: year.now - throws.whole(0, 30) * HOUR,
    now: year.now,
  }
  return said(await inTransaction(year.db, (tx) => reportStolenTag(tx, theft)))
}

async function applyForExemption(year: Year, throws: Dice): Promise<string> {
  const found = carsOf(year, throws, (car) => tagNow(car) !== undefined)
  if (!found) return 'nobody'
  const { country, plate } = found.car.vehicle
  const kind = throws.pick(['emergency', 'scheduled-bus', 'disabled-permit'] as const)
  const [charger] = await year.db<{ code: string }[]>`select code from company where id = 1`
  const by = `finance@${charger?.code}.example`
  const application = {
    kind,
    country,
    plate,
    chargerId: 1,
    by,
    permitExpiresOn:
      kind === 'disabled-permit' ? addDays(osloDay(year.now), throws.whole(400, 1_200)) : undefined,
    permitMonthsMin: 24,
  }
  const granted = await grantExemption(year.db, application, year.now)
  if (!('refused' in granted) && throws.chance(0.4))
    plan(year, addDays(osloDay(year.now), throws.whole(5, 40)), async (now) => {
      const ended = await endExemption(now.db, { kind, country, plate, by }, now.now)
      return `exemption ended: ${typeof ended === 'number' ? ended : said(ended)}`
    })
  return said(granted)
}

async function end(year: Year, throws: Dice): Promise<string> {
  const agreementId = await agreementIdOf(year, throws.pick(customersNow(year)))
  const at = year.now - throws.whole(0, 3) * 24 * HOUR
  return said(await inTransaction(year.db, (tx) => endAgreement(tx, { agreementId, at })))
}

/** With an agreement from some days ago: what has passed meanwhile was charged to them as owners. */
async function moveIn(year: Year, throws: Dice): Promise<string> {
  const customer = year.country.movesIn.find((one) => !year.customers.includes(one))
  if (!customer) return 'nobody'
  year.customers.push(customer)
  for (const car of customer.cars) putTag(car, car.ownTag, year.now)
  const folder = await mkdtemp(join(tmpdir(), 'brikke-year-'))
  const file = join(folder, 'portfolio.ndjson')
  const validFrom = startOfOsloDay(addDays(osloDay(year.now), -throws.whole(0, 20)))
  await writeFile(file, customer.portfolioFrom(validFrom).join('\n'))
  await takePortfolio(year.db, file, year.now)
  await rm(folder, { recursive: true })
  return 'done'
}

/** All of it, or the year is not what it says. */
export async function takePortfolio(db: Db, file: string, now: number): Promise<void> {
  const settings = {
    now,
    newId: randomUUID,
    encryptionKey: TEST_KEY,
    digestKeyHex: DIGEST_KEY,
    random: randomBytes,
    synthetic: true,
  }
  const { rejected } = await importPortfolio(db, file, settings)
  if (rejected.length > 0)
    throw new Error(`the portfolio is rejected: ${JSON.stringify(rejected.slice(0, 3))}`)
}

function carsOf(
  year: Year,
  throws: Dice,
  suits: (car: Car, of: Customer) => boolean,
): { customer: Customer; car: Car } | undefined {
  for (let tries = 0; tries < 5; tries++) {
    const customer = throws.pick(customersNow(year))
    const cars = [...customer.cars, customer.spare].filter((car) => suits(car, customer))
    if (cars.length > 0) return { customer, car: throws.pick(cars) }
  }
  return undefined
}

/** One of their own that has no tag; or the one they buy. */
function otherCar(customer: Customer, than: Car, throws: Dice): Car | undefined {
  const own = [...customer.cars, customer.spare].filter(
    (car) =>
      car !== than &&
      tagNow(car) === undefined &&
      (ownerNow(car) === customer.agreement.party || (car === customer.spare && ownerNow(car) === undefined)),
  )
  return own.length === 0 ? undefined : throws.pick(own)
}

function buy(car: Car, { agreement }: Customer, at: number): void {
  car.owners.push({ party: agreement.party, from: at })
  car.drivesFrom = at
}

function putTag(car: Car, tagNumber: string | undefined, from: number): void {
  car.tags.push({ tagNumber, from })
}

function customersNow({ customers, now }: Year): readonly Customer[] {
  return customers.filter(({ agreement }) => agreement.validFrom <= now)
}

async function agreementIdOf({ db }: Year, { agreement }: Customer): Promise<number> {
  const [row] = await db<{ id: number }[]>`
    select id from agreement where agreement_number = ${agreement.agreementNumber}`
  if (!row) throw new Error(`agreement ${agreement.agreementNumber} is not there`)
  return row.id
}
