import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { MakeAgreementRefusal } from '#words/agreements.ts'
import { endOf, lockAgreement, saveAgreement } from './store.ts'

export type NewAgreement = {
  readonly publicId: string
  readonly partyId: number
  /** The company's code. */
  readonly issuer: string
  readonly termsVersion: string
  readonly validFrom: number
}

export type MadeAgreement = { readonly agreementId: number; readonly number: string }

/** A main agreement with an issuer, on the terms accepted. */
export async function makeAgreement(
  tx: Tx,
  made: NewAgreement,
): Promise<MadeAgreement | Refusal<MakeAgreementRefusal>> {
  const issuerId = await readIssuerId(tx, made.issuer)
  if (issuerId === undefined) return refuse('not-an-issuer')
  return saveAgreement(tx, { ...made, issuerId, mainAgreementId: null, kind: 'main' })
}

/** With the company that keeps the ferry accounts. It has no tags, and no agreements beside it. */
export async function makeFerryAgreement(
  tx: Tx,
  made: Omit<NewAgreement, 'issuer'>,
): Promise<MadeAgreement | Refusal<'not-an-issuer'>> {
  const [company] = await tx<
    { id: number }[]
  >`select id from company where ferry_accounts order by id limit 1`
  if (!company) return refuse('not-an-issuer')
  return saveAgreement(tx, { ...made, issuerId: company.id, mainAgreementId: null, kind: 'ferry' })
}

/**
 * Terms 1.2: an agreement with another company beside the main one, and valid only as long as that is. The company's
 * passages are its from then on.
 */
export async function makeSupplementary(
  tx: Tx,
  { mainAgreementId, ...made }: NewAgreement & { readonly mainAgreementId: number },
): Promise<MadeAgreement | Refusal<MakeAgreementRefusal>> {
  const issuerId = await readIssuerId(tx, made.issuer)
  if (issuerId === undefined) return refuse('not-an-issuer')
  const main = await lockAgreement(tx, mainAgreementId)
  if (!main) return refuse('unknown-agreement')
  if (main.validTo !== null && main.validTo <= made.validFrom) return refuse('no-main-agreement')
  const inTheWay = await readInTheWay(tx, mainAgreementId, { issuerId, at: made.validFrom })
  if (inTheWay) return refuse(inTheWay)
  const validFrom = Math.max(made.validFrom, main.validFrom)
  const saved = await saveAgreement(tx, {
    ...made,
    issuerId,
    mainAgreementId,
    validFrom,
    kind: 'supplementary',
  })
  await makeDue(tx, 're-attribute', [{ key: `agreement ${saved.agreementId}`, fromAt: validFrom }])
  return saved
}

async function readIssuerId(tx: Tx, code: string): Promise<number | undefined> {
  const [row] = await tx<
    { id: number }[]
  >`select id from company where code = ${code} and issuer and not ferry_accounts`
  return row?.id
}

async function readInTheWay(
  tx: Tx,
  mainAgreementId: number,
  { issuerId, at }: { issuerId: number; at: number },
): Promise<'main-agreement-with-company' | 'supplementary-already' | 'no-main-agreement' | undefined> {
  // What was ended before it held is in nobody's way.
  const rows = await tx<{ id: number; kind: string; issuerId: number }[]>`
    select id, kind, issuer_id as "issuerId" from agreement
    where (id = ${mainAgreementId} or main_agreement_id = ${mainAgreementId})
      and (valid_to is null or valid_to > ${endOf(tx, at)})`
  const main = rows.find(({ id }) => id === mainAgreementId)
  if (main?.kind !== 'main') return 'no-main-agreement'
  if (main.issuerId === issuerId) return 'main-agreement-with-company'
  return rows.some((row) => row.kind === 'supplementary' && row.issuerId === issuerId)
    ? 'supplementary-already'
    : undefined
}
