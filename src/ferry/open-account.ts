import { makeFerryAgreement } from '#agreements/make-agreement.ts'
import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { PrepaymentRun } from '#invoices/issue-prepayments.ts'
import type { FerryAccountRefusal } from '#words/ferry-accounts.ts'
import type { FerryRules } from './fare.ts'
import { plateKey } from './identification.ts'
import { issueAsked } from './issue-asked.ts'
import { type FerryLimits, ferryLimitsOn } from './limits.ts'
import { type AgreementKind, agreedAmount } from './prepaid-amount.ts'
import { saveAccount, saveCards, saveFerryVehicles } from './store.ts'
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
  const made = await makeFerryAccount(tx, asked, { ...run, publicId: run.newId() })
  if (isRefusal(made)) return made
  const { agreementId, agreed } = made
  const { partyId } = asked
  const [invoiceId = 0] = await issueAsked(
    tx,
    [{ agreementId, partyId, because: 'opening', amount: agreed, agreed }],
    run,
  )
  return { ...made, invoiceId }
}

export type MadeAccount = Omit<OpenedAccount, 'invoiceId'>

/** The agreement and all it has, but the invoice. */
export async function makeFerryAccount(
  tx: Tx,
  asked: NewFerryAccount,
  { publicId, now, rules }: { readonly publicId: string; readonly now: number; readonly rules: FerryRules },
): Promise<MadeAccount | Refusal<FerryAccountRefusal>> {
  const { partyId, termsVersion } = asked
  const day = osloDay(now)
  const kind = await readKind(tx, partyId)
  if (isRefusal(kind)) return kind
  const limits = ferryLimitsOn(rules, day)
  if (!limits) return refuse('before-the-scheme')
  const vehicles = checkVehicles(asked.vehicles, kind, limits)
  if (isRefusal(vehicles)) return vehicles
  const known = await withTags(tx, vehicles, now)
  const taken = await findTaken(tx, known, now)
  if (taken) return taken
  const lengths = known.map(({ length_cm }) => length_cm)
  const agreed = agreedAmount(kind, lengths, day, rules)
  if (isRefusal(agreed)) return agreed
  const made = await makeFerryAgreement(tx, { publicId, partyId, termsVersion, validFrom: now })
  if (isRefusal(made)) return made
  const { agreementId } = made
  await saveAccount(tx, { agreementId, partyId, kind, agreed })
  await saveVehicles(tx, known, { agreementId, partyId }, { now, limits })
  return { ...made, agreed }
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

/** A vehicle, and a tag, is on one ferry account at a time; and a tag of ours is the vehicle's it sits in. */
export async function findTaken(
  tx: Tx,
  vehicles: readonly FerryVehicle[],
  at: number,
): Promise<Refusal<FerryAccountRefusal> | undefined> {
  const rows = await tx<{ place: number; byPlate: boolean; byTag: boolean; tagElsewhere: boolean }[]>`
    select place, by_plate as "byPlate", by_tag as "byTag", tag_elsewhere as "tagElsewhere"
    from ferry_vehicles_taken(${textArray(vehicles.map(({ country }) => country))}::text[],
      ${textArray(vehicles.map(({ plate }) => plate))}::text[],
      ${textArray(vehicles.map(({ tagNumber }) => tagNumber ?? ''))}::text[], ${at}) order by place`
  const vehicle = rows.find(({ byPlate }) => byPlate)
  if (vehicle) return refuse('vehicle-has-ferry-account', String(vehicle.place))
  const tag = rows.find(({ byTag }) => byTag)
  if (tag) return refuse('tag-has-ferry-account', String(tag.place))
  const elsewhere = rows.find(({ tagElsewhere }) => tagElsewhere)
  return elsewhere && refuse('tag-on-another-vehicle', String(elsewhere.place))
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
