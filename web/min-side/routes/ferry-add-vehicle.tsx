import { Button, Paragraph } from '@digdir/designsystemet-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router'
import { isRefusal } from '#core/refusal.ts'
import { addOwnVehicle } from '#ferry/open-own-account.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FERRY_VEHICLES_TEXTS } from '#words/ferry-account-vehicles.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { FerryPlate, FerryVehicle, FerryVehicleList, NoCardWarning } from '../../parts/ferry-vehicle.tsx'
import { FaultSummary } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { NoFerryAccount } from '../../parts/no-ferry-account.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { type AddingPage, addingStep, checkedPage, sameAddingStep } from '../ferry-adding.ts'
import { ferryFormOf } from '../ferry-form.ts'
import { carriedOf, fieldFaults, rulesToday, withEnergy } from '../ferry-vehicle-step.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { ownAccount } from '../own-ferry.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/ferje/kjoretoy'
const STEPS = ['plate', 'vehicle', 'check'] as const

export async function loader({ context, url }: LoaderFunctionArgs) {
  const asked = url.searchParams.get('avtale')
  const account = await asCustomer(context, (tx, customer) => ownAccount(tx, customer, asked))
  return {
    language: visitOf(context).language,
    guard: formGuard(context),
    steps: account !== undefined,
    account: account && { publicId: account.publicId, number: account.number },
    form: await ferryFormOf(context),
  }
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const { context } = args
  const of = fieldOf(form, 'avtale')
  if (visitOf(context).onlyLanguage) return sameAddingStep(context, form, of)
  if (fieldOf(form, 'steg') !== 'check' || fieldOf(form, 'til') !== '') return addingStep(context, form, of)
  const [vehicle] = carriedOf(form)
  if (!vehicle) throw new Response(null, { status: 400 })
  const page = await checkedPage(context, of, vehicle)
  const { language } = visitOf(context)
  const wrong = (faults: AddingPage['faults']): AddingPage => ({ ...page, faults })
  const written = await withEnergy(context, [vehicle])
  if (written === 'silent') return wrong({ kjoretoy: FERRY_OPEN_TEXTS[language].registerSilent })
  const { rules, limits } = await rulesToday(context)
  return answerOnce(context, form, async (tx, customer) => {
    const { now, visit } = customer
    const account = await ownAccount(tx, customer, of)
    const [one] = written
    if (!account || !one) throw notFound()
    const { agreementId } = account
    const at = { now, newId: visit.deps.newId, rules }
    const added = await addOwnVehicle(tx, { agreementId, vehicle: one }, at)
    if (!isRefusal(added))
      return {
        leadsTo: added.orderId ? `/min-side/ferje/kvittering/${added.orderId}` : `${PATH}?gjort=lagt-til`,
      }
    if (!limits) throw new Error(`a vehicle that was looked at before is ${added.refused}`)
    // All of it stands in one place here.
    const texts = Object.values(fieldFaults(added.refused, { language, limits }))
    return { fault: wrong({ kjoretoy: texts.join(' ') }) }
  })
}

export default function FerryAddVehicle() {
  const { language, guard, account, form } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const page: AddingPage = answered ?? { step: 'plate', values: {}, faults: undefined }
  const texts = FERRY_VEHICLES_TEXTS[language]
  const { aboutVehicle } = FERRY_OPEN_TEXTS[language]
  if (!account)
    return (
      <>
        <PageTitle language={language}>{texts.addHeading}</PageTitle>
        <NoFerryAccount language={language} />
      </>
    )
  const headings = { plate: texts.addHeading, vehicle: aboutVehicle, check: texts.addCheck }
  return (
    <>
      <div className="stack">
        <p className="quiet">{FLOW_TEXTS[language].step(STEPS.indexOf(page.step) + 1, STEPS.length)}</p>
        <PageTitle language={language}>{headings[page.step]}</PageTitle>
        <Paragraph>{texts.agreement(account.number)}</Paragraph>
      </div>
      <FaultSummary faults={page.faults} language={language} />
      <form
        method="post"
        action={`${PATH}/legg-til?avtale=${account.publicId}`}
        id="steps"
        className="flow"
        key={page.step}
        noValidate
      >
        <Guard guard={guard} />
        <input type="hidden" name="steg" value={page.step} />
        <input type="hidden" name="avtale" value={account.publicId} />
        {page.step === 'plate' && <FerryPlate form={form} values={page.values} faults={page.faults} />}
        {page.step === 'vehicle' && page.known && (
          <FerryVehicle
            form={form}
            values={page.values}
            faults={page.faults}
            known={page.known}
            send={FLOW_TEXTS[language].next}
          />
        )}
        {page.step === 'check' && page.checked && (
          <>
            <input type="hidden" name="v" value={JSON.stringify(page.checked.vehicle)} />
            <section className="panel stack" aria-label={texts.addCheck} id="kjoretoy" tabIndex={-1}>
              {page.faults?.kjoretoy && <p className="fault">{page.faults.kjoretoy}</p>}
              <FerryVehicleList language={language} lines={[page.checked.line]} withButtons={false} />
              <Paragraph className="strong">{page.checked.costs}</Paragraph>
            </section>
            <NoCardWarning language={language} plates={page.checked.noCard} />
            <div className="flow-buttons">
              <Button type="submit">{texts.addThis}</Button>
              <Button type="submit" name="til" value="plate" variant="secondary">
                {FLOW_TEXTS[language].change}
              </Button>
            </div>
          </>
        )}
      </form>
    </>
  )
}
