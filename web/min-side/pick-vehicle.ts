import { redirect } from 'react-router'
import { readVehicle, readVehicles } from '#tags/read-vehicles.ts'
import { ofVehicle, vehicleChoice } from '../parts/show-vehicles.tsx'
import { asCustomer, type Context } from './visit.ts'

/** What begins with the choice of a vehicle, by its address. */
export const VEHICLE_TASKS = ['flytt', 'fjern', 'solgt', 'meld'] as const
export type VehicleTask = (typeof VEHICLE_TASKS)[number]

/** More than so many are searched, and read by the page, rather than down. */
export const CHOICES_MAX = 20

/** A tag is moved, or is lost. */
export function isOfTags(task: VehicleTask): boolean {
  return task === 'flytt' || task === 'meld'
}

/**
 * `?kjoretoy=12` is a vehicle of the customer's own, or nothing; and what there is to choose from. Without one, somebody
 * with very many chooses on a page of its own.
 */
export async function pickVehicle(context: Context, id: string | null, task: VehicleTask) {
  const tagged = isOfTags(task)
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const few = await readVehicles(tx, partyIds, { text: '', page: 1, now, tagged, size: CHOICES_MAX })
    const areMany = few.count > CHOICES_MAX
    if (areMany && id === null) throw redirect(`/min-side/brikker-og-kjoretoy/velg/${task}`)
    const own = isNumber(id) ? await readVehicle(tx, partyIds, { assignmentId: Number(id), now }) : undefined
    const chosen = own && (!tagged || own.tagNumber !== null) ? own : undefined
    const offered = areMany ? (chosen ? [chosen] : []) : few.vehicles
    return {
      language,
      chosen,
      areMany,
      shown: chosen && ofVehicle(chosen, language),
      choices: offered.map((vehicle) => vehicleChoice(ofVehicle(vehicle, language))),
    }
  })
}

function isNumber(id: string | null): boolean {
  return id !== null && /^[1-9]\d{0,14}$/.test(id)
}

/** `?brikke=7` is a tag that waits, by our number. */
export function waitingIdOf(id: string | null): number | undefined {
  return isNumber(id) ? Number(id) : undefined
}
