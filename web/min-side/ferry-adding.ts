import { NO_MONEY } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { differenceFor, type Stay } from '#ferry/prepaid-amount.ts'
import { readStays } from '#ferry/read-account.ts'
import { readOwnVehicles } from '#ferry/read-own-accounts.ts'
import { FERRY_VEHICLES_TEXTS } from '#words/ferry-account-vehicles.ts'
import { FERRY_ACCOUNT_REFUSALS } from '#words/ferry-accounts.ts'
import { formatKroner } from '#words/format.ts'
import type { Faults } from '../parts/flow.tsx'
import { listedOf } from './ferry-listed.ts'
import {
  type Beside,
  type CarriedVehicle,
  carriedOf,
  type KnownVehicle,
  PLATE_FIELDS,
  plateStep,
  rulesToday,
  type Values,
  VEHICLE_FIELDS,
  vehicleStep,
} from './ferry-vehicle-step.ts'
import { fieldOf, valuesOf } from './forms.ts'
import { ownAccount } from './own-ferry.ts'
import { asCustomer, type Context, notFound, visitOf } from './visit.ts'

/** A page of adding a vehicle to a ferry account that runs. */
export type AddingPage = {
  readonly step: 'plate' | 'vehicle' | 'check'
  readonly values: Values
  readonly faults: Faults | undefined
  readonly known?: KnownVehicle
  readonly checked?: {
    readonly vehicle: CarriedVehicle
    readonly line: Awaited<ReturnType<typeof listedOf>>['lines'][number]
    /** What it asks for beside what is agreed. */
    readonly costs: string
    readonly noCard: string
  }
}

/** The step that is shown, as it is filled in so far: for who chooses another language there. */
export async function sameAddingStep(context: Context, form: FormData, of: string): Promise<AddingPage> {
  const values = valuesOf(form, VEHICLE_FIELDS)
  const [vehicle] = carriedOf(form)
  if (vehicle) return checkedPage(context, of, vehicle)
  if (fieldOf(form, 'steg') !== 'vehicle') return { step: 'plate', values, faults: undefined }
  const page = await plateStep(context, form, (await readBeside(context, of)).beside)
  return { ...page, values: { ...page.values, ...values } }
}

/** Each step answers with the page of the next. */
export async function addingStep(context: Context, form: FormData, of: string): Promise<AddingPage> {
  if (fieldOf(form, 'til') === 'plate')
    return { step: 'plate', values: valuesOf(form, PLATE_FIELDS), faults: undefined }
  const { beside } = await readBeside(context, of)
  if (fieldOf(form, 'steg') !== 'vehicle') return plateStep(context, form, beside)
  const answered = await vehicleStep(context, form, beside)
  return 'vehicle' in answered ? checkedPage(context, of, answered.vehicle) : answered
}

/** The vehicle, and what it asks for, to be looked through. */
export async function checkedPage(
  context: Context,
  of: string,
  vehicle: CarriedVehicle,
): Promise<AddingPage> {
  const { language, deps } = visitOf(context)
  const { beside, stays } = await readBeside(context, of)
  const { rules } = await rulesToday(context)
  const asked = { stays, added_cm: vehicle.lengde }
  const difference = differenceFor(beside.kind, asked, osloDay(deps.now()), rules)
  const texts = FERRY_VEHICLES_TEXTS[language]
  const listed = await listedOf(context, beside.kind, [vehicle])
  const [line] = listed.lines
  if (!line) throw new Response(null, { status: 400 })
  const costs = isRefusal(difference)
    ? FERRY_ACCOUNT_REFUSALS[language][difference.refused]
    : difference > NO_MONEY
      ? texts.costs(formatKroner(difference, language))
      : texts.costsNothing
  const { noCard } = listed
  return { step: 'check', values: {}, faults: undefined, checked: { vehicle, line, costs, noCard } }
}

/** The vehicles that are on the account, and those that what it was asked for is of. */
async function readBeside(
  context: Context,
  of: string,
): Promise<{ readonly beside: Beside; readonly stays: readonly Stay[] }> {
  return asCustomer(context, async (tx, customer) => {
    const account = await ownAccount(tx, customer, of)
    if (!account) throw notFound()
    const all = await readOwnVehicles(tx, customer.partyIds, customer.now)
    const present = all.filter((one) => one.account.agreementId === account.agreementId)
    const others = present.map(({ country, plate, length_cm }) => ({ country, plate, length_cm }))
    const stays = await readStays(tx, account.agreementId, customer.now)
    return { beside: { kind: account.kind, others }, stays }
  })
}
