import { httpVehicleRegister } from '#outside/vehicle-register.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import type { Installation } from './installation.ts'

/** The vehicle register as a page asks it: somebody waits for the answer. */
export function pageRegister({ register }: Installation): VehicleRegister | undefined {
  return (
    register && httpVehicleRegister({ baseUrl: register.url, apiKey: register.key, timeoutMs: PATIENCE_MS })
  )
}

const PATIENCE_MS = 2_500
