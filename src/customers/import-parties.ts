import type { Tx } from '#db/connection.ts'
import { copyRows, copyText } from '#db/copy.ts'
import type { LineOf } from '#formats/portfolio-file.ts'
import { FATE, type Outcome } from './portfolio-stage.ts'
import { analyze, readOutcome } from './read-outcome.ts'
import { saveStagedParties } from './store.ts'

/** A person or organisation of a portfolio, with what the file's secrets became. */
export type StagedParty = {
  readonly line: number
  readonly publicId: string
  readonly party: Omit<LineOf<'person'>, 'nationalId'> | LineOf<'organisation'>
  readonly nationalIdDigest: string | null
  readonly nationalIdSealed: Buffer | null
}

export async function openPartyStage(tx: Tx): Promise<void> {
  await tx.unsafe(`
    create temp table portfolio_party (
      line bigint, kind text, ref text, public_id uuid, name text, organisation_number text, national_id_digest text,
      national_id_sealed bytea, email text, phone text, street text, postal_code text, place text, country text,
      language text, party_id bigint, ${FATE}) on commit drop`)
}

export async function stageParties(tx: Tx, parties: readonly StagedParty[]): Promise<void> {
  await copyRows(
    tx,
    `portfolio_party (line, kind, ref, public_id, name, organisation_number, national_id_digest, national_id_sealed,
                      email, phone, street, postal_code, place, country, language)`,
    parties.map(({ line, publicId, party, nationalIdDigest, nationalIdSealed }) =>
      [
        line,
        party.kind,
        copyText(party.ref),
        publicId,
        copyText(party.name),
        party.kind === 'organisation' ? party.organisationNumber : '\\N',
        nationalIdDigest ?? '\\N',
        nationalIdSealed ? `\\\\x${nationalIdSealed.toString('hex')}` : '\\N',
        copyText(party.email),
        copyText(party.phone),
        copyText(party.street),
        copyText(party.postalCode),
        copyText(party.place),
        party.country,
        party.language,
      ].join('\t'),
    ),
  )
}

/** Decides each staged line and writes what it changes. */
export async function mergeParties(tx: Tx): Promise<Outcome> {
  await analyze(tx, 'portfolio_party')
  await findParties(tx)
  await refuseSharedParties(tx)
  await decideOutcomes(tx)
  await analyze(tx, 'portfolio_party')
  await saveStagedParties(tx)
  return readOutcome(tx, 'portfolio_party')
}

/**
 * A line is the party it was last time (by its reference), else the party of that identity: a customer of another
 * issuer here, or an owner the register told of. One reference and one identity may be one party only.
 */
async function findParties(tx: Tx): Promise<void> {
  await tx`
    update portfolio_party s
    set party_id = coalesce(f.by_ref, f.by_identity),
        refused = case when f.ref_turn > 1 then 'duplicate-ref'
                       when f.identity_turn > 1 or f.by_ref <> f.by_identity then 'identity-taken' end,
        outcome = case when f.ref_turn = 1 and f.identity_turn = 1 and coalesce(f.by_ref, f.by_identity) is null
                       then 'created' end,
        path = case when f.ref_turn > 1 then 'ref'
                    when s.kind = 'person' then 'nationalId' else 'organisationNumber' end
    from (
      select line,
             row_number() over (partition by ref order by line) as ref_turn,
             row_number() over (
               partition by coalesce(national_id_digest, organisation_number, 'line ' || line) order by line) as identity_turn,
             (select id from party p where p.portfolio_ref = ref) as by_ref,
             coalesce((select id from party p where p.national_id_digest = i.national_id_digest),
                      (select id from party p where p.organisation_number = i.organisation_number)) as by_identity
      from portfolio_party i
    ) f
    where f.line = s.line`
}

/** Two lines that lead to one party, by its reference and by its old identity: the first has it. */
async function refuseSharedParties(tx: Tx): Promise<void> {
  await tx`
    update portfolio_party s
    set refused = 'identity-taken', path = case when s.kind = 'person' then 'nationalId' else 'organisationNumber' end
    from (
      select line, row_number() over (partition by party_id order by line) as turn
      from portfolio_party where party_id is not null and refused is null
    ) f
    where f.line = s.line and f.turn > 1`
  await tx`
    update portfolio_party s set refused = 'may-not-change', path = 'kind'
    from party p where p.id = s.party_id and p.kind <> s.kind and s.refused is null`
}

async function decideOutcomes(tx: Tx): Promise<void> {
  await tx`
    update portfolio_party s
    set outcome = case when p.portfolio_ref is not null
      and (p.name, p.organisation_number, p.national_id_digest, p.email, p.phone, p.street, p.postal_code, p.place, p.country, p.language)
          is not distinct from
          (s.name, s.organisation_number, s.national_id_digest, s.email, s.phone, s.street, s.postal_code, s.place, s.country, s.language)
      then 'unchanged' else 'updated' end
    from party p where p.id = s.party_id and s.refused is null`
}
