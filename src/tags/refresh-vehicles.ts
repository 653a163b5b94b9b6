import { type Db, inTransaction } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { saveVehicleFacts } from './store.ts'
import type { VehicleFacts } from './vehicle.ts'
import type { VehicleRegister } from './vehicle-register.ts'

/**
 * Asks the register about vehicles it has not been asked about, those nothing is known of first. The question is asked
 * before the transaction opens. Returns how many were answered: none means the register is down, or nobody to ask about.
 */
export async function refreshVehicles(
  db: Db,
  register: VehicleRegister,
  at: { now: number; limit: number },
): Promise<number> {
  const unasked = await readUnasked(db, at.limit)
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
    await saveVehicleFacts(
      tx,
      answered.map(({ vehicle, facts }) => ({ vehicleId: vehicle.id, facts })),
      at.now,
    )
    // What passed before we knew was priced without knowing.
    await makeDue(
      tx,
      'rate',
      changed.map(({ vehicle }) => ({ key: String(vehicle.id), fromAt: 0 })),
    )
  })
  return answered.length
}

type UnaskedVehicle = {
  id: number
  country: string
  plate: string
  category: string | null
  totalWeightKg: number | null
  energy: string | null
  euroClass: number | null
}

async function readUnasked(db: Db, limit: number): Promise<readonly UnaskedVehicle[]> {
  return db<UnaskedVehicle[]>`
    select id, country, plate, category, total_weight_kg as "totalWeightKg", energy, euro_class as "euroClass"
    from vehicle where asked_at is null order by category is not null, id limit ${limit}`
}

function changesPrice(vehicle: UnaskedVehicle, facts: VehicleFacts): boolean {
  return (['category', 'totalWeightKg', 'energy', 'euroClass'] as const).some(
    (field) => vehicle[field] !== facts[field],
  )
}
