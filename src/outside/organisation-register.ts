import { z } from 'zod'
import type { OrganisationAnswer, OrganisationRegister } from '#customers/organisation-register.ts'
import { jsonOf } from './answer.ts'

/** The open register of organisations over HTTP. Main units and sub-units have a door each. */
export function httpOrganisationRegister(address: {
  readonly baseUrl: string
  readonly timeoutMs: number
}): OrganisationRegister {
  return {
    organisation: async (number) => {
      const main = await ask(address, `/api/enheter/${encodeURIComponent(number)}`)
      return main.answer === 'unknown'
        ? ask(address, `/api/underenheter/${encodeURIComponent(number)}`)
        : main
    },
  }
}

const address = z.object({
  adresse: z.array(z.string().nullable()).optional(),
  postnummer: z.string().optional(),
  poststed: z.string().optional(),
})
const unit = z.object({
  navn: z.string(),
  slettedato: z.string().optional(),
  postadresse: address.optional(),
  forretningsadresse: address.optional(),
  beliggenhetsadresse: address.optional(),
})

async function ask(
  { baseUrl, timeoutMs }: { readonly baseUrl: string; readonly timeoutMs: number },
  path: string,
): Promise<OrganisationAnswer> {
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (response.status === 404) return { answer: 'unknown' }
    if (response.status === 410) return { answer: 'deleted' }
    if (!response.ok) return { answer: 'no-answer' }
    const parsed = unit.safeParse(await jsonOf(response))
    return parsed.success ? answerOf(parsed.data) : { answer: 'no-answer' }
  } catch {
    return { answer: 'no-answer' }
  }
}

function answerOf(one: z.infer<typeof unit>): OrganisationAnswer {
  if (one.slettedato !== undefined) return { answer: 'deleted' }
  const at = one.postadresse ?? one.forretningsadresse ?? one.beliggenhetsadresse
  const street = at?.adresse?.filter(Boolean).join(', ')
  return {
    answer: 'found',
    name: one.navn,
    street: street === '' ? undefined : street,
    postalCode: at?.postnummer,
    place: at?.poststed,
  }
}
