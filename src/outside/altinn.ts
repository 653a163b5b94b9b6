import { z } from 'zod'
import type { Representation, Right, RightsRegister } from '#access/representation.ts'
import { jsonOf } from './answer.ts'

export type AltinnSettings = {
  readonly baseUrl: string
  /** From Maskinporten, with the scope for authorized parties. */
  readonly token: string
  /** Our service as it is registered there: who has been given it, may act. */
  readonly resource: string
  readonly timeoutMs: number
}

/** Altinn 3's authorized parties, as the owner of a resource may ask for them. */
export function httpAltinn(settings: AltinnSettings): RightsRegister {
  return { organisationsOf: (nationalId) => ask(settings, nationalId) }
}

const PATH = '/accessmanagement/api/v1/resourceowner/authorizedparties?includeAltinn2=true'

/** Silence, a wrong token and an answer that cannot be read are all no answer: nobody gets a right by them. */
async function ask(
  { baseUrl, token, resource, timeoutMs }: AltinnSettings,
  nationalId: string,
): Promise<readonly Representation[] | 'no-answer'> {
  try {
    const response = await fetch(`${baseUrl}${PATH}`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ type: 'urn:altinn:person:identifier-no', value: nationalId }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) return 'no-answer'
    const parsed = answer.safeParse(await jsonOf(response))
    return parsed.success ? representationsOf(parsed.data, resource) : 'no-answer'
  } catch {
    return 'no-answer'
  }
}

const unit = z.object({
  name: z.string(),
  organizationNumber: z.string().nullable(),
  type: z.string(),
  isDeleted: z.boolean(),
  onlyHierarchyElementWithNoAccess: z.boolean(),
  authorizedResources: z.array(z.string()),
  authorizedRoles: z.array(z.string()),
})
const answer = z.array(unit.extend({ subunits: z.array(unit) }))

type Unit = z.infer<typeof unit>

function representationsOf(parties: z.infer<typeof answer>, resource: string): readonly Representation[] {
  return parties.flatMap((party) => {
    const top = representationOf(party, resource, undefined)
    const below = party.subunits.flatMap((one) =>
      representationOf(one, resource, party.organizationNumber ?? undefined),
    )
    const choosable = below.filter(({ because }) => because !== undefined)
    // A heading over nothing one may choose says nothing.
    return top.some(({ because }) => because !== undefined) || choosable.length > 0
      ? [...top, ...choosable]
      : []
  })
}

function representationOf(
  party: Unit,
  resource: string,
  under: string | undefined,
): readonly Representation[] {
  const { organizationNumber, name, isDeleted } = party
  if (party.type !== 'Organization' || organizationNumber === null || !/^\d{9}$/.test(organizationNumber))
    return []
  const because = party.onlyHierarchyElementWithNoAccess ? undefined : rightOf(party, resource)
  return [{ organisationNumber: organizationNumber, name, isDeleted, because, under }]
}

/** The roles of the organisation register that decide for it alone, before what they have given others. */
const ROLES: readonly (readonly [role: string, right: Right])[] = [
  ['DAGL', 'general-manager'],
  ['LEDE', 'chair'],
  ['INNH', 'sole-trader'],
]

function rightOf({ authorizedRoles, authorizedResources }: Unit, resource: string): Right | undefined {
  const [, byRole] = ROLES.find(([role]) => authorizedRoles.includes(role)) ?? []
  return byRole ?? (authorizedResources.includes(resource) ? 'delegated' : undefined)
}
