import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router'
import type { Session } from '#access/session.ts'
import { COUNTRIES, type ContactField, type Faults, parseContact, type Typed } from '#customers/contact.ts'
import type { OrganisationAnswer } from '#customers/organisation-register.ts'
import { type Known, readKnown, registerOrganisation, registerPerson } from '#customers/register-party.ts'
import { BECOME_CUSTOMER_TEXTS } from '#words/become-customer.ts'
import { countryNames } from '#words/countries.ts'
import { FaultSummary, TextField } from '../../parts/field.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { asCustomer, type Context, visitOf } from '../visit.ts'

export const access = 'newcomer'

const FIELDS: readonly ContactField[] = ['name', 'email', 'phone', 'street', 'postalCode', 'place', 'country']

export async function loader({ context }: LoaderFunctionArgs) {
  const told = await askRegister(context)
  const known = await asCustomer(context, (tx, { visit: { session } }) => knownOf(tx, session, told))
  const { language, session } = visitOf(context)
  return {
    language,
    guard: formGuard(context),
    organisation: session?.acting.kind === 'organisation' ? session.acting.name : undefined,
    register: told?.answer,
    known,
    asked: FIELDS.filter((field) => known[field] === undefined),
    countries: countryNames(COUNTRIES, language),
  }
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const told = await askRegister(args.context)
  return answerOnce(args.context, form, async (tx, { visit: { session, deps, language } }) => {
    const known = await knownOf(tx, session, told)
    const typed = typedIn(form, known)
    const { contact, faults } = parseContact(typed)
    if (!session || told?.answer === 'deleted' || Object.keys(faults).length > 0)
      return { fault: { typed, faults } }
    const registering = { contact, language, publicId: deps.newId() }
    const { acting, partyIds, userId, ownPartyId } = session
    if (acting.kind === 'organisation') {
      const { organisationNumber } = acting
      await registerOrganisation(tx, { ...registering, organisationNumber, partyId: partyIds[0] })
    } else await registerPerson(tx, { ...registering, userId, ownPartyId })
    return { leadsTo: session.secured ? '/forste-gang' : '/uten-elektronisk-id/andre-faktor' }
  })
}

/** Before the transaction opens: another's answer may take its time. */
async function askRegister(context: Context): Promise<OrganisationAnswer | undefined> {
  const { session, deps } = visitOf(context)
  return session?.acting.kind === 'organisation'
    ? deps.organisations.organisation(session.acting.organisationNumber)
    : undefined
}

/** Only what is not known is asked: the party's own, then what the register and ID-porten say. */
async function knownOf(
  tx: Parameters<typeof readKnown>[0],
  session: Session | undefined,
  told: OrganisationAnswer | undefined,
): Promise<Known> {
  const organisation = session?.acting.kind === 'organisation' ? session.acting : undefined
  const party = await readKnown(tx, organisation ? session?.partyIds[0] : session?.ownPartyId)
  const found = told?.answer === 'found' ? told : undefined
  const country = found ? 'NO' : undefined
  return {
    name: party?.name ?? found?.name ?? organisation?.name ?? (session?.name || undefined),
    email: party?.email ?? (organisation ? undefined : session?.email),
    phone: party?.phone,
    street: party?.street ?? found?.street,
    postalCode: party?.postalCode ?? found?.postalCode,
    place: party?.place ?? found?.place,
    country: party?.country ?? country,
  }
}

function typedIn(form: FormData, known: Known): Typed {
  const of = (field: ContactField) => known[field] ?? fieldOf(form, field)
  return {
    name: of('name'),
    email: of('email'),
    phone: of('phone'),
    street: of('street'),
    postalCode: of('postalCode'),
    place: of('place'),
    country: of('country'),
  }
}

export default function BecomeCustomer() {
  const shown = useLoaderData<typeof loader>()
  const { language, organisation, known, asked } = shown
  const texts = BECOME_CUSTOMER_TEXTS[language]
  const told = FIELDS.filter((field) => known[field] !== undefined)
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>
          {organisation === undefined ? texts.heading : texts.headingFor(organisation)}
        </PageTitle>
        <Paragraph>{organisation === undefined ? texts.about : texts.aboutOrganisation}</Paragraph>
        {shown.register === 'no-answer' && (
          <Alert data-color="warning">
            <Paragraph>{texts.registerSilent}</Paragraph>
          </Alert>
        )}
      </div>
      {told.length > 0 && (
        <section className="panel stack" aria-labelledby="known">
          <Heading level={2} data-size="xs" id="known">
            {texts.known}
          </Heading>
          <dl className="facts">
            {told.map((field) => (
              <div key={field}>
                <dt>{texts.labels[field]}</dt>
                <dd>
                  {field === 'country'
                    ? (shown.countries.find(({ code }) => code === known.country)?.name ?? known.country)
                    : known[field]}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {shown.register === 'deleted' ? (
        <Alert data-color="warning">
          <Paragraph>{texts.deleted}</Paragraph>
        </Alert>
      ) : asked.length === 0 ? (
        <div className="stack">
          <Paragraph>{texts.nothingMissing}</Paragraph>
          <CustomerForm shown={shown} />
        </div>
      ) : (
        <CustomerForm shown={shown} />
      )}
    </main>
  )
}

function CustomerForm({ shown }: { shown: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const sent = useActionData<typeof action>()
  const { language, asked } = shown
  const texts = BECOME_CUSTOMER_TEXTS[language]
  const faults: Faults = sent?.faults ?? {}
  const said = (field: ContactField) => {
    const fault = faults[field]
    return fault && texts.faults[fault]
  }
  const summary = FIELDS.flatMap((field) => {
    const text = said(field)
    return text === undefined ? [] : [{ field, text }]
  })
  return (
    <form method="post" action="/bli-kunde" className="stack form" noValidate>
      <FaultSummary heading={texts.faultsHeading(summary.length)} faults={summary} />
      <Guard guard={shown.guard} />
      {asked.length > 0 && <Paragraph>{texts.allNeeded}</Paragraph>}
      {asked.map((field) =>
        field === 'country' ? (
          <div className="field" key={field}>
            <label className="ds-label" htmlFor="country">
              {texts.labels.country}
            </label>
            <select
              className="ds-input"
              id="country"
              name="country"
              autoComplete="country"
              defaultValue={sent?.typed.country ?? 'NO'}
            >
              {shown.countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        ) : (
          <TextField
            key={field}
            id={field}
            label={texts.labels[field]}
            about={texts.abouts[field]}
            fault={said(field)}
            defaultValue={sent?.typed[field] ?? ''}
            {...KEYBOARD[field]}
          />
        ),
      )}
      <div>
        <Button type="submit">{asked.length === 0 ? texts.goOn : texts.save}</Button>
      </div>
    </form>
  )
}

/** What a browser may fill in by itself, and the keys a telephone shows. */
const KEYBOARD = {
  name: { autoComplete: 'name' },
  email: { type: 'email', autoComplete: 'email' },
  phone: { type: 'tel', autoComplete: 'tel' },
  street: { autoComplete: 'street-address' },
  postalCode: { autoComplete: 'postal-code' },
  place: { autoComplete: 'address-level2' },
  country: {},
} as const
