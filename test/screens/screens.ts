import type { Customers } from '../browser/customers.ts'
import type { FerryTrips } from '../browser/ferry-customers.ts'

/** Whom the pictures are of. */
export type Cast = Customers & FerryTrips & { readonly things: (begins: string) => string }

/** A page to be pictured, and what was looked at in it. */
export type Screen = {
  readonly name: string
  readonly at: string | ((cast: Cast) => string)
  readonly who: Who
  /** A table that is away meanwhile. */
  readonly without?: string
}

/** Nobody yet, the ordinary customer, one with 400 vehicles, one who has just become a customer, and one who has a case. */
export type Who = 'nobody' | 'customer' | 'haulier' | 'newest' | 'asker'

const open = (name: string, at: string): Screen => ({ name, at, who: 'nobody' })
const own = (name: string, at: Screen['at']): Screen => ({ name, at, who: 'customer' })
const haulier = (name: string, at: string): Screen => ({ name, at, who: 'haulier' })
const newest = (name: string, at: string): Screen => ({ name, at, who: 'newest' })
const asker = (name: string, begins: string): Screen => ({
  name,
  at: ({ things }) => things(begins),
  who: 'asker',
})

export const SCREENS: readonly Screen[] = [
  open('front', '/'),
  open('prices', '/priser'),
  open('prices-project', '/priser/bergen'),
  open('questions', '/sporsmal-og-svar'),
  open('terms', '/vilkar'),
  open('contact', '/kontakt'),
  open('log-in-help', '/hjelp-med-innlogging'),
  open('privacy', '/personvern'),
  open('accessibility', '/tilgjengelighet'),
  open('missing', '/finnes-ikke'),
  own('overview', '/min-side'),
  own('passages-month', '/min-side/passeringer/2019-12'),
  own('passages-period', '/min-side/passeringer/periode?fra=2019-10-01&til=2019-12-10'),
  own('passages-none', '/min-side/passeringer/2019-08'),
  own('price', ({ prices }) => prices.charged),
  own('invoices', '/min-side/fakturaer'),
  own('invoice', ({ invoices }) => `/min-side/fakturaer/${invoices.sent}`),
  own('invoice-overdue', ({ invoices }) => `/min-side/fakturaer/${invoices.overdue}`),
  own('invoice-paid', ({ invoices }) => `/min-side/fakturaer/${invoices.paid}`),
  own('invoice-passages', ({ invoices }) => `/min-side/fakturaer/${invoices.sent}/passeringer`),
  own('invoice-channels', '/min-side/fakturaer/levering'),
  own('payments', '/min-side/betalinger'),
  open('email-log-in', '/uten-elektronisk-id'),
  open('email-register', '/uten-elektronisk-id/ny'),
  own('acting', '/pa-vegne-av'),
  own('first-time', '/forste-gang'),
  own('find-agreement', '/finn-avtale'),
  own('balance', '/min-side/saldo'),
  own('supplementary', '/min-side/avtaler/tilleggsavtale'),
  own('vehicles', '/min-side/brikker-og-kjoretoy'),
  own('vehicle', '/min-side/brikker-og-kjoretoy/1'),
  own('vehicle-add', '/min-side/brikker-og-kjoretoy/legg-til'),
  own('tag-move', '/min-side/brikker-og-kjoretoy/flytt'),
  own('vehicle-remove', '/min-side/brikker-og-kjoretoy/fjern'),
  own('vehicle-sold', '/min-side/brikker-og-kjoretoy/solgt'),
  own('tag-report', '/min-side/brikker-og-kjoretoy/meld'),
  own('vehicles-upload', '/min-side/brikker-og-kjoretoy/last-opp'),
  own('service', '/min-side/kundeservice'),
  own('case-new', '/min-side/kundeservice/ny-sak'),
  own('complaint', '/min-side/kundeservice/meld-feil'),
  own('profile', '/min-side/profil'),
  own('notices', '/min-side/profil/varsler'),
  own('payout-account', '/min-side/profil/konto'),
  own('messages', '/min-side/meldinger'),
  own('tags-waiting', '/min-side/brikker-og-kjoretoy/pa-vent'),
  own('vehicle-choice', '/min-side/brikker-og-kjoretoy/velg/flytt'),
  own('tag-mount', '/min-side/brikker-og-kjoretoy/sett-i'),
  own('become-customer', '/bli-kunde'),
  own('undo-change', '/angre-endring'),
  own('right-unknown', '/fullmakt-ukjent'),
  own('invoices-wrong-date', '/min-side/fakturaer?fra=2019-02-30'),
  open('terms-version', '/vilkar/2019-01-15'),
  open('email-forgotten', '/uten-elektronisk-id/glemt-passord'),
  open('log-in-failed', '/logg-inn/tilbake?state=made-up'),
  open('lost-factor', '/uten-elektronisk-id/mistet-kode'),
  open('ferries', '/ferjesamband'),
  open('ferry-connection', '/ferjesamband/flakk-rorvik'),
  own('ferry', '/min-side/ferje'),
  own('ferry-trips', '/min-side/ferje/turer?fra=2019-12-01&til=2019-12-31'),
  own('ferry-trip', ({ lapsed }) => lapsed),
  own('ferry-open', '/min-side/ferje/bli-kunde'),
  own('ferry-vehicles', '/min-side/ferje/kjoretoy'),
  own('ferry-vehicle-add', '/min-side/ferje/kjoretoy/legg-til'),
  own('ferry-cards', '/min-side/ferje/kort'),
  own('ferry-end', '/min-side/ferje/avslutt'),
  asker('case', '/min-side/kundeservice/saker'),
  asker('order-receipt', '/min-side/brikker-og-kjoretoy/bestilling'),
  asker('tag-receipt', '/min-side/brikker-og-kjoretoy/kvittering'),
  asker('message', '/min-side/meldinger'),
  { ...own('failed', '/min-side/betalinger'), without: 'payment' },
  haulier('haulier-overview', '/min-side'),
  haulier('haulier-vehicles', '/min-side/brikker-og-kjoretoy'),
  haulier('haulier-passages', '/min-side/passeringer/2019-11'),
  newest('newest-overview', '/min-side'),
  newest('newest-vehicles', '/min-side/brikker-og-kjoretoy'),
  newest('newest-passages', '/min-side/passeringer/2019-12'),
  newest('newest-invoices', '/min-side/fakturaer'),
]
