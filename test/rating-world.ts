import type { Db } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import { acceptAll, NOW, passageFile, pLine, rateAll, receive } from './passages.ts'
import { aTariffFile, loadTariff } from './tariff.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from './world.ts'

export type RatingWorld = {
  readonly vehicles: readonly {
    readonly vehicleId: number
    readonly partyId: number
    readonly agreementId: number
  }[]
  /** Delivers passages of vehicles by number, read by tag unless said otherwise, and rates what is due. */
  deliver(passages: readonly Delivered[]): Promise<void>
  rate(): Promise<void>
  /** The amounts of all live charges, lowest first. */
  amounts(): Promise<number[]>
  balances(): Promise<string[]>
  /** The invariants that do not hold. */
  broken(): Promise<readonly object[]>
}

export type Delivered = {
  readonly at: string
  readonly vehicle: number
  readonly station?: string
  readonly byPlate?: boolean
}

/** Three customers with a vehicle each, two members of staff, and a small project, in a database of the test's own. */
export async function ratingWorld(
  db: Db,
  over: { tariff?: Partial<TariffFile>; deletes?: boolean; energy?: string } = {},
): Promise<RatingWorld> {
  await aCompany(db)
  await loadTariff(
    db,
    aTariffFile({
      stations: aTariffFile().stations.map((s) => ({ ...s, open: [{ from: '2019-01-01' }] })),
      ...over.tariff,
    }),
  )
  await db`insert into staff_member (company_id, name, email, role)
    values (1, 'Kari', 'kari@brikke.test', 'case-worker'), (1, 'Ola', 'ola@brikke.test', 'finance')`
  const vehicles: { vehicleId: number; partyId: number; agreementId: number }[] = []
  for (let i = 0; i < 3; i++) {
    const partyId = await aPerson(db)
    const { id: agreementId } = await anAgreement(db, {
      partyId,
      issuerId: 1,
      deletes: over.deletes ?? false,
    })
    const { vehicleId } = await aVehicle(db, {
      plate: plateOf(i),
      agreementId,
      partyId,
      tagNumber: tagOf(i),
      energy: over.energy ?? 'petrol',
    })
    vehicles.push({ vehicleId, partyId, agreementId })
  }
  let sequence = 0
  const rate = async () => rateAll(db, (await readTariffs(db)).tariffs)
  return {
    vehicles,
    rate,
    async deliver(passages) {
      const lines = passages.map(({ at, vehicle, station, byPlate }) =>
        pLine(++sequence, {
          at,
          plate: plateOf(vehicle),
          ...(byPlate ? {} : { tag: tagOf(vehicle) }),
          ...(station === undefined ? {} : { station }),
        }),
      )
      await receive(db, passageFile(lines, { number: String(sequence) }))
      await acceptAll(db, NOW)
      await rate()
    },
    broken: () => brokenIn(db),
    async amounts() {
      const rows = await db<{ amount_ore: number }[]>`
        select amount_ore from charge where reverses is null and reversed_by is null order by amount_ore`
      return rows.map((row) => row.amount_ore)
    },
    async balances() {
      const rows = await db<{ line: string }[]>`
        select format('%s %s %s %s', party_id, agreement_id, account, balance_ore) as line from balance
        where balance_ore <> 0 order by 1`
      return rows.map((row) => row.line)
    },
  }
}

export async function brokenIn(db: Db): Promise<readonly object[]> {
  return (await verify(db, { now: NOW })).broken
}

function plateOf(vehicle: number): string {
  return `EL1000${vehicle}`
}

function tagOf(vehicle: number): string {
  return String(57_800_000_000 + vehicle)
}
