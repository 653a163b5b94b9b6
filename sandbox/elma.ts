import type { Country } from './country.ts'

/** The kinds of document an organisation may have registered to receive. */
export type Kind = 'invoice' | 'credit-note' | 'reminder'
export const KINDS: readonly Kind[] = ['invoice', 'credit-note', 'reminder']

export type Recipient = {
  readonly organisationNumber: string
  readonly name: string
  readonly receives: readonly Kind[]
}

export type Elma = {
  find(organisationNumber: string): Recipient | undefined
  set(organisationNumber: string, receives: readonly Kind[]): void
  all(): readonly Recipient[]
}

/** The register of those who receive electronic documents: the country's organisations, and whoever is entered by hand. */
export function openElma(country: Country): Elma {
  const owners = country.vehicles.flatMap((vehicle) => vehicle.owners)
  const recipients = new Map(
    owners.flatMap(({ organisationNumber, name }): [string, Recipient][] =>
      organisationNumber === null
        ? []
        : [[organisationNumber, { organisationNumber, name, receives: usual(organisationNumber) }]],
    ),
  )
  return {
    find: (organisationNumber) => recipients.get(organisationNumber),
    set: (organisationNumber, receives) => {
      const name = recipients.get(organisationNumber)?.name ?? organisationNumber
      recipients.set(organisationNumber, { organisationNumber, name, receives })
    },
    all: () =>
      [...recipients.values()].toSorted((a, b) => (a.organisationNumber < b.organisationNumber ? -1 : 1)),
  }
}

/** Most take everything, some no reminders, some nothing: told apart by the number, so that every start is alike. */
function usual(organisationNumber: string): readonly Kind[] {
  const rest = Number(organisationNumber) % 5
  if (rest === 0) return []
  return rest === 1 ? ['invoice', 'credit-note'] : KINDS
}

const BILLING = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'
const REMINDER = `${BILLING}#conformant#urn:fdc:anskaffelser.no:2019:ehf:reminder:3.0`
const BILLING_PROCESS = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'
const REMINDER_PROCESS = 'urn:fdc:anskaffelser.no:2019:ehf:postaward:g3:06:1.0'

/** What each kind is called on the network. */
export const DOCUMENTS: Readonly<Record<Kind, { readonly document: string; readonly process: string }>> = {
  invoice: { document: documentOf('Invoice', BILLING), process: BILLING_PROCESS },
  'credit-note': { document: documentOf('CreditNote', BILLING), process: BILLING_PROCESS },
  reminder: { document: documentOf('Invoice', REMINDER), process: REMINDER_PROCESS },
}

export function kindOf(document: string): Kind | undefined {
  return KINDS.find((kind) => DOCUMENTS[kind].document === document)
}

function documentOf(root: string, customization: string): string {
  return `urn:oasis:names:specification:ubl:schema:xsd:${root}-2::${root}##${customization}::2.1`
}
