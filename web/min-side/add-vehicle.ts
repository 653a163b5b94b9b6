import { readAgreements, type ShownAgreement } from '#agreements/read-agreements.ts'
import { type Validity, validFrom } from '#agreements/validity.ts'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { readCompanies } from '#customers/read-companies.ts'
import { readProfile } from '#customers/read-profile.ts'
import { readTermsVersions } from '#payments/read-terms.ts'
import { validityOn } from '#settlement/figures.ts'
import { depositOn } from '#tags/deposit.ts'
import { readPlateState } from '#tags/read-plate-state.ts'
import { ADD_VEHICLE_TEXTS } from '#words/add-vehicle.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import { ORDER_REFUSALS, type OrderRefusal } from '#words/tag-orders.ts'
import type { Choice, Faults } from '../parts/flow.tsx'
import { ORDER_STEPS, type OrderStep } from '../parts/order-steps.ts'
import type { ShownFacts } from '../parts/plate-fields.tsx'
import { forWhom } from './for-whom.ts'
import { fieldOf, valuesOf } from './forms.ts'
import { askedVehicle, plateOf, shownFacts } from './plate-step.ts'
import { asCustomer, type Context, visitOf } from './visit.ts'
import { type Elsewhere, elsewhere } from './wanted-vehicle.ts'

/** A page of the flow: what was filled in so far, and what the step needs to show. */
export type FlowPage = {
  readonly step: OrderStep
  readonly values: Readonly<Record<string, string>>
  readonly plate: string
  readonly faults: Faults | undefined
  readonly facts?: ShownFacts
  readonly elsewhere?: Elsewhere
  readonly choices?: readonly Choice[]
  readonly summary?: {
    readonly where: string
    /** In whose name, where it may be in doubt. */
    readonly holder: string | undefined
    readonly validFrom: string
    readonly deposit: string
    readonly terms: string
    readonly termsVersion: string
  }
}

/** The step that is shown, as it is filled in so far: for who chooses another language there. */
export async function sameStep(context: Context, form: FormData): Promise<FlowPage> {
  const before = { plate: plateOrPanel, vehicle: plateStep, invoice: vehicleStep, check: invoiceStep }
  const step = ORDER_STEPS.find((one) => one === fieldOf(form, 'steg')) ?? 'plate'
  const page = await before[step](context, form)
  return { ...page, values: { ...page.values, ...valuesOf(form, ['land', 'kjennemerke', 'tung', 'valg']) } }
}

/** The first step again, and what it said of a vehicle that stands elsewhere. */
async function plateOrPanel(context: Context, form: FormData): Promise<FlowPage> {
  const answered = form.has('annen') ? await plateStep(context, form) : undefined
  return answered?.elsewhere ? answered : plateAgain(context, form)
}

/** What was filled in on the first step, to be changed. */
export function plateAgain(_: Context, form: FormData): FlowPage {
  const values = { land: fieldOf(form, 'land'), kjennemerke: fieldOf(form, 'kjennemerke') }
  return { step: 'plate', values, plate: '', faults: undefined }
}

/** Land and registration number are answered with the vehicle as the register has it. */
export async function plateStep(context: Context, form: FormData): Promise<FlowPage> {
  const { language } = visitOf(context)
  const values = valuesOf(form, ['land', 'kjennemerke'])
  const plate = plateOf(form, language)
  if ('faults' in plate) return { step: 'plate', values, plate: '', faults: plate.faults }
  const inTheWay = await asCustomer(context, (tx, { partyIds, now }) =>
    readPlateState(tx, { plate, partyIds, now }),
  )
  const texts = ADD_VEHICLE_TEXTS[language]
  const shown = shownPlate(plate)
  const faults = {
    'own-with-tag': texts.ownWithTag(shown),
    'ordered-already': texts.orderedAlready(shown),
    'another-agreement': ORDER_REFUSALS[language]['vehicle-under-another-agreement'],
  }
  if (inTheWay) {
    const page = { step: 'plate', values, plate: '', faults: { kjennemerke: faults[inTheWay] } } as const
    return inTheWay === 'another-agreement' ? { ...page, elsewhere: await elsewhere(context) } : page
  }
  const facts = await shownFacts(context, await askedVehicle(context, plate))
  return { step: 'vehicle', values, plate: shown, faults: undefined, facts }
}

/** The right vehicle is answered with the agreements it may stand under. */
export async function vehicleStep(context: Context, form: FormData): Promise<FlowPage> {
  const values = valuesOf(form, ['land', 'kjennemerke', 'tung'])
  return { step: 'invoice', values, plate: '', faults: undefined, choices: await choicesOf(context) }
}

/** An agreement that is chosen is answered with all of the order, to be looked through. */
export async function invoiceStep(context: Context, form: FormData): Promise<FlowPage> {
  const { language } = visitOf(context)
  const values = valuesOf(form, ['land', 'kjennemerke', 'tung', 'valg'])
  const choices = await choicesOf(context)
  if (!choices.some(({ value }) => value === values.valg)) {
    const faults = { valg: ADD_VEHICLE_TEXTS[language].chooseAgreement }
    return { step: 'invoice', values, plate: '', faults, choices }
  }
  return checkPage(context, values)
}

/** Terms that are not accepted are told at their box. */
export async function checkStep(context: Context, form: FormData): Promise<FlowPage> {
  const { language } = visitOf(context)
  const page = await checkPage(context, valuesOf(form, ['land', 'kjennemerke', 'tung', 'valg']))
  if (await acceptsTerms(context, form)) return page
  return { ...page, faults: { vilkar: ADD_VEHICLE_TEXTS[language].mustAccept } }
}

/** What is refused in the end is told at the field it is about, on the step that has it. */
export async function refusedStep(
  context: Context,
  form: FormData,
  refused: OrderRefusal,
): Promise<FlowPage> {
  const text = ORDER_REFUSALS[visitOf(context).language][refused]
  if (refused !== 'unknown-agreement' && refused !== 'agreement-not-valid') {
    const values = valuesOf(form, ['land', 'kjennemerke'])
    const page = { step: 'plate', values, plate: '', faults: { kjennemerke: text } } as const
    const isElsewhere = refused === 'vehicle-under-another-agreement'
    return isElsewhere ? { ...page, elsewhere: await elsewhere(context) } : page
  }
  const values = valuesOf(form, ['land', 'kjennemerke', 'tung'])
  return { step: 'invoice', values, plate: '', faults: { valg: text }, choices: await choicesOf(context) }
}

/** Whoever was shown a version that holds no longer, is shown the one that does. */
export async function acceptsTerms(context: Context, form: FormData): Promise<boolean> {
  return fieldOf(form, 'vilkar') === (await termsToday(context)).version
}

/** The version one accepts today: the newest that holds. */
export async function termsToday(context: Context) {
  const { language, deps } = visitOf(context)
  const today = osloDay(deps.now())
  const terms = (await readTermsVersions(language)).find(({ from }) => from <= today)
  if (!terms) throw new Error(`no terms are known on ${today}`)
  return terms
}

/** How long it takes today until a new agreement with an issuer is valid. */
export async function validityToday(context: Context): Promise<(issuerCode: string) => Validity> {
  const { deps, kept } = visitOf(context)
  const { answers } = await kept.figures()
  return (issuerCode) => {
    const validity = validityOn(answers, issuerCode, osloDay(deps.now()))
    if (!validity) throw new Error('nothing is known of when an agreement is valid')
    return validity
  }
}

export const NEW_AGREEMENT = 'ny-'

async function choicesOf(context: Context): Promise<readonly Choice[]> {
  const { language, deps } = visitOf(context)
  const texts = ADD_VEHICLE_TEXTS[language]
  const issuers = (await readCompanies(deps.db)).filter(({ issuer }) => issuer)
  const own = await mainAgreements(context)
  return [
    ...own.map(({ publicId, issuerName, number }) => ({
      value: publicId,
      label: texts.existing(`${number}, ${issuerName}`),
      about: texts.existingAbout,
    })),
    ...issuers.map(({ code, name }) => ({ value: `${NEW_AGREEMENT}${code}`, label: texts.newOne(name) })),
  ]
}

async function mainAgreements(context: Context): Promise<readonly ShownAgreement[]> {
  return asCustomer(context, async (tx, { partyIds, now }) =>
    (await readAgreements(tx, partyIds, now)).filter(
      ({ kind, validTo }) => kind === 'main' && (validTo === null || validTo > now),
    ),
  )
}

async function checkPage(context: Context, values: Readonly<Record<string, string>>): Promise<FlowPage> {
  const { language, deps, kept } = visitOf(context)
  const texts = ADD_VEHICLE_TEXTS[language]
  const now = deps.now()
  const chosen = values.valg ?? ''
  const issuers = await readCompanies(deps.db)
  const own = (await mainAgreements(context)).find(({ publicId }) => publicId === chosen)
  const issuerCode = own?.issuerCode ?? chosen.slice(NEW_AGREEMENT.length)
  const issuerName = issuers.find(({ code }) => code === issuerCode)?.name ?? ''
  const deposit = depositOn((await kept.figures()).deposits, issuerCode, osloDay(now))
  const terms = await termsToday(context)
  const validity = (await validityToday(context))(issuerCode)
  const { workingDaysMin, workingDaysMax } = validity
  const from = formatDay(osloDay(validFrom(validity, now)), language)
  const newFrom = workingDaysMax === 0 ? texts.atOnce : texts.withinDays(workingDaysMin, workingDaysMax, from)
  const began =
    own && own.validFrom <= now ? texts.existingValid : own && formatDay(osloDay(own.validFrom), language)
  return {
    step: 'check',
    values,
    plate: shownPlate({
      country: values.land ?? '',
      canonical: (values.kjennemerke ?? '').toUpperCase().replaceAll(/\s/g, ''),
    }),
    faults: undefined,
    summary: {
      where: own ? texts.existing(`${own.number}, ${issuerName}`) : texts.newOne(issuerName),
      holder: own ? undefined : await holderName(context),
      validFrom: began ?? newFrom,
      deposit: deposit === undefined ? texts.noDeposit : texts.depositAbout(formatKroner(deposit, language)),
      terms: formatDay(terms.from, language),
      termsVersion: terms.version,
    },
  }
}

/** Whoever sees the agreements of several is told in whose name a new one is made. */
async function holderName(context: Context): Promise<string | undefined> {
  return asCustomer(context, async (tx, customer) =>
    customer.partyIds.length < 2 ? undefined : (await readProfile(tx, forWhom(customer)))?.name,
  )
}
