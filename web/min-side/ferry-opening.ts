import { parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Profile, readProfile } from '#customers/read-profile.ts'
import type { AgreementKind } from '#ferry/prepaid-amount.ts'
import { possibleChannels } from '#invoices/channel.ts'
import { readReach } from '#invoices/read-reach.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { formatDay } from '#words/format.ts'
import type { Choice, Faults } from '../parts/flow.tsx'
import { OPENING_STEPS, type OpeningStep } from '../parts/opening-steps.ts'
import { termsToday } from './add-vehicle.ts'
import { type Listed, listedOf } from './ferry-listed.ts'
import {
  type Beside,
  type CarriedVehicle,
  carriedOf,
  type KnownVehicle,
  PLATE_FIELDS,
  plateStep,
  type Values,
  VEHICLE_FIELDS,
  vehicleStep,
  writtenOf,
} from './ferry-vehicle-step.ts'
import { forWhom } from './for-whom.ts'
import { fieldOf, valuesOf } from './forms.ts'
import { asCustomer, type Context, visitOf } from './visit.ts'

/** A page of the flow: what was filled in so far, and what the step needs to show. */
export type OpeningPage = {
  readonly step: OpeningStep
  readonly values: Values
  readonly vehicles: readonly CarriedVehicle[]
  readonly faults: Faults | undefined
  /** One must first choose whom one acts for. */
  readonly actFirst?: boolean
  readonly known?: KnownVehicle
  readonly listed?: Listed
  readonly choices?: readonly Choice[]
  readonly summary?: {
    readonly holder: string
    readonly channel: string
    readonly terms: string
    readonly termsVersion: string
  }
}

const CARRIED = ['hvem', 'nummer', 'faktura']

/** The step that is shown, as it is filled in so far: for who chooses another language there. */
export async function sameOpeningStep(context: Context, form: FormData): Promise<OpeningPage> {
  const step = OPENING_STEPS.find((one) => one === fieldOf(form, 'steg')) ?? 'who'
  const kept = { values: valuesOf(form, CARRIED), vehicles: carriedOf(form) }
  if (step === 'list') return listPage(context, kept)
  if (step === 'invoice') return invoicePage(context, kept, undefined)
  if (step === 'check') return checkPage(context, kept, undefined)
  const values = { ...kept.values, ...valuesOf(form, VEHICLE_FIELDS) }
  if (step !== 'vehicle') return { step, ...kept, values, faults: undefined }
  const page = await plateStep(context, form, await besideOf(context, kept.vehicles))
  return { ...kept, ...page, values: { ...page.values, ...values } }
}

/** Each step answers with the page of the next. */
export async function openingStep(context: Context, form: FormData): Promise<OpeningPage> {
  const [step, to] = [fieldOf(form, 'steg'), fieldOf(form, 'til')]
  const kept = { values: valuesOf(form, CARRIED), vehicles: carriedOf(form) }
  if (step === 'who') return whoStep(context, form, kept)
  if (to === 'who') return { step: 'who', ...kept, faults: undefined }
  if (to === 'plate') {
    const values = step === 'vehicle' ? { ...kept.values, ...valuesOf(form, PLATE_FIELDS) } : kept.values
    return { step: 'plate', ...kept, values, faults: undefined }
  }
  if (to === 'list') return listPage(context, kept)
  if (step === 'list') return listStep(context, to, kept)
  if (step === 'invoice') return invoiceStep(context, kept)
  const beside = await besideOf(context, kept.vehicles)
  if (step === 'vehicle') {
    const answered = await vehicleStep(context, form, beside)
    if (!('vehicle' in answered))
      return { ...kept, ...answered, values: { ...kept.values, ...answered.values } }
    return listPage(context, { ...kept, vehicles: [...kept.vehicles, answered.vehicle] })
  }
  const answered = await plateStep(context, form, beside)
  return { ...kept, ...answered, values: { ...kept.values, ...answered.values } }
}

type Kept = Pick<OpeningPage, 'values' | 'vehicles'>

/** The register is asked of an organisation before anything else is; one acts for oneself, or for it. */
async function whoStep(context: Context, form: FormData, { vehicles }: Kept): Promise<OpeningPage> {
  const values = valuesOf(form, CARRIED)
  const { language, deps } = visitOf(context)
  const texts = FERRY_OPEN_TEXTS[language]
  const stay = (faults: Faults, actFirst = false): OpeningPage => {
    return { step: 'who', values, vehicles, faults, actFirst }
  }
  const party = await partyOf(context)
  if (values.hvem === 'privat')
    return party.kind === 'organisation'
      ? stay({ hvem: texts.notYourself(party.name) }, true)
      : goOn(context, { values, vehicles })
  if (values.hvem !== 'bedrift') return stay({ hvem: texts.chooseWho })
  const written = (values.nummer ?? '').replaceAll(/\s/g, '')
  const isOwn = written === party.organisationNumber
  const number = isOwn ? written : parseOrganisationNumber(written)
  if (isRefusal(number)) return stay({ nummer: texts.wrongNumber })
  const told = await deps.organisations.organisation(number)
  if (told.answer === 'deleted') return stay({ nummer: texts.deletedNumber })
  if (isOwn) return goOn(context, { values, vehicles })
  if (told.answer === 'unknown') return stay({ nummer: texts.unknownNumber })
  return told.answer === 'found'
    ? stay({ nummer: texts.notActing(told.name) }, true)
    : stay({ nummer: texts.silentRegister })
}

async function goOn(context: Context, kept: Kept): Promise<OpeningPage> {
  return kept.vehicles.length > 0 ? listPage(context, kept) : { step: 'plate', ...kept, faults: undefined }
}

async function listStep(context: Context, to: string, kept: Kept): Promise<OpeningPage> {
  const gone = /^ut-(\d{1,3})$/.exec(to)?.[1]
  if (gone !== undefined) {
    const vehicles = kept.vehicles.filter((_, i) => i !== Number(gone))
    return goOn(context, { ...kept, vehicles })
  }
  if (kept.vehicles.length === 0) return { step: 'plate', ...kept, faults: undefined }
  return invoicePage(context, kept, undefined)
}

async function invoiceStep(context: Context, kept: Kept): Promise<OpeningPage> {
  const choices = await channelsOf(context)
  if (choices.some(({ value }) => value === kept.values.faktura)) return checkPage(context, kept, undefined)
  const { noChannel, chooseChannel } = FERRY_OPEN_TEXTS[visitOf(context).language]
  return invoicePage(context, kept, { faktura: choices.length === 0 ? noChannel : chooseChannel })
}

async function invoicePage(context: Context, kept: Kept, faults: Faults | undefined): Promise<OpeningPage> {
  return { step: 'invoice', ...kept, faults, choices: await channelsOf(context) }
}

async function listPage(context: Context, kept: Kept): Promise<OpeningPage> {
  return {
    step: 'list',
    ...kept,
    faults: undefined,
    listed: await listedOf(context, kindOf(await partyOf(context)), kept.vehicles),
  }
}

/** All of the order, to be looked through; and again where something is wrong with it. */
export async function checkPage(
  context: Context,
  kept: Kept,
  faults: Faults | undefined,
): Promise<OpeningPage> {
  const { language } = visitOf(context)
  const terms = await termsToday(context)
  const channel = (await channelsOf(context)).find(({ value }) => value === kept.values.faktura)
  if (!channel) return invoicePage(context, kept, undefined)
  return {
    step: 'check',
    ...kept,
    faults,
    listed: await listedOf(context, kindOf(await partyOf(context)), kept.vehicles),
    summary: {
      holder: (await partyOf(context)).name,
      channel: channel.label,
      terms: formatDay(terms.from, language),
      termsVersion: terms.version,
    },
  }
}

/** The party an agreement would be made for. */
export async function partyOf(context: Context): Promise<Profile> {
  return asCustomer(context, async (tx, customer) => {
    const party = await readProfile(tx, forWhom(customer))
    if (!party) throw new Error('a customer without a party')
    return party
  })
}

export function kindOf({ kind }: Profile): AgreementKind {
  return kind === 'organisation' ? 'organisation' : 'private'
}

async function besideOf(context: Context, vehicles: readonly CarriedVehicle[]): Promise<Beside> {
  return { kind: kindOf(await partyOf(context)), others: vehicles.map(writtenOf) }
}

/** A prepayment is not due, so no bank is asked for it: by mail, by letter, and EHF for organisations. */
async function channelsOf(context: Context): Promise<readonly Choice[]> {
  const party = await partyOf(context)
  const [of] = await asCustomer(context, (tx) =>
    readReach(tx, [{ partyId: party.partyId, agreementId: null, issuerId: 0 }]),
  )
  const possible: ReadonlySet<string> = of ? possibleChannels('invoice', of.reach, null) : new Set()
  const names = FERRY_OPEN_TEXTS[visitOf(context).language].channels
  return Object.entries(names)
    .filter(([channel]) => possible.has(channel))
    .map(([value, label]) => ({ value, label }))
}
