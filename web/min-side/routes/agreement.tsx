import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { readAgreement } from '#agreements/read-agreements.ts'
import { saveInvoicing } from '#agreements/save-invoicing.ts'
import { isRefusal } from '#core/refusal.ts'
import { readVehicles } from '#tags/read-vehicles.ts'
import { BALANCE_TEXTS } from '#words/balance.ts'
import { formatCount, formatInstant } from '#words/format.ts'
import { TextField } from '../../parts/field.tsx'
import { Facts, FaultSummary, type Faults, Tick } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { ofVehicle, TagStateTag } from '../../parts/show-vehicles.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const agreement = await readAgreement(tx, partyIds, params.publicId ?? '')
    if (!agreement) throw notFound()
    const { publicId, number, issuerName, kind, validFrom, validTo, termsVersion } = agreement
    const search = { text: '', page: 1, now, agreement: publicId, size: VEHICLES_SHOWN }
    const { vehicles, count } = await readVehicles(tx, partyIds, search)
    return {
      language,
      guard: formGuard(context),
      saved: url.searchParams.has('lagret'),
      publicId,
      number,
      issuerName,
      kind,
      ended: validTo !== null && validTo <= now,
      validFrom: formatInstant(validFrom, language),
      validTo: validTo === null ? undefined : formatInstant(validTo, language),
      termsVersion,
      vehicles: vehicles.map((vehicle) => ofVehicle(vehicle, language)),
      more: count > vehicles.length ? formatCount(count - vehicles.length, language) : undefined,
      reference: agreement.invoiceReference ?? '',
      detailed: agreement.detailedInvoice,
    }
  })
}

// A fleet's whole list is a page of its own.
const VEHICLES_SHOWN = 10

type Answer = { readonly faults: Faults; readonly reference: string; readonly detailed: boolean }

const REFERENCE_MAX = 60

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const { language } = visitOf(args.context)
  const publicId = args.params.publicId ?? ''
  const reference = fieldOf(form, 'referanse')
  const detailed = form.get('detaljert') === 'ja'
  return answerOnce<Answer>(args.context, form, async (tx, { partyIds }) => {
    const agreement = await readAgreement(tx, partyIds, publicId)
    if (!agreement) throw notFound()
    const faults = { referanse: BALANCE_TEXTS[language].tooLong }
    if (reference.length > REFERENCE_MAX) return { fault: { faults, reference, detailed } }
    const choice = { agreementId: agreement.id, detailed, reference: reference || null }
    if (isRefusal(await saveInvoicing(tx, choice))) throw notFound()
    return { leadsTo: `/min-side/saldo/${publicId}?lagret=ja` }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function AgreementPage() {
  const shown = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const { language, publicId, ended } = shown
  const texts = BALANCE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/saldo">{texts.toBalance}</RouterLink>
        </Link>
        <PageTitle language={language}>{`${texts.detailsOf} ${shown.number}`}</PageTitle>
      </div>
      <FaultSummary faults={answered?.faults} language={language} />
      {shown.saved && !answered && (
        <Alert data-color="success">
          <Paragraph>{texts.saved}</Paragraph>
        </Alert>
      )}
      <section className="panel" aria-label={texts.detailsOf}>
        <Facts
          rows={[
            { name: texts.company, value: shown.issuerName },
            { name: texts.number, value: shown.number },
            { name: texts.kind, value: texts.kinds[shown.kind] },
            { name: texts.validFrom, value: shown.validFrom },
            ...(shown.validTo ? [{ name: texts.validTo, value: shown.validTo }] : []),
            {
              name: texts.terms,
              value: (
                <Link asChild>
                  <RouterLink to={`/vilkar/${shown.termsVersion}`}>{shown.termsVersion}</RouterLink>
                </Link>
              ),
            },
          ]}
        />
      </section>
      {shown.vehicles.length > 0 && <Vehicles shown={shown} />}
      {!ended && <Invoicing shown={shown} answered={answered} />}
      <ul className="plain-list">
        <li>
          <Link asChild>
            <RouterLink to="/min-side/brikker-og-kjoretoy">{texts.toVehicles}</RouterLink>
          </Link>
        </li>
        <li>
          <Link asChild>
            <RouterLink to="/min-side/fakturaer">{texts.toInvoices}</RouterLink>
          </Link>
        </li>
        {!ended && (
          <li>
            <Link asChild>
              <RouterLink to={`/min-side/avtaler/${publicId}/si-opp`}>{texts.end}</RouterLink>
            </Link>
          </li>
        )}
      </ul>
    </>
  )
}

/** The guide to Min side shows the registered vehicle among the details of its agreement. */
function Vehicles({ shown: { language, vehicles, more } }: { shown: Shown }) {
  const texts = BALANCE_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="vehicles">
      <Heading level={2} data-size="sm" id="vehicles">
        {texts.vehicles}
      </Heading>
      <ul className="rows">
        {vehicles.map(({ assignmentId, plate, makeAndModel, tag, tagState, from }) => (
          <li key={assignmentId}>
            <div>
              <Link asChild>
                <RouterLink
                  to={`/min-side/brikker-og-kjoretoy/${assignmentId}`}
                  className="plain-plate"
                  translate="no"
                >
                  {plate}
                </RouterLink>
              </Link>
              <span className="quiet below">
                {[makeAndModel, `${texts.validFrom} ${from}`].filter(Boolean).join(' · ')}
              </span>
            </div>
            <div>
              <span className="below">{tag}</span>
              {tagState && <TagStateTag state={tagState} language={language} />}
            </div>
          </li>
        ))}
      </ul>
      {more !== undefined && <Paragraph className="quiet">{texts.andMore(more)}</Paragraph>}
    </section>
  )
}

function Invoicing({ shown, answered }: { shown: Shown; answered: Answer | undefined }) {
  const texts = BALANCE_TEXTS[shown.language]
  return (
    <section className="stack" aria-labelledby="invoicing">
      <Heading level={2} data-size="sm" id="invoicing">
        {texts.invoicing}
      </Heading>
      <form method="post" action={`/min-side/saldo/${shown.publicId}`} className="flow" noValidate>
        <Guard guard={shown.guard} />
        <TextField
          name="referanse"
          label={texts.reference}
          about={texts.referenceAbout}
          value={answered?.reference ?? shown.reference}
          fault={answered?.faults.referanse}
        />
        <Tick
          name="detaljert"
          label={
            <>
              {texts.detailed}
              <span className="quiet below">{texts.detailedAbout}</span>
            </>
          }
          ticked={answered?.detailed ?? shown.detailed}
        />
        <div>
          <Button type="submit">{texts.save}</Button>
        </div>
      </form>
    </section>
  )
}
