import { z } from 'zod'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { sailsWithZeroEmission } from '#ferry/energy.ts'
import type { FerryRules } from '#ferry/fare.ts'
import { type FerryLimits, ferryLimitsOn } from '#ferry/limits.ts'
import { findTaken, withTags } from '#ferry/open-account.ts'
import { type AgreementKind, agreedAmount } from '#ferry/prepaid-amount.ts'
import { checkVehicles, type FerryVehicle, type WrittenVehicle } from '#ferry/vehicle.ts'
import { ADD_VEHICLE_TEXTS } from '#words/add-vehicle.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FERRY_ACCOUNT_REFUSALS, type FerryAccountRefusal } from '#words/ferry-accounts.ts'
import { formatCount } from '#words/format.ts'
import type { Faults } from '../parts/flow.tsx'
import { valuesOf } from './forms.ts'
import { askedVehicle, plateOf } from './plate-step.ts'
import { asCustomer, type Context, visitOf } from './visit.ts'

/** A vehicle as the pages of a flow carry it on, hidden. What it is driven by is not among it: the register says. */
const carried = z.strictObject({
  land: z.string().length(2),
  kjennemerke: z.string().min(1).max(15),
  lengde: z.int().min(1).max(99_999),
  brikke: z.string().max(30),
  utsteder: z.string().max(60),
  kort: z.boolean(),
})
export type CarriedVehicle = z.infer<typeof carried>

export type Values = Readonly<Record<string, string>>

/** What is known of a vehicle beside what is typed. */
export type KnownVehicle = {
  readonly plate: string
  readonly makeAndModel: string
  readonly energy: string
  readonly lengthIsKnown: boolean
  /** A tag of the customer's own that sits in it. */
  readonly tagNumber: string | undefined
}

export type VehiclePage = {
  readonly step: 'plate' | 'vehicle'
  readonly values: Values
  readonly faults: Faults | undefined
  readonly known?: KnownVehicle
}

export const PLATE_FIELDS = ['land', 'kjennemerke']
export const VEHICLE_FIELDS = [...PLATE_FIELDS, 'lengde', 'brikke', 'utsteder', 'kort']

/** Those added before, and whose agreement they are for: what a further vehicle is held against. */
export type Beside = { readonly kind: AgreementKind; readonly others: readonly WrittenVehicle[] }

export function carriedOf(form: FormData): readonly CarriedVehicle[] {
  return form.getAll('v').map((one) => {
    const parsed = carried.safeParse(typeof one === 'string' ? jsonOrNothing(one) : undefined)
    // No page of ours has sent it.
    if (!parsed.success) throw new Response(null, { status: 400 })
    return parsed.data
  })
}

export function writtenOf(vehicle: CarriedVehicle): WrittenVehicle {
  const { land: country, kjennemerke: plate, lengde: length_cm, brikke, utsteder, kort: card } = vehicle
  const tagNumber = brikke || undefined
  return { country, plate, length_cm, card, tagNumber, tagIssuer: tagNumber && utsteder }
}

/** Country and plate are answered with what is known of the vehicle; what stands in its way is told at once. */
export async function plateStep(context: Context, form: FormData, beside: Beside): Promise<VehiclePage> {
  const { language } = visitOf(context)
  const values = valuesOf(form, PLATE_FIELDS)
  const plate = plateOf(form, language)
  if ('faults' in plate) return { step: 'plate', values, faults: plate.faults }
  // The shortest there is: of its length nothing is known yet.
  const written = { country: plate.country, plate: plate.canonical, length_cm: 1 }
  const looked = await look(context, written, beside)
  if ('faults' in looked && looked.faults.kjennemerke !== undefined)
    return { step: 'plate', values, faults: looked.faults }
  return { step: 'vehicle', ...(await vehiclePage(context, form, values)), faults: undefined }
}

/** Length, tag and card are answered with the vehicle as it is carried on. */
export async function vehicleStep(
  context: Context,
  form: FormData,
  beside: Beside,
): Promise<{ readonly vehicle: CarriedVehicle } | VehiclePage> {
  const { language } = visitOf(context)
  const texts = FERRY_OPEN_TEXTS[language]
  const values = valuesOf(form, VEHICLE_FIELDS)
  const plate = plateOf(form, language)
  if ('faults' in plate) return { step: 'plate', values, faults: plate.faults }
  const { lengde = '', brikke = '', utsteder = '' } = values
  const vehicle = {
    land: plate.country,
    kjennemerke: plate.canonical,
    lengde: /^\d{1,5}$/.test(lengde) ? Number(lengde) : 0,
    brikke,
    utsteder,
    kort: values.kort === 'ja',
  }
  const looked = await look(context, writtenOf(vehicle), beside)
  const faults: Faults = {
    ...('faults' in looked ? looked.faults : {}),
    ...(brikke !== '' && utsteder === '' ? { utsteder: texts.chooseIssuer } : {}),
  }
  if (faults.kjennemerke !== undefined) return { step: 'plate', values, faults }
  if (Object.keys(faults).length > 0)
    return { step: 'vehicle', ...(await vehiclePage(context, form, values)), faults }
  return { vehicle }
}

/** As they are written to the account: with what the register says they are driven by. Silent: it does not answer. */
export async function withEnergy(
  context: Context,
  vehicles: readonly CarriedVehicle[],
): Promise<readonly WrittenVehicle[] | 'silent'> {
  const { register } = visitOf(context).deps
  const written = vehicles.map(writtenOf)
  if (!register) return written
  const plates = written.map(({ country, plate: canonical }) => ({ country, canonical }))
  const answers = await register.vehicles(plates)
  if (answers.some(({ answer }) => answer === 'no-answer')) return 'silent'
  return written.map((vehicle, i) => {
    const answer = answers[i]
    const energy = (answer?.answer === 'found' && answer.facts.energy) || ''
    const { country } = vehicle
    return {
      ...vehicle,
      zeroEmission: sailsWithZeroEmission({ energy, country, energyKnownToIssuer: false }),
    }
  })
}

/** The rules, and the limits that hold today. */
export async function rulesToday(
  context: Context,
): Promise<{ readonly rules: FerryRules; readonly limits: FerryLimits | undefined }> {
  const { kept, deps } = visitOf(context)
  const rules = await kept.ferries()
  return { rules, limits: ferryLimitsOn(rules, osloDay(deps.now())) }
}

/** What is wrong, at the field it is about. */
export function fieldFaults(
  refused: FerryAccountRefusal,
  of: { readonly language: keyof typeof FERRY_OPEN_TEXTS; readonly limits: FerryLimits },
): Faults {
  const { language, limits } = of
  const texts = FERRY_OPEN_TEXTS[language]
  const max = formatCount(limits.lengthMaxCm, language)
  const text =
    refused === 'too-many-vehicles'
      ? texts.tooMany(limits.privateVehiclesMax)
      : refused === 'impossible-length'
        ? texts.wrongLength(max)
        : FERRY_ACCOUNT_REFUSALS[language][refused]
  return { [FIELDS[refused] ?? 'kjennemerke']: text }
}

const FIELDS: Partial<Record<FerryAccountRefusal, string>> = {
  'impossible-length': 'lengde',
  'no-prepaid-amount': 'lengde',
  'not-a-tag-number': 'brikke',
  'tag-has-ferry-account': 'brikke',
  'tag-on-another-vehicle': 'brikke',
}

async function look(
  context: Context,
  vehicle: WrittenVehicle,
  { kind, others }: Beside,
): Promise<{ readonly vehicle: FerryVehicle } | { readonly faults: Faults }> {
  const { language, deps } = visitOf(context)
  const { rules, limits } = await rulesToday(context)
  if (!limits) return { faults: { kjennemerke: FERRY_ACCOUNT_REFUSALS[language]['before-the-scheme'] } }
  const of = { language, limits }
  const all = checkVehicles([...others, vehicle], kind, limits)
  if (isRefusal(all)) return { faults: fieldFaults(all.refused, of) }
  const amount = agreedAmount('private', [vehicle.length_cm], osloDay(deps.now()), rules)
  if (isRefusal(amount)) return { faults: fieldFaults(amount.refused, of) }
  return asCustomer(context, async (tx, { now }) => {
    const [known] = await withTags(tx, all.slice(-1), now)
    if (!known) throw new Error('a vehicle that was checked is gone')
    const taken = await findTaken(tx, [known], now)
    return taken ? { faults: fieldFaults(taken.refused, of) } : { vehicle: known }
  })
}

async function vehiclePage(context: Context, form: FormData, values: Values) {
  const { language } = visitOf(context)
  const plate = plateOf(form, language)
  if ('faults' in plate) throw new Response(null, { status: 400 })
  const { facts, length_cm } = await askedVehicle(context, plate)
  const own = { ...plate, plate: plate.canonical, length_cm: 1, zeroEmission: false, card: false }
  const [withTag] = await asCustomer(context, (tx, { now }) =>
    withTags(tx, [{ ...own, tagNumber: undefined, tagIssuer: undefined }], now),
  )
  return {
    values: length_cm === undefined ? values : { lengde: String(length_cm), ...values },
    known: {
      plate: shownPlate(plate),
      makeAndModel: [facts?.make, facts?.model].filter(Boolean).join(' '),
      energy: facts?.energy ? (ADD_VEHICLE_TEXTS[language].energies[facts.energy] ?? '') : '',
      lengthIsKnown: length_cm !== undefined,
      tagNumber: withTag?.tagNumber,
    },
  }
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
