import type { RightsRegister } from '#access/representation.ts'
import type { OrganisationRegister } from '#customers/organisation-register.ts'
import { httpAltinn } from '#outside/altinn.ts'
import { httpOrganisationRegister } from '#outside/organisation-register.ts'
import type { Installation } from './installation.ts'

/** Somebody waits for the page meanwhile. */
const TIMEOUT_MS = 3_000

/** Those whom the pages ask about people and organisations. */
export function pageRegisters({
  altinn,
  organisationRegisterUrl,
}: Pick<Installation, 'altinn' | 'organisationRegisterUrl'>): {
  rights: RightsRegister
  organisations: OrganisationRegister
} {
  const { url: baseUrl, token, resource } = altinn
  return {
    rights: httpAltinn({ baseUrl, token, resource, timeoutMs: TIMEOUT_MS }),
    organisations: httpOrganisationRegister({ baseUrl: organisationRegisterUrl, timeoutMs: TIMEOUT_MS }),
  }
}

/** As an installation speaks with the sandbox. */
export function sandboxRegisters(
  sandboxUrl: string,
): Pick<Installation, 'altinn' | 'organisationRegisterUrl'> {
  return {
    altinn: { url: `${sandboxUrl}/altinn`, token: 'sandbox', resource: 'brikke-min-side' },
    organisationRegisterUrl: `${sandboxUrl}/enhetsregisteret`,
  }
}
