import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  Link as RouterLink,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import {
  askByEmail,
  askByNumber,
  linkByEmail,
  linkByLetter,
  offerByEmail,
} from '#agreements/find-agreements.ts'
import type { Offer } from '#agreements/linking.ts'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { parseEmail } from '#customers/contact.ts'
import { readKnown } from '#customers/register-party.ts'
import { FIND_AGREEMENT_TEXTS, type FindFault } from '#words/find-agreement.ts'
import { FindForms, type FindSent, Offers } from '../../parts/find-forms.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { senderOf, sessionToken } from '../strangers-form.ts'
import { asCustomer, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { language, session } = visitOf(context)
  const known = await asCustomer(context, (tx) => readKnown(tx, session?.ownPartyId))
  return {
    language,
    guard: formGuard(context),
    isSelf: session?.acting.kind === 'self',
    email: session?.email ?? known?.email ?? '',
    step: url.searchParams.get('steg'),
    linked: Number(url.searchParams.get('antall') ?? 0),
  }
}

/** A fault is at one field; an offer is no fault, but comes back to the page as one, for it must not stand in an address. */
type Answer = FindSent & { readonly offers?: readonly Offer[]; readonly proof?: string }

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const visit = visitOf(args.context)
  const { deps, session } = visit
  if (session?.acting.kind !== 'self') throw redirect('/finn-avtale')
  const by = senderOf(visit)
  const who = { token: sessionToken(args.context), userId: session.userId }
  const typed = (name: string) => fieldOf(form, name)
  switch (typed('way')) {
    case 'email': {
      const email = parseEmail(typed('email'))
      if (email === undefined)
        return answer('email', typed('email') === '' ? 'email-missing' : 'not-an-email', typed('email'))
      const asked = await askByEmail(deps.db, by, { ...who, email })
      return isRefusal(asked) ? answer('email', asked.refused, email) : answer(undefined, undefined, email)
    }
    case 'code': {
      if (typed('code') === '') return answer('code', 'code-missing', typed('email'))
      const offered = await offerByEmail(deps.db, by, { ...who, code: typed('code') })
      return isRefusal(offered)
        ? answer('code', offered.refused, typed('email'))
        : data<Answer>({ ...empty(typed('email')), ...offered })
    }
    case 'number': {
      const agreementNumber = typed('number').replaceAll(/\s/g, '')
      const plate = canonicalPlate(typed('plate'))
      if (agreementNumber === '') return answer('number', 'number-missing')
      if (plate === undefined) return answer('plate', 'plate-missing', '', agreementNumber)
      const asked = await askByNumber(deps.db, by, { ...who, agreementNumber, plate })
      if (isRefusal(asked)) return answer('number', asked.refused, '', agreementNumber)
      throw redirect('/finn-avtale?steg=brev', 303)
    }
    default:
      return answerOnce(args.context, form, async (tx) => {
        const byLetter = typed('way') === 'letter'
        if (byLetter && typed('letter-code') === '') return { fault: at('letter-code', 'code-missing') }
        const agreementIds = form.getAll('agreement').map(Number)
        if (!byLetter && agreementIds.length === 0) return { fault: at('email', 'nothing-chosen') }
        const done = byLetter
          ? await linkByLetter(tx, by, { ...who, code: typed('letter-code') })
          : await linkByEmail(tx, by, { ...who, proof: typed('proof'), agreementIds })
        if (!isRefusal(done)) return { leadsTo: `/finn-avtale?steg=ferdig&antall=${done.linked}` }
        return { fault: at(byLetter ? 'letter-code' : 'email', done.refused) }
      })
  }
}

function at(field: string, fault: FindFault): Answer {
  return { ...empty(''), field, fault }
}

function answer(field: string | undefined, fault: FindFault | undefined, email = '', number = '') {
  const status = fault === undefined ? 200 : fault === 'try-later' ? 429 : 400
  return data<Answer>({ field, fault, email, number }, { status })
}

function empty(email: string): Answer {
  return { field: undefined, fault: undefined, email, number: '' }
}

export default function FindAgreement() {
  const shown = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>() as Answer | undefined
  const { language } = shown
  const texts = FIND_AGREEMENT_TEXTS[language]
  if (!shown.isSelf) return <OnlySelf language={language} />
  if (sent?.offers)
    return <Offers language={language} guard={shown.guard} offers={sent.offers} proof={sent.proof ?? ''} />
  if (shown.step === 'ferdig') return <Done language={language} linked={shown.linked} />
  if (shown.step === 'brev')
    return (
      <main id="innhold" className="page narrow stack">
        <PageTitle language={language}>{texts.letterHeading}</PageTitle>
        {texts.letterSent.map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
        <OtherWays language={language} />
      </main>
    )
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      <FindForms language={language} guard={shown.guard} email={shown.email} sent={sent} />
    </main>
  )
}

type Told = { readonly language: keyof typeof FIND_AGREEMENT_TEXTS }

function OnlySelf({ language }: Told) {
  const texts = FIND_AGREEMENT_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.heading}</PageTitle>
      <Alert data-color="info">
        <Heading level={2} data-size="2xs">
          {texts.onlySelf}
        </Heading>
        <Paragraph>{texts.onlySelfWhy}</Paragraph>
      </Alert>
      <div>
        <Button asChild>
          <RouterLink to="/pa-vegne-av?til=/finn-avtale">{texts.onlySelf}</RouterLink>
        </Button>
      </div>
    </main>
  )
}

/** What was linked; and in general why something may not be, for the particular would tell of others' agreements. */
function Done({ language, linked }: Told & { linked: number }) {
  const texts = FIND_AGREEMENT_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.doneHeading}</PageTitle>
        <Alert data-color={linked > 0 ? 'success' : 'info'}>
          <Paragraph>{texts.linked(linked)}</Paragraph>
          {linked > 0 && <Paragraph>{texts.told}</Paragraph>}
        </Alert>
        <div>
          <Button asChild>
            <RouterLink to="/min-side">{texts.toOverview}</RouterLink>
          </Button>
        </div>
      </div>
      <section className="stack" aria-labelledby="why">
        <Heading level={2} data-size="xs" id="why">
          {texts.whyNot}
        </Heading>
        <ul className="plain-list">
          {texts.reasons.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <OtherWays language={language} />
      </section>
    </main>
  )
}

function OtherWays({ language }: Told) {
  const texts = FIND_AGREEMENT_TEXTS[language]
  return (
    <ul className="plain-list">
      <li>
        <Link asChild>
          <RouterLink to="/finn-avtale">{texts.tryOther}</RouterLink>
        </Link>
      </li>
      <li>
        <Link asChild>
          <RouterLink to="/forste-gang">{texts.newAgreement}</RouterLink>
        </Link>
      </li>
    </ul>
  )
}
