import type { Queryable } from '#db/connection.ts'

/** An agreement as its holder sees it. */
export type ShownAgreement = {
  readonly id: number
  readonly publicId: string
  readonly partyId: number
  readonly number: string
  readonly kind: 'main' | 'supplementary'
  readonly mainAgreementId: number | null
  readonly issuerCode: string
  readonly issuerName: string
  readonly validFrom: number
  readonly validTo: number | null
  readonly termsVersion: string
  readonly detailedInvoice: boolean
  readonly invoiceReference: string | null
  readonly invoicedPer: string
  readonly holderKind: 'person' | 'organisation'
}

/** The parties' toll agreements: those that hold, or will, first; then those that have ended. */
export async function readAgreements(
  db: Queryable,
  partyIds: readonly number[],
  now: number,
): Promise<readonly ShownAgreement[]> {
  return db<ShownAgreement[]>`
    ${select(db)} where a.party_id = any (${partyIds.map(String)}::bigint[])
    order by coalesce(a.valid_to, 'infinity') <= ${now}, coalesce(a.main_agreement_id, a.id), a.kind, a.id`
}

/** Undefined: there is none, or it is somebody else's. */
export async function readAgreement(
  db: Queryable,
  partyIds: readonly number[],
  publicId: string,
): Promise<ShownAgreement | undefined> {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(publicId)) return undefined
  const [row] = await db<ShownAgreement[]>`
    ${select(db)} where a.party_id = any (${partyIds.map(String)}::bigint[]) and a.public_id = ${publicId}`
  return row
}

function select(db: Queryable) {
  return db`
    select a.id, a.public_id as "publicId", a.party_id as "partyId", a.agreement_number as number, a.kind,
           a.main_agreement_id as "mainAgreementId", c.code as "issuerCode", c.name as "issuerName",
           a.valid_from as "validFrom", a.valid_to as "validTo", a.terms_version as "termsVersion",
           a.detailed_invoice as "detailedInvoice", a.invoice_reference as "invoiceReference",
           a.invoiced_per as "invoicedPer", p.kind as "holderKind"
    from agreement a join company c on c.id = a.issuer_id and a.kind <> 'ferry' join party p on p.id = a.party_id`
}
