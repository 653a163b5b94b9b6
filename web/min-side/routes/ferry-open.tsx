import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router'
import { shownPlate } from '#core/plate.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { openOwnAccount } from '#ferry/open-own-account.ts'
import { readOwnAccounts } from '#ferry/read-own-accounts.ts'
import { recordChoice } from '#invoices/record-choice.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FERRY_ACCOUNT_REFUSALS, type FerryAccountRefusal } from '#words/ferry-accounts.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import {
  InvoiceChoice,
  OpeningIntroduction,
  OrderCheck,
  OrderList,
  WhoFields,
} from '../../parts/ferry-opening.tsx'
import { FerryPlate, FerryVehicle } from '../../parts/ferry-vehicle.tsx'
import { Carried, FaultSummary } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { NoCustomer } from '../../parts/no-customer.tsx'
import { OPENING_STEPS } from '../../parts/opening-steps.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { ferryFormOf } from '../ferry-form.ts'
import {
  checkPage,
  kindOf,
  type OpeningPage,
  openingStep,
  partyOf,
  sameOpeningStep,
} from '../ferry-opening.ts'
import { type CarriedVehicle, carriedOf, rulesToday, withEnergy } from '../ferry-vehicle-step.ts'
import { forWhom } from '../for-whom.ts'
import { answerOnce, fieldOf, formGuard, sentForm, valuesOf } from '../forms.ts'
import { asCustomer, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/ferje'

export async function loader({ context }: LoaderFunctionArgs) {
  const { language, session } = visitOf(context)
  const acting = session?.acting.kind === 'organisation' ? session.acting : undefined
  const accounts = await asCustomer(context, (tx, { partyIds }) => readOwnAccounts(tx, partyIds))
  const { limits } = await rulesToday(context)
  const percent = limits?.discountPercent
  return {
    language,
    guard: formGuard(context),
    isCustomer: (session?.partyIds.length ?? 0) > 0,
    steps: (session?.partyIds.length ?? 0) > 0,
    already: accounts.find(({ state }) => state !== 'ended')?.number,
    privateMax: limits?.privateVehiclesMax ?? 0,
    rates: percent && FERRY_OPEN_TEXTS[language].rates(percent.private, percent.organisation, percent.person),
    form: await ferryFormOf(context),
    values: (acting
      ? { hvem: 'bedrift', nummer: acting.organisationNumber }
      : { hvem: 'privat' }) as OpeningPage['values'],
  }
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const { context } = args
  if (visitOf(context).onlyLanguage) return sameOpeningStep(context, form)
  if (fieldOf(form, 'steg') !== 'check' || fieldOf(form, 'til') !== '') return openingStep(context, form)
  const { language, kept: lasting } = visitOf(context)
  const texts = FERRY_OPEN_TEXTS[language]
  const kept = { values: valuesOf(form, ['hvem', 'nummer', 'faktura']), vehicles: carriedOf(form) }
  const page = await checkPage(context, kept, undefined)
  if (page.step !== 'check' || !page.summary) return page
  const wrong = (faults: OpeningPage['faults']): OpeningPage => ({ ...page, faults })
  // Of the version that was shown: another may hold by the time it is sent.
  if (fieldOf(form, 'vilkar') !== page.summary.termsVersion) return wrong({ vilkar: texts.mustAccept })
  const kind = kept.values.hvem === 'bedrift' ? 'organisation' : 'private'
  if (kindOf(await partyOf(context)) !== kind) return wrong({ vilkar: texts.chooseWho })
  const vehicles = await withEnergy(context, kept.vehicles)
  if (vehicles === 'silent') return wrong({ kjoretoy: texts.registerSilent })
  const { termsVersion } = page.summary
  const rules = await lasting.ferries()
  return answerOnce(context, form, async (tx, customer) => {
    const { partyIds, now, visit } = customer
    const asked = { partyId: forWhom(customer), vehicles, termsVersion }
    const opened = await openOwnAccount(tx, asked, { now, newId: visit.deps.newId, rules })
    if (isRefusal(opened)) return { fault: wrong({ kjoretoy: refusalText(opened, kept.vehicles, language) }) }
    const { publicId, orderId } = opened
    const channels = [kept.values.faktura ?? '']
    const chosen = await recordChoice(tx, { partyIds, publicId, channels, alsoMail: false, now })
    if (isRefusal(chosen)) throw new Error(`the channel that was offered is ${chosen.refused}`)
    return { leadsTo: `${PATH}/kvittering/${orderId}` }
  })
}

/** The vehicle it is about is named first. */
function refusalText(
  { refused, detail }: Refusal<FerryAccountRefusal>,
  vehicles: readonly CarriedVehicle[],
  language: keyof typeof FERRY_OPEN_TEXTS,
): string {
  const text = FERRY_ACCOUNT_REFUSALS[language][refused]
  const vehicle = vehicles[Number(detail ?? 0) - 1]
  if (!vehicle) return text
  const { land: country, kjennemerke: canonical } = vehicle
  return FERRY_OPEN_TEXTS[language].at(shownPlate({ country, canonical }), text)
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function FerryOpen() {
  const shown = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const { language, values } = shown
  const page: OpeningPage = answered ?? { step: 'who', values, vehicles: [], faults: undefined }
  const texts = FERRY_OPEN_TEXTS[language]
  if (!shown.isCustomer)
    return (
      <>
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <NoCustomer language={language} />
      </>
    )
  const headings = {
    who: texts.heading,
    plate: texts.vehicle,
    vehicle: texts.aboutVehicle,
    list: texts.list,
    invoice: texts.invoiceHeading,
    check: texts.check,
  }
  return (
    <>
      <div className="stack">
        <p className="quiet">
          {FLOW_TEXTS[language].step(OPENING_STEPS.indexOf(page.step) + 1, OPENING_STEPS.length)}
        </p>
        <PageTitle language={language}>{headings[page.step]}</PageTitle>
        {page.step === 'who' && <OpeningIntroduction shown={shown} />}
      </div>
      <FaultSummary faults={page.faults} language={language} />
      <form
        method="post"
        action={`${PATH}/bli-kunde`}
        id="steps"
        className="flow"
        key={`${page.step} ${page.vehicles.length}`}
        noValidate
      >
        <Guard guard={shown.guard} />
        <input type="hidden" name="steg" value={page.step} />
        {page.vehicles.map((vehicle) => (
          <input key={vehicle.kjennemerke} type="hidden" name="v" value={JSON.stringify(vehicle)} />
        ))}
        <Step shown={shown} page={page} />
      </form>
    </>
  )
}

function Step({ shown, page }: { shown: Shown; page: OpeningPage }) {
  const { form, language } = shown
  const { values, faults } = page
  const texts = FERRY_OPEN_TEXTS[language]
  const carry = (...but: readonly string[]) => <Carried values={carried(values, but)} />
  switch (page.step) {
    case 'who':
      return <WhoFields shown={shown} page={page} />
    case 'plate':
      return (
        <>
          {carry()}
          <FerryPlate form={form} values={values} faults={faults} />
        </>
      )
    case 'vehicle':
      return (
        <>
          {carry()}
          {page.known && (
            <FerryVehicle
              form={form}
              values={values}
              faults={faults}
              known={page.known}
              send={texts.addThis}
            />
          )}
        </>
      )
    case 'list':
      return (
        <>
          {carry()}
          <OrderList shown={shown} page={page} />
        </>
      )
    case 'invoice':
      return (
        <>
          {carry('faktura')}
          <InvoiceChoice shown={shown} page={page} />
        </>
      )
    case 'check':
      return (
        <>
          {carry()}
          <OrderCheck shown={shown} page={page} />
        </>
      )
  }
}

/** Only what the flow carries from step to step; a vehicle that is being filled in goes with its own fields. */
function carried(values: OpeningPage['values'], but: readonly string[]): OpeningPage['values'] {
  const names = ['hvem', 'nummer', 'faktura'].filter((name) => !but.includes(name))
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  )
}
