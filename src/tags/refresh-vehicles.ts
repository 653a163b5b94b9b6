import { type Db, inTransaction } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { saveVehicleFacts } from './store.ts'
import { keepFactsBefore } from './store-facts.ts'
import type { VehicleFacts } from './vehicle.ts'
import type { VehicleRegister } from './vehicle-register.ts'

/** After so many days the register is asked again; of what it did not know, sooner. Absent: never. */
export type AskAgain = {
  readonly factsDaysMax?: number | undefined
  readonly unknownFactsDaysMax?: number | undefined
}

/**
 * Asks the register about vehicles it has not been asked about, those nothing is known of first, and then those whose answer
 * is old. The question is asked before the transaction opens. Returns how many were answered: none means the register is
 * down, or nobody to ask about.
 */
export async function refreshVehicles(
  db: Db,
  register: VehicleRegister,
  at: { now: number; limit: number; again?: AskAgain },
): Promise<number> {
  const unasked = await readToAsk(db, at)
  if (unasked.length === 0) return 0
  const answers = await register.vehicles(
    unasked.map(({ country, plate }) => ({ country, canonical: plate })),
  )
  const answered = unasked.flatMap((vehicle, index) => {
    const answer = answers[index]
    if (answer === undefined || answer.answer === 'no-answer') return []
    return [{ vehicle, facts: answer.answer === 'found' ? answer.facts : undefined }]
  })
  const changed = answered.filter(({ vehicle, facts }) => facts !== undefined && changesPrice(vehicle, facts))
  await inTransaction(db, async (tx) => {
    await keepFactsBefore(
      tx,
      answered.flatMap(({ vehicle, facts }) => (facts ? [{ vehicleId: vehicle.id, facts }] : [])),
      at.now,
    )
    await saveVehicleFacts(
      tx,
      answered.map(({ vehicle, facts }) => ({ vehicleId: vehicle.id, facts })),
      at.now,
    )
    // What passed before we knew was priced without knowing; what passed before it changed, by what held then.
    await makeDue(
      tx,
      'rate',
      changed.map(({ vehicle }) => ({ key: String(vehicle.id), fromAt: vehicle.known ? at.now : 0 })),
    )
  })
  return answered.length
}

type ToAsk = {
  id: number
  /** The register has told of it before. */
  known: boolean
  country: string
  plate: string
  category: string | null
  totalWeightKg: number | null
  energy: string | null
  euroClass: number | null
}

async function readToAsk(
  db: Db,
  { now, limit, again = {} }: { now: number; limit: number; again?: AskAgain },
): Promise<readonly ToAsk[]> {
  const before = (days: number | undefined) => (days === undefined ? null : now - days * DAY_MS)
  return db<ToAsk[]>`
    select id, country, plate, category, total_weight_kg as "totalWeightKg", energy, euro_class as "euroClass",
           asked_at is not null and (category is not null or total_weight_kg is not null) as known
    from vehicle
    where asked_at is null or asked_at < ${before(again.factsDaysMax)}::timestamptz
       or (category is null and total_weight_kg is null and asked_at < ${before(again.unknownFactsDaysMax)}::timestamptz)
    order by asked_at is not null, category is not null, asked_at, id limit ${limit}`
}

const DAY_MS = 86_400_000

function changesPrice(vehicle: ToAsk, facts: VehicleFacts): boolean {
  return (['category', 'totalWeightKg', 'energy', 'euroClass'] as const).some(
    (field) => vehicle[field] !== facts[field],
  )
}
