import type { Queryable, Tx } from '#db/connection.ts'
import type { Company } from './company.ts'
import type { Owner } from './owner.ts'

export async function saveCompanies(tx: Tx, companies: readonly Company[]): Promise<void> {
  // One jsonb argument: eighteen columns of a handful of rows.
  await tx`
    insert into company (id, code, name, organisation_number, toll_charger, issuer, account_number, kid_prefix,
                         ocr_agreement, phone, email, website, street, postal_code, place, source, payment_format,
                         ferry_accounts)
    select id, code, name, "organisationNumber", "tollCharger", issuer, "accountNumber", "kidPrefix",
           "ocrAgreement", phone, email, website, street, "postalCode", place, source,
           coalesce("paymentFormat", 'ocr-giro'), coalesce("ferryAccounts", false)
    from jsonb_to_recordset(${JSON.stringify(companies)}::text::jsonb) as c (
      id smallint, code text, name text, "organisationNumber" text, "tollCharger" boolean, issuer boolean,
      "accountNumber" text, "kidPrefix" text, "ocrAgreement" text, phone text, email text, website text, street text,
      "postalCode" text, place text, source text, "paymentFormat" text, "ferryAccounts" boolean)
    order by id
    on conflict (id) do update set
      code = excluded.code, name = excluded.name, organisation_number = excluded.organisation_number,
      toll_charger = excluded.toll_charger, issuer = excluded.issuer, account_number = excluded.account_number,
      kid_prefix = excluded.kid_prefix, ocr_agreement = excluded.ocr_agreement, phone = excluded.phone,
      email = excluded.email, website = excluded.website, street = excluded.street,
      postal_code = excluded.postal_code, place = excluded.place, source = excluded.source,
      payment_format = excluded.payment_format, ferry_accounts = excluded.ferry_accounts`
}

export async function readCompanies(db: Queryable): Promise<readonly Company[]> {
  return db<Company[]>`
    select id, code, name, organisation_number as "organisationNumber", toll_charger as "tollCharger", issuer,
           account_number as "accountNumber", kid_prefix as "kidPrefix", ocr_agreement as "ocrAgreement", phone, email,
           website, street, postal_code as "postalCode", place, source
    from company order by id`
}

/** Owners the register told of before may have moved or changed name. A customer's own details are not touched. */
export async function updateOwners(tx: Tx, owners: readonly Owner[]): Promise<void> {
  await tx`
    with told as (${ownerRows(tx, owners)}),
    mine as materialized (
      select id from party where portfolio_ref in (select ref from told) order by id for update
    )
    update party p
    set name = o.name, street = o.street, postal_code = o.postal_code, place = o.place, country = o.country
    from told o
    where p.id in (select id from mine) and p.portfolio_ref = o.ref
      and (p.name, p.street, p.postal_code, p.place, p.country)
          is distinct from (o.name, o.street, o.postal_code, o.place, o.country)`
}

/** Two workers may meet the same owner first: one of them inserts, the other finds it. */
export async function insertOwners(
  tx: Tx,
  owners: readonly (Owner & { readonly publicId: string })[],
): Promise<void> {
  await tx`
    insert into party (public_id, kind, name, organisation_number, street, postal_code, place, country, portfolio_ref)
    select n.public_id, o.kind, o.name, o.organisation_number, o.street, o.postal_code, o.place, o.country, o.ref
    from (${ownerRows(tx, owners)}) o
    join unnest(${owners.map(ownerRef)}::text[], ${owners.map((o) => o.publicId)}::uuid[]) as n (ref, public_id) using (ref)
    where not exists (select from party p where p.portfolio_ref = o.ref)
      and not exists (select from party p where p.organisation_number = o.organisation_number)
    order by o.ref
    on conflict do nothing`
}

export async function readOwnerParties(
  db: Queryable,
  owners: readonly Owner[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db<{ register_id: string; party_id: number }[]>`
    select o.register_id, coalesce(
             (select id from party where portfolio_ref = o.ref),
             (select id from party where organisation_number = o.organisation_number)) as party_id
    from unnest(${owners.map((o) => o.registerId)}::text[], ${owners.map(ownerRef)}::text[],
                ${owners.map((o) => o.organisationNumber)}::text[]) as o (register_id, ref, organisation_number)`
  return new Map(rows.map((row) => [row.register_id, row.party_id]))
}

/** Writes what the staged lines change; `import-parties.ts` has decided which. */
export async function saveStagedParties(tx: Tx): Promise<void> {
  await tx`
    update party p
    set name = s.name, organisation_number = s.organisation_number, national_id_digest = s.national_id_digest,
        -- The seal has a new nonce every time: kept while the number under it is the same.
        national_id_sealed = case when p.national_id_digest is distinct from s.national_id_digest
                                  then s.national_id_sealed else p.national_id_sealed end,
        email = s.email, phone = s.phone, street = s.street, postal_code = s.postal_code, place = s.place,
        country = s.country, language = s.language, portfolio_ref = coalesce(p.portfolio_ref, s.ref)
    from portfolio_party s where s.party_id = p.id and s.outcome = 'updated'`
  await tx`
    with made as (
      insert into party (public_id, kind, name, organisation_number, national_id_digest, national_id_sealed, email, phone,
                         street, postal_code, place, country, language, portfolio_ref)
      select public_id, kind, name, organisation_number, national_id_digest, national_id_sealed, email, phone,
             street, postal_code, place, country, language, ref
      from portfolio_party where outcome = 'created' order by line
      returning id, public_id
    )
    update portfolio_party s set party_id = made.id from made where made.public_id = s.public_id`
}

/** Owners and imported customers share the column that says where a party came from. */
function ownerRef(owner: Owner): string {
  return `svv:${owner.registerId}`
}

function ownerRows(tx: Tx, owners: readonly Owner[]) {
  return tx`
    select * from unnest(
      ${owners.map(ownerRef)}::text[], ${owners.map((o) => o.kind)}::text[], ${owners.map((o) => o.name)}::text[],
      ${owners.map((o) => o.organisationNumber)}::text[], ${owners.map((o) => o.street)}::text[],
      ${owners.map((o) => o.postalCode)}::text[], ${owners.map((o) => o.place)}::text[],
      ${owners.map((o) => o.country)}::text[]
    ) as t (ref, kind, name, organisation_number, street, postal_code, place, country)`
}

type NewParty = { readonly contact: object; readonly language: string; readonly publicId: string }

export async function makeOwnParty(tx: Tx, of: NewParty & { readonly userId: number }): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    select make_own_party(${of.userId}, ${of.publicId}, ${contactJson(of)}::text::jsonb) as id`
  return row?.id ?? 0
}

export async function makeOrganisationParty(
  tx: Tx,
  of: NewParty & { readonly organisationNumber: string },
): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    select make_organisation_party(${of.organisationNumber}, ${of.publicId}, ${contactJson(of)}::text::jsonb) as id`
  return row?.id ?? 0
}

/** Only what was missing, an address confirmed on the way: what is known is changed in the profile, where it is confirmed. */
export async function fillInParty(
  tx: Tx,
  id: number,
  contact: { email: string; phone: string; street: string; postalCode: string; place: string },
): Promise<void> {
  await tx`
    update party
    set confirmed_email = case when email is null then ${contact.email} else confirmed_email end,
        email = coalesce(email, ${contact.email}), phone = coalesce(phone, ${contact.phone}),
        street = coalesce(street, ${contact.street}), postal_code = coalesce(postal_code, ${contact.postalCode}),
        place = coalesce(place, ${contact.place})
    where id = ${id}`
}

function contactJson({ contact, language }: NewParty): string {
  return JSON.stringify({ ...contact, language })
}
