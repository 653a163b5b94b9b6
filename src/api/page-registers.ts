import type { RightsRegister } from '#access/representation.ts'
import type { OrganisationRegister } from '#customers/organisation-register.ts'
import { httpAltinn } from '#outside/altinn.ts'
import { httpOrganisationRegister } from '#outside/organisation-register.ts'
import { httpVehicleRegister } from '#outside/vehicle-register.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import type { Installation } from './installation.ts'

/** Somebody waits for the page meanwhile. */
const TIMEOUT_MS = 3_000

/** Those whom the pages ask about people, organisations and vehicles. */
export function pageRegisters({
  altinn,
  organisationRegisterUrl,
  register,
}: Pick<Installation, 'altinn' | 'organisationRegisterUrl' | 'register'>): {
  rights: RightsRegister
  organisations: OrganisationRegister
  register: VehicleRegister | undefined
} {
  const { url: baseUrl, token, resource } = altinn
  return {
    rights: httpAltinn({ baseUrl, token, resource, timeoutMs: TIMEOUT_MS }),
    organisations: httpOrganisationRegister({ baseUrl: organisationRegisterUrl, timeoutMs: TIMEOUT_MS }),
    register:
      register && httpVehicleRegister({ baseUrl: register.url, apiKey: register.key, timeoutMs: TIMEOUT_MS }),
  }
}

/** As an installation speaks with the sandbox. */
export function sandboxRegisters(sandboxUrl: string): Pick<
  Installation,
  'altinn' | 'organisationRegisterUrl'
> & {
  register: NonNullable<Installation['register']>
} {
  return {
    register: { url: `${sandboxUrl}/vehicle-register`, key: 'sandbox' },
    altinn: { url: `${sandboxUrl}/altinn`, token: 'sandbox', resource: 'brikke-min-side' },
    organisationRegisterUrl: `${sandboxUrl}/enhetsregisteret`,
  }
}
