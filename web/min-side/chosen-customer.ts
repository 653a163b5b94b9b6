import { readAgreements } from '#agreements/read-agreements.ts'
import { type Profile, readProfiles } from '#customers/read-profile.ts'
import type { Tx } from '#db/connection.ts'
import { OWN_CUSTOMERS_TEXTS } from '#words/own-customers.ts'
import type { OwnCustomersInWords } from '../parts/own-customers.tsx'
import { ownParty } from './for-whom.ts'
import { type Customer, notFound } from './visit.ts'

export type ChosenCustomer = {
  /** Undefined: nobody's customer yet. */
  readonly profile: Profile | undefined
  /** The page, about the same customer: for links, where there are several to choose among. */
  readonly linkTo: (path: string, saved?: string) => string
  /**
   * The same, for a form. It always names the customer it was shown for: were another linked meanwhile, in another tab,
   * what is sent is still that customer's.
   */
  readonly formTo: (path: string) => string
  readonly profiles: readonly Profile[]
}

/** The customer a page is about: of one's own the one its address names, else oneself. Another is not there. */
export async function chosenCustomer(tx: Tx, customer: Customer, url: URL): Promise<ChosenCustomer> {
  const asked = url.searchParams.get('kunde')
  const profiles = await readProfiles(tx, customer.partyIds)
  const own = ownParty(customer)
  const profile = profiles.find(({ partyId, publicId }) =>
    asked === null ? partyId === own : publicId === asked,
  )
  if (asked !== null && !profile) throw notFound()
  const query = profile ? `kunde=${profile.publicId}` : ''
  const named = profiles.length > 1 ? query : ''
  return {
    profile,
    profiles,
    linkTo: (path, saved) => withQuery(path, named, saved === undefined ? '' : `lagret=${saved}`),
    formTo: (path) => withQuery(path, query),
  }
}

/** What to choose among, where there is a choice. Two may have one name: they are told apart by their agreements. */
export async function ownCustomersInWords(
  tx: Tx,
  { partyIds, now, visit: { language } }: Customer,
  { profile, profiles }: ChosenCustomer,
  path: string,
): Promise<OwnCustomersInWords | undefined> {
  if (profiles.length < 2) return undefined
  const { heading, about, agreement, noAgreement } = OWN_CUSTOMERS_TEXTS[language]
  const agreements = await readAgreements(tx, partyIds, now)
  return {
    heading,
    about,
    customers: profiles.map(({ partyId, publicId, name }) => {
      const [first] = agreements.filter((one) => one.partyId === partyId)
      return {
        to: `${path}?kunde=${publicId}`,
        name: `${name}, ${first ? agreement(first.number, first.issuerName) : noAgreement}`,
        isShown: partyId === profile?.partyId,
      }
    }),
  }
}

function withQuery(path: string, ...parts: readonly string[]): string {
  const query = parts.filter(Boolean).join('&')
  return query === '' ? path : `${path}?${query}`
}
