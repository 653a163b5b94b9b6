import { createContext, type RouterContextProvider, redirect } from 'react-router'
import type { IdentityProvider } from '#access/provider.ts'
import type { RightsRegister } from '#access/representation.ts'
import type { Session, SessionLimits } from '#access/session.ts'
import type { PasswordHasher } from '#access/verify-password.ts'
import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Key } from '#core/seal.ts'
import type { OrganisationRegister } from '#customers/organisation-register.ts'
import { asParty, type Db, type Tx } from '#db/connection.ts'
import type { FerryRules } from '#ferry/fare.ts'
import type { VippsOfIssuer } from '#payments/vipps.ts'
import type { CapGroups } from '#rating/cap-groups.ts'
import type { Tariffs } from '#rating/tariffs.ts'
import type { FigureData } from '#settlement/figures.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'

/** What the pages are given by whoever starts them. */
export type MinSideDeps = {
  /** As the role `brikke_app`. */
  readonly db: Db
  readonly identityProvider: IdentityProvider
  readonly digestKeyHex: string
  /** Of national identity numbers: what is shown of them is the date of birth. */
  readonly encryptionKey: Key
  /** Who says for whom somebody may act. */
  readonly rights: RightsRegister
  readonly organisations: OrganisationRegister
  /** Business time: what the pages show. */
  readonly now: () => number
  /** The machine's time: log-in and sessions. */
  readonly machineNow: () => number
  readonly random: (bytes: number) => Buffer
  readonly newId: () => string
  /** As the browser knows us, `https://minside.example`. */
  readonly minSideUrl: string
  /** Undefined: nobody is offered to pay by Vipps. */
  readonly vipps?: { readonly ofIssuer: VippsOfIssuer; readonly pagesOrigin: string } | undefined
  /** There is a scanner of viruses, and no attachment is served before it has answered. */
  readonly filesAreScanned: boolean
  /** Asked while somebody waits, so with a short time limit. Undefined: it does not answer. */
  readonly register?: VehicleRegister | undefined
  /** How many of our own proxies write `x-forwarded-for` before us. */
  readonly proxyCount: number
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void
  readonly sessionLimits?: SessionLimits
}

/** What changes when tariffs are loaded, and is read anew only then. */
export type Kept = {
  readonly ferries: () => Promise<FerryRules>
  readonly tariffs: () => Promise<Tariffs>
  readonly capGroups: () => Promise<CapGroups>
  readonly figures: () => Promise<FigureData>
}

/** One request: who asks, in which language, and what goes back beside the page. */
export type Visit = {
  readonly deps: MinSideDeps & { readonly sessionLimits: SessionLimits }
  readonly kept: Kept
  readonly hasher: PasswordHasher
  readonly requestId: string
  /** The block of addresses the request comes from. */
  readonly from: string
  readonly nonce: string
  readonly language: Language
  /** A form is sent for its step in another language, as it is filled in so far, and for nothing else. */
  readonly onlyLanguage: boolean
  readonly session: Session | undefined
  readonly cookies: string | null
  readonly accessByPattern: ReadonlyMap<string, Access>
  /** Routes whose forms may hold files, and so be large. */
  readonly takesFiles: ReadonlySet<string>
  readonly back: Back
}

/**
 * Who may call a route. Each says so itself; one that does not stops the start. `user`: somebody logged in, whoever they
 * act for and however far they have come. `newcomer`: and with a right to act that holds now. `customer`: and with an
 * electronic identity or a second factor.
 */
export type Access = 'anyone' | 'user' | 'newcomer' | 'customer'

/** What a page asks the server to add to the answer. */
export type Back = {
  readonly headers: Headers
  /** Where else than to us a form of the page may go. */
  formAction?: string
  /** Who may show the page in a frame. */
  frameAncestors?: string
  /** A customer's own file: nothing in it may run. */
  sandbox?: boolean
}

export const visitContext = createContext<Visit>()

export type Context = Readonly<RouterContextProvider>

/** Whose page it is: the parties whose rows it may see, and the business time. */
export type Customer = { readonly partyIds: readonly number[]; readonly now: number; readonly visit: Visit }

export function visitOf(context: Context): Visit {
  return context.get(visitContext)
}

/** For a page of a customer: reads as the customer, and sees no row but theirs. */
export async function asCustomer<T>(
  context: Context,
  work: (tx: Tx, customer: Customer) => Promise<T>,
): Promise<T> {
  const visit = visitOf(context)
  const { session, deps } = visit
  // Strangers have been sent away; this holds should a page have been given the wrong access.
  if (!session) throw redirect('/')
  const { partyIds } = session
  return asParty(deps.db, partyIds, (tx) => work(tx, { partyIds, now: deps.now(), visit }))
}

/** Not there, or not yours: the same answer, to the letter. */
export function notFound(): Response {
  return new Response(null, { status: 404 })
}

/** The first day of a month as it stands in an address, `2019-12`. */
export function monthOf(text: string | undefined): Day {
  if (text === undefined || !/^20\d\d-(0[1-9]|1[0-2])$/.test(text)) throw notFound()
  return `${text}-01`
}

/** A row's number as it stands in an address. Row level security holds whose it is. */
export function numberOf(text: string | undefined): number {
  const number = Number(text)
  if (text === undefined || !/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(number)) throw notFound()
  return number
}
