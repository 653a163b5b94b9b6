import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { CODE_LIFETIME_MS } from '#access/send-code.ts'
import { mayConfirm } from '#access/take-confirmation.ts'
import { readChangePause } from '#agreements/store-links.ts'
import { maskedAccountNumber } from '#core/account-number.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { readPayoutAccount } from '#payments/read-payout-account.ts'
import { confirmedBy, readAccountAsked, sendAccountCode, takeOwnAccount } from '#payments/take-own-account.ts'
import { formatDay, formatInstant } from '#words/format.ts'
import { type AccountFault, PAYOUT_ACCOUNT_TEXTS } from '#words/payout-account.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { TextField } from '../../parts/field.tsx'
import { Guard } from '../../parts/guard.tsx'
import { OwnCustomers } from '../../parts/own-customers.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { chosenCustomer, ownCustomersInWords } from '../chosen-customer.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { senderOf, sessionToken } from '../strangers-form.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const HERE = '/min-side/profil/konto'

export async function loader({ context, url }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, customer) => {
    const { now, visit } = customer
    const { language, deps } = visit
    const chosen = await chosenCustomer(tx, customer, url)
    const { profile } = chosen
    if (!profile) throw notFound()
    const { partyId } = profile
    const account = await readPayoutAccount(tx, [partyId])
    const pausedUntil = await readChangePause(tx, partyId, now)
    const codes = { token: sessionToken(context), partyId, machineNow: deps.machineNow() }
    const asked = await readAccountAsked(tx, codes)
    const until = pausedUntil === undefined ? undefined : formatInstant(pausedUntil, language)
    return {
      language,
      // Each form is answered by its own key.
      guards: { send: formGuard(context), confirm: formGuard(context) },
      own: await ownCustomersInWords(tx, customer, chosen, HERE),
      formTo: chosen.formTo(HERE),
      toProfile: chosen.linkTo('/min-side/profil'),
      account: account && {
        shown: maskedAccountNumber(account.number),
        day: formatDay(osloDay(account.changedAt), language),
        isVerified: account.isVerified,
      },
      until,
      asked: asked && until === undefined ? maskedAccountNumber(asked) : undefined,
      said: url.searchParams.get('lagret'),
    }
  })
}

type Sent = { readonly field: 'konto' | 'kode'; readonly fault: AccountFault; readonly typed: string }

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const visit = visitOf(context)
  const by = senderOf(visit)
  const token = sessionToken(context)
  const what = fieldOf(form, 'hva')
  if (what !== 'send' && what !== 'bekreft') throw new Response(null, { status: 400 })
  const maySend = what === 'bekreft' || (await mayBeSent(args))
  return answerOnce<Sent>(context, form, async (tx, customer) => {
    const { session } = customer.visit
    const { profile, linkTo } = await chosenCustomer(tx, customer, args.url)
    if (!profile || !session) throw notFound()
    const { partyId } = profile
    if (what === 'bekreft') {
      const typed = { token, partyId, userId: session.userId, code: fieldOf(form, 'kode') }
      const taken = await takeOwnAccount(tx, by, typed)
      if (isRefusal(taken)) return { fault: { field: 'kode', fault: taken.refused, typed: '' } }
      return { leadsTo: linkTo(HERE, 'konto') }
    }
    const typed = fieldOf(form, 'konto')
    if (!maySend) return { fault: { field: 'konto', fault: 'asked-too-often', typed } }
    const sent = await sendAccountCode(tx, by, { token, partyId, typed })
    if (isRefusal(sent)) return { fault: { field: 'konto', fault: sent.refused, typed } }
    return { leadsTo: linkTo(HERE, 'kode') }
  })
}

/** The tries are counted before the form is answered, and so also when it is not. */
async function mayBeSent({ context, url }: ActionFunctionArgs): Promise<boolean> {
  const visit = visitOf(context)
  const { profile } = await asCustomer(context, (tx, customer) => chosenCustomer(tx, customer, url))
  const to = profile && confirmedBy(profile)
  return to === undefined || mayConfirm(visit.deps.db, senderOf(visit), to.recipient)
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function PayoutAccount() {
  const shown = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { language, account, until, said } = shown
  const texts = PAYOUT_ACCOUNT_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to={shown.toProfile}>{PROFILE_TEXTS[language].heading}</RouterLink>
        </Link>
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      {said === 'konto' && until !== undefined && !sent && (
        <Alert data-color="success">
          <Paragraph>{texts.saved(until)}</Paragraph>
        </Alert>
      )}
      {said === 'kode' && shown.asked !== undefined && !sent && (
        <Alert data-color="info">
          <Paragraph>{texts.sent}</Paragraph>
        </Alert>
      )}
      {sent && (
        <FaultSummary
          heading={texts.faultsHeading}
          faults={[{ field: sent.field, text: texts.faults[sent.fault] }]}
        />
      )}
      <OwnCustomers own={shown.own} />
      <section className="panel stack" aria-label={texts.heading}>
        <Paragraph className="strong">
          {account ? texts.now(account.shown, account.day) : texts.none}
        </Paragraph>
        {account?.isVerified === false && <Paragraph>{texts.unverified}</Paragraph>}
        {until !== undefined && <Paragraph>{texts.paused(until)}</Paragraph>}
      </section>
      {until === undefined && <Change shown={shown} sent={sent} />}
    </>
  )
}

function Change({ shown, sent }: { shown: Shown; sent: Sent | undefined }) {
  const { language, guards, asked } = shown
  const texts = PAYOUT_ACCOUNT_TEXTS[language]
  const faultAt = (field: Sent['field']) => (sent?.field === field ? texts.faults[sent.fault] : undefined)
  return (
    <section className="panel stack" aria-labelledby="change">
      <Heading level={2} data-size="xs" id="change">
        {texts.change}
      </Heading>
      <Paragraph>{texts.how}</Paragraph>
      {asked !== undefined && (
        <form method="post" action={shown.formTo} className="form" noValidate>
          <Guard guard={guards.confirm} />
          <input type="hidden" name="hva" value="bekreft" />
          <Paragraph>{texts.codeSent(asked, CODE_LIFETIME_MS / 60_000)}</Paragraph>
          <TextField
            name="kode"
            label={texts.code}
            fault={faultAt('kode')}
            autoComplete="one-time-code"
            numeric
            short
          />
          <div>
            <Button type="submit">{texts.confirm}</Button>
          </div>
        </form>
      )}
      <form method="post" action={shown.formTo} className="form" noValidate>
        <Guard guard={guards.send} />
        <input type="hidden" name="hva" value="send" />
        <TextField
          name="konto"
          label={texts.number}
          about={texts.numberAbout}
          value={sent?.typed}
          fault={faultAt('konto')}
          numeric
        />
        {sent?.fault === 'no-way-to-confirm' && (
          <Link asChild>
            <RouterLink to={`${shown.toProfile}#phone`}>{texts.toProfile}</RouterLink>
          </Link>
        )}
        <div>
          <Button type="submit" variant={asked === undefined ? 'primary' : 'secondary'}>
            {texts.sendCode}
          </Button>
        </div>
      </form>
    </section>
  )
}
