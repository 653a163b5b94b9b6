import { type OwnVehicle, readAllVehicles } from '#tags/read-vehicles.ts'
import { ofVehicle, vehicleChoice } from '../parts/show-vehicles.tsx'
import { asCustomer, type Context } from './visit.ts'

/** `?kjoretoy=12` is a vehicle of the customer's own, or nothing; and what there is to choose from. */
export async function pickVehicle(
  context: Context,
  id: string | null,
  fits: (vehicle: OwnVehicle) => boolean,
) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const vehicles = (await readAllVehicles(tx, partyIds, now)).filter(fits)
    const chosen = vehicles.find(({ assignmentId }) => String(assignmentId) === id)
    return {
      language,
      chosen,
      shown: chosen && ofVehicle(chosen, language),
      choices: vehicles.map((vehicle) => vehicleChoice(ofVehicle(vehicle, language))),
    }
  })
}
