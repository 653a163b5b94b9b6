import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  useActionData,
  useLoaderData,
} from 'react-router'
import type { Session } from '#access/session.ts'
import { mayConfirm, takeConfirmation } from '#access/take-confirmation.ts'
import { type ContactField, parseContact, parseEmail, type Typed } from '#customers/contact.ts'
import type { OrganisationAnswer } from '#customers/organisation-register.ts'
import { type Known, readKnown, registerOrganisation, registerPerson } from '#customers/register-party.ts'
import type { Tx } from '#db/connection.ts'
import { BECOME_CUSTOMER_TEXTS } from '#words/become-customer.ts'
import { countryNames } from '#words/countries.ts'
import { CustomerForm, type CustomerSent } from '../../parts/customer-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { senderOf, sessionToken } from '../strangers-form.ts'
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
    countries: countryNames(language),
  }
}

/** Who is asked for an e-mail address shows that it is read: a code comes to it, and the rest waits in the form. */
export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const told = await askRegister(args.context)
  const visit = visitOf(args.context)
  const by = senderOf(visit)
  const sentCode = form.get('code')
  const code = typeof sentCode === 'string' ? sentCode : undefined
  const email = parseEmail(fieldOf(form, 'email'))
  if (email !== undefined && code === undefined && !(await mayConfirm(visit.deps.db, by, email))) {
    const typed = typedIn(form, NOTHING)
    return data<CustomerSent>({ typed, faults: {}, confirmation: 'try-later' }, { status: 429 })
  }
  return answerOnce<NonNullable<CustomerSent>>(
    args.context,
    form,
    async (tx, { visit: { session, deps, language } }) => {
      const known = await knownOf(tx, session, told)
      const typed = typedIn(form, known)
      const { contact, faults } = parseContact(typed)
      if (!session || told?.answer === 'deleted' || Object.keys(faults).length > 0)
        return { fault: { typed, faults, confirmation: undefined } }
      if (known.email === undefined) {
        const token = sessionToken(args.context)
        const asked = { token, email: contact.email, code, path: '/bli-kunde' }
        const confirmation = await takeConfirmation(tx, by, asked)
        if (confirmation !== 'confirmed') return { fault: { typed, faults, confirmation } }
      }
      const registering = { contact, language, publicId: deps.newId() }
      const { acting, partyIds, userId, ownPartyId } = session
      if (acting.kind === 'organisation') {
        const { organisationNumber } = acting
        await registerOrganisation(tx, { ...registering, organisationNumber, partyId: partyIds[0] })
      } else await registerPerson(tx, { ...registering, userId, ownPartyId })
      return { leadsTo: session.secured ? '/forste-gang' : '/uten-elektronisk-id/andre-faktor' }
    },
  )
}

const NOTHING: Known = {
  name: undefined,
  email: undefined,
  phone: undefined,
  street: undefined,
  postalCode: undefined,
  place: undefined,
  country: undefined,
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
  tx: Tx,
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
  const sent: CustomerSent = useActionData<typeof action>()
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
          <CustomerForm shown={shown} sent={sent} />
        </div>
      ) : (
        <CustomerForm shown={shown} sent={sent} />
      )}
    </main>
  )
}
