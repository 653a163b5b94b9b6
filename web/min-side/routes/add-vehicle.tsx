import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { isRefusal } from '#core/refusal.ts'
import { readOwnAssignment } from '#tags/read-held.ts'
import { ADD_VEHICLE_TEXTS } from '#words/add-vehicle.ts'
import { countryNames } from '#words/countries.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import type { OrderRefusal } from '#words/tag-orders.ts'
import { Carried, Choices, Facts, FaultSummary, Tick } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { NoCustomer } from '../../parts/no-customer.tsx'
import { ORDER_STEPS } from '../../parts/order-steps.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { PlateFields, RegisteredVehicle } from '../../parts/plate-fields.tsx'
import { TermsTick } from '../../parts/terms-tick.tsx'
import {
  checkStep,
  type FlowPage,
  invoiceStep,
  plateAgain,
  plateStep,
  refusedStep,
  sameStep,
  vehicleStep,
} from '../add-vehicle.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { orderFrom } from '../order-from.ts'
import { asCustomer, visitOf } from '../visit.ts'
import { isCaseAsked, sendCase } from '../wanted-vehicle.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const id = url.searchParams.get('kjoretoy') ?? ''
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const asked = /^[1-9]\d{0,14}$/.test(id) ? { partyIds, id: Number(id), at: now } : undefined
    const own = asked && (await readOwnAssignment(tx, asked))
    return {
      language,
      guard: formGuard(context),
      countries: countryNames(language),
      isCustomer: partyIds.length > 0,
      steps: partyIds.length > 0,
      values: own ? { land: own.country, kjennemerke: own.plate } : {},
    }
  })
}

/** Each step answers with the page of the next; the last is answered once, and leads to the receipt. */
export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const { context } = args
  if (visitOf(context).onlyLanguage) return sameStep(context, form)
  if (fieldOf(form, 'til') === 'plate') return plateAgain(context, form)
  if (isCaseAsked(form)) return sendCase(context, form, await plateStep(context, form))
  switch (fieldOf(form, 'steg')) {
    case 'vehicle':
      return vehicleStep(context, form)
    case 'invoice':
      return invoiceStep(context, form)
    case 'check': {
      const wrong = await checkStep(context, form)
      if (wrong.faults) return wrong
      const order = await orderFrom(context, form)
      const { data: refused } = await answerOnce<OrderRefusal>(context, form, async (tx, customer) => {
        const publicId = customer.visit.deps.newId()
        const made = await order(tx, customer, publicId)
        return isRefusal(made) ? { fault: made.refused } : { leadsTo: `${PATH}/bestilling/${publicId}` }
      })
      return data(await refusedStep(context, form, refused), { status: 400 })
    }
    default:
      return plateStep(context, form)
  }
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function AddVehicle() {
  const shown = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const { language } = shown
  const page: FlowPage = answered ?? { step: 'plate', values: shown.values, plate: '', faults: undefined }
  const texts = ADD_VEHICLE_TEXTS[language]
  const headings = { plate: texts.heading, vehicle: texts.right, invoice: texts.invoice, check: texts.check }
  if (!shown.isCustomer)
    return (
      <>
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <NoCustomer language={language} />
      </>
    )
  return (
    <>
      <div className="stack">
        <p className="quiet">
          {FLOW_TEXTS[language].step(ORDER_STEPS.indexOf(page.step) + 1, ORDER_STEPS.length)}
        </p>
        <PageTitle language={language}>{headings[page.step]}</PageTitle>
      </div>
      <FaultSummary faults={page.faults} language={language} />
      <form method="post" action={`${PATH}/legg-til`} id="steps" className="flow" key={page.step} noValidate>
        <Guard guard={shown.guard} />
        <input type="hidden" name="steg" value={page.step} />
        <Step shown={shown} page={page} />
      </form>
    </>
  )
}

function Step({ shown: { language, countries }, page }: { shown: Shown; page: FlowPage }) {
  const texts = ADD_VEHICLE_TEXTS[language]
  const { values, faults } = page
  switch (page.step) {
    case 'plate':
      return (
        <>
          <PlateFields language={language} faults={faults} values={values} countries={countries} />
          <div>
            <Button type="submit">{texts.find}</Button>
          </div>
          {page.elsewhere && <Elsewhere {...page.elsewhere} />}
        </>
      )
    case 'vehicle':
      return (
        <>
          <Carried values={{ land: values.land ?? '', kjennemerke: values.kjennemerke ?? '' }} />
          {page.facts && <RegisteredVehicle language={language} plate={page.plate} facts={page.facts} />}
          {page.facts && page.facts.register !== 'found' && (
            <Tick name="tung" label={texts.heavyAbout(page.facts.heavyAbove)} ticked={values.tung === 'ja'} />
          )}
          <div className="flow-buttons">
            <Button type="submit">{texts.yes}</Button>
            <Button type="submit" name="til" value="plate" variant="secondary">
              {texts.no}
            </Button>
          </div>
        </>
      )
    case 'invoice':
      return (
        <>
          <Carried values={carriedBut(values, 'valg')} />
          <Choices
            name="valg"
            label={texts.which}
            choices={page.choices ?? []}
            value={values.valg ?? page.choices?.[0]?.value}
            fault={faults?.valg}
          />
          <div>
            <Button type="submit">{FLOW_TEXTS[language].next}</Button>
          </div>
        </>
      )
    case 'check':
      return <Check language={language} page={page} />
  }
}

function Elsewhere({ heading, says, sends, contact }: NonNullable<FlowPage['elsewhere']>) {
  return (
    <section className="panel stack" aria-label={heading}>
      <Carried values={{ annen: 'ja' }} />
      <Heading level={2} data-size="xs">
        {heading}
      </Heading>
      {says.map((text) => (
        <Paragraph key={text}>{text}</Paragraph>
      ))}
      <div className="flow-buttons">
        {sends.map(({ value, label }) => (
          <Button type="submit" name="til" value={value} variant="secondary" key={value}>
            {label}
          </Button>
        ))}
        {sends.length === 0 && (
          <Link asChild>
            <RouterLink to="/kontakt">{contact}</RouterLink>
          </Link>
        )}
      </div>
    </section>
  )
}

function Check({ language, page }: { language: Shown['language']; page: FlowPage }) {
  const texts = ADD_VEHICLE_TEXTS[language]
  const { summary, values, faults } = page
  if (!summary) return null
  return (
    <>
      <Carried values={carriedBut(values, 'vilkar')} />
      <section className="panel" aria-label={texts.check}>
        <Facts
          rows={[
            { name: texts.vehicle, value: page.plate },
            { name: texts.invoice, value: summary.where },
            ...(summary.holder === undefined ? [] : [{ name: texts.holder, value: summary.holder }]),
            { name: texts.validFrom, value: summary.validFrom },
            { name: texts.deposit, value: summary.deposit },
          ]}
        />
      </section>
      <Paragraph>{texts.passages}</Paragraph>
      <TermsTick
        version={summary.termsVersion}
        label={texts.terms(summary.terms)}
        read={texts.readTerms}
        fault={faults?.vilkar}
      />
      <div className="flow-buttons">
        <Button type="submit">{texts.order}</Button>
        <Button type="submit" name="til" value="plate" variant="secondary">
          {FLOW_TEXTS[language].change}
        </Button>
      </div>
    </>
  )
}

function carriedBut(
  values: Readonly<Record<string, string>>,
  name: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name))
}
