import { makeFerryAgreement } from '#agreements/make-agreement.ts'
import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { issuePrepayments, type PrepaymentRun } from '#invoices/issue-prepayments.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import type { FerryRules } from './fare.ts'
import { plateKey } from './identification.ts'
import { type FerryLimits, ferryLimitsOn } from './limits.ts'
import { type AgreementKind, agreedAmount } from './prepaid-amount.ts'
import { saveAccount, saveCards, saveFerryVehicles, savePrepayments } from './store.ts'
import { checkVehicles, type FerryVehicle, type WrittenVehicle } from './vehicle.ts'

export type AccountRun = Omit<PrepaymentRun, 'issuedOn'> & { readonly rules: FerryRules }

export type NewFerryAccount = {
  readonly partyId: number
  readonly vehicles: readonly WrittenVehicle[]
  readonly termsVersion: string
}

export type OpenedAccount = {
  readonly agreementId: number
  readonly number: string
  readonly agreed: Ore
  readonly invoiceId: number
}

/**
 * Makes a ferry agreement: private, with vehicles that share one amount, or an organisation's, with an amount for each.
 * The whole amount is asked for ahead; until it has come in the account gives no discount and its cards are not sent.
 */
export async function openFerryAccount(
  tx: Tx,
  asked: NewFerryAccount,
  run: AccountRun,
): Promise<OpenedAccount | Refusal<FerryAccountRefusal>> {
  const { partyId, termsVersion } = asked
  const day = osloDay(run.now)
  const kind = await readKind(tx, partyId)
  if (isRefusal(kind)) return kind
  const limits = ferryLimitsOn(run.rules, day)
  if (!limits) return refuse('before-the-scheme')
  const vehicles = checkVehicles(asked.vehicles, kind, limits)
  if (isRefusal(vehicles)) return vehicles
  const known = await withTags(tx, vehicles, run.now)
  const taken = await findTaken(tx, known, run.now)
  if (taken) return taken
  const lengths = known.map(({ length_cm }) => length_cm)
  const agreed = agreedAmount(kind, lengths, day, run.rules)
  if (isRefusal(agreed)) return agreed
  const made = await makeFerryAgreement(tx, {
    publicId: run.newId(),
    partyId,
    termsVersion,
    validFrom: run.now,
  })
  if (isRefusal(made)) return made
  const { agreementId, number } = made
  await saveAccount(tx, { agreementId, partyId, kind, agreed })
  await saveVehicles(tx, known, { agreementId, partyId }, { now: run.now, limits })
  const [invoiceId = 0] = await issuePrepayments(tx, [{ agreementId, amount: agreed }], {
    ...run,
    issuedOn: day,
  })
  await savePrepayments(
    tx,
    [{ invoiceId, agreementId, partyId, because: 'opening', amount: agreed, agreed }],
    run.now,
  )
  return { agreementId, number, agreed, invoiceId }
}

/** Those of our own tags that the vehicles have are taken from the plate; what the customer wrote stands otherwise. */
export async function withTags(
  tx: Tx,
  vehicles: readonly FerryVehicle[],
  at: number,
): Promise<readonly FerryVehicle[]> {
  const rows = await tx<{ country: string; plate: string; tagNumber: string }[]>`
    select v.country, v.plate, n.tag_number as "tagNumber"
    from vehicle v join tag_assignment a on a.vehicle_id = v.id and a.valid @> ${at}::timestamptz join tag n on n.id = a.tag_id
    where v.plate = any (${textArray(vehicles.map(({ plate }) => plate))}::text[])`
  return vehicles.map((vehicle) => {
    const found = rows.find(({ country, plate }) => country === vehicle.country && plate === vehicle.plate)
    return found ? { ...vehicle, tagNumber: found.tagNumber, tagIssuer: undefined } : vehicle
  })
}

/** A vehicle, and a tag, is on one ferry account at a time. */
export async function findTaken(
  tx: Tx,
  vehicles: readonly FerryVehicle[],
  at: number,
): Promise<Refusal<FerryAccountRefusal> | undefined> {
  const rows = await tx<{ country: string; plate: string; tagNumber: string | null }[]>`
    select country, plate, tag_number as "tagNumber" from ferry_vehicle
    where valid && tstzrange(${at}, null)
      and (plate = any (${textArray(vehicles.map(({ plate }) => plate))}::text[])
           or tag_number = any (${textArray(vehicles.flatMap(({ tagNumber }) => tagNumber ?? []))}::text[]))`
  const has = (one: FerryVehicle) =>
    rows.some(({ country, plate }) => country === one.country && plate === one.plate)
  const vehicleAt = vehicles.findIndex(has)
  if (vehicleAt >= 0) return refuse('vehicle-has-ferry-account', String(vehicleAt + 1))
  const tagAt = vehicles.findIndex((one) =>
    rows.some(({ tagNumber }) => tagNumber !== null && tagNumber === one.tagNumber),
  )
  return tagAt >= 0 ? refuse('tag-has-ferry-account', String(tagAt + 1)) : undefined
}

export async function saveVehicles(
  tx: Tx,
  vehicles: readonly FerryVehicle[],
  of: { agreementId: number; partyId: number },
  at: { now: number; limits: FerryLimits },
): Promise<void> {
  const ids = await saveFerryVehicles(
    tx,
    vehicles.map(({ country, plate, length_cm, zeroEmission, tagNumber, tagIssuer }) => ({
      country,
      plate,
      length_cm,
      zeroEmission,
      tagNumber,
      tagIssuer,
      ...of,
    })),
    at.now,
  )
  const withCard = vehicles.filter(({ card }) => card)
  await saveCards(
    tx,
    withCard.map(({ country, plate }) => ids.get(plateKey(country, plate)) ?? 0),
    { ...of, fee: at.limits.cardFeeOre, orderedAt: at.now },
  )
}

async function readKind(tx: Tx, partyId: number): Promise<AgreementKind | Refusal<'no-organisation-number'>> {
  const [party] = await tx<{ kind: string; organisationNumber: string | null }[]>`
    select kind, organisation_number as "organisationNumber" from party where id = ${partyId}`
  if (party?.kind !== 'organisation') return 'private'
  return party.organisationNumber === null ? refuse('no-organisation-number') : 'organisation'
}
