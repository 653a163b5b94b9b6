import { Alert, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { CODE_LIFETIME_MS } from '#access/send-code.ts'
import { mayConfirm } from '#access/take-confirmation.ts'
import { readContactCodes, sendContactCode, takeContact } from '#access/take-contact.ts'
import { readChangePause } from '#agreements/store-links.ts'
import { maskedAccountNumber } from '#core/account-number.ts'
import { isRefusal, refuse } from '#core/refusal.ts'
import { type ContactChannel, contactOf } from '#customers/contact.ts'
import { readBirthDate } from '#customers/read-birth-date.ts'
import { recordAddress } from '#customers/record-address.ts'
import { recordLanguage } from '#customers/record-language.ts'
import { readPayoutAccount } from '#payments/read-payout-account.ts'
import { formatDay } from '#words/format.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { LogInAnew } from '../../parts/log-in-anew.tsx'
import { OwnCustomers } from '../../parts/own-customers.tsx'
import { OwnLogIn } from '../../parts/own-log-in.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import {
  Address,
  Contact,
  Elsewhere,
  fieldIdOf,
  Languages,
  type ProfileFault,
  Who,
} from '../../parts/profile.tsx'
import { chosenCustomer, ownCustomersInWords } from '../chosen-customer.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { logInAnew } from '../log-in-anew.ts'
import { senderOf, sessionToken } from '../strangers-form.ts'
import { asCustomer, notFound, type Visit, visitOf } from '../visit.ts'

export const access = 'customer'

const ADDRESS = '/min-side/profil'

export async function loader({ context, url }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, customer) => {
    const { visit } = customer
    const { language, deps } = visit
    const chosen = await chosenCustomer(tx, customer, url)
    const { profile } = chosen
    const born = profile && (await readBirthDate(tx, profile.partyId, deps.encryptionKey))
    const account = profile && (await readPayoutAccount(tx, [profile.partyId]))
    const codes = { token: sessionToken(context), machineNow: deps.machineNow() }
    const saved = url.searchParams.get('lagret') ?? ''
    return {
      language,
      // Each form is answered by its own key.
      guards: {
        'send:e-mail': formGuard(context),
        'bekreft:e-mail': formGuard(context),
        'send:phone': formGuard(context),
        'bekreft:phone': formGuard(context),
        adresse: formGuard(context),
        sprak: formGuard(context),
      },
      profile,
      own: await ownCustomersInWords(tx, customer, chosen, ADDRESS),
      formTo: chosen.formTo(ADDRESS),
      toNotices: chosen.linkTo(`${ADDRESS}/varsler`),
      toAccount: chosen.linkTo(`${ADDRESS}/konto`),
      // Who has an electronic identity changes nothing of how they log in here.
      logInBy: visit.session?.byEmail ? visit.session.email : undefined,
      logInFollows: profile !== undefined && profile.partyId === visit.session?.ownPartyId,
      anew: logInAnew(visit, chosen.linkTo(ADDRESS)),
      born: born && formatDay(born, language),
      account: account && maskedAccountNumber(account.number),
      waiting: profile ? await readContactCodes(tx, { ...codes, partyId: profile.partyId }) : [],
      saved: Object.hasOwn(PROFILE_TEXTS[language].saved, saved) ? (saved as Saved) : undefined,
      minutes: CODE_LIFETIME_MS / 60_000,
    }
  })
}

type Saved = keyof (typeof PROFILE_TEXTS)['nb']['saved']

const FIELDS = ['e-mail', 'phone', 'kode', 'adresselinje', 'postnummer', 'sted', 'land'] as const

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const what = fieldOf(form, 'hva')
  const typed = Object.fromEntries(FIELDS.map((name) => [name, fieldOf(form, name)]))
  const faulty = (faults: ProfileFault['faults']) => ({ fault: { what, typed, faults } })
  const visit = visitOf(args.context)
  const by = senderOf(visit)
  const token = sessionToken(args.context)
  const [verb, channel] = what.split(':')
  // Who finds a session open is not to change how its customer is reached.
  const stale = what !== 'sprak' && logInAnew(visit, ADDRESS) !== undefined
  const sends = !stale && verb === 'send' && isChannel(channel)
  const to = sends ? await mayBeSentTo(visit, channel, typed[channel] ?? '') : refuse('no-email')
  return answerOnce<ProfileFault>(args.context, form, async (tx, customer) => {
    const { now } = customer
    const userId = visit.session?.userId
    const { profile, linkTo } = await chosenCustomer(tx, customer, args.url)
    if (!profile || userId === undefined) throw notFound()
    const { partyId } = profile
    const saved = (one: Saved) => ({ leadsTo: linkTo(ADDRESS, one) })
    // Whoever linked falsely must not be able to move the customer's mail (docs/decisions/020).
    const paused = what !== 'sprak' && (await readChangePause(tx, partyId, now)) !== undefined
    if (paused) return faulty(['changes-paused'])
    if (stale) return faulty(['log-in-anew'])
    if (isChannel(channel)) {
      if (verb === 'bekreft') {
        const taken = await takeContact(tx, by, { token, channel, partyId, userId, code: typed.kode ?? '' })
        return isRefusal(taken) ? faulty([taken.refused]) : saved(channel)
      }
      if (isRefusal(to)) return faulty([to.refused])
      await sendContactCode(tx, by, { token, partyId, channel, to })
      return saved('code')
    }
    if (what === 'adresse') {
      const { faults } = await recordAddress(tx, by, partyId, {
        street: typed.adresselinje ?? '',
        postalCode: typed.postnummer ?? '',
        place: typed.sted ?? '',
        country: (typed.land ?? '').toUpperCase(),
      })
      return faults.length > 0 ? faulty(faults) : saved('address')
    }
    const language = what === 'sprak' && (await recordLanguage(tx, partyId, fieldOf(form, 'sprak')))
    // No form of ours sends anything else.
    if (!language) throw new Response(null, { status: 400 })
    // The pages too: the address says so, once.
    return { leadsTo: `${linkTo(ADDRESS, 'language')}&sprak=${language}` }
  })
}

function isChannel(text: string | undefined): text is ContactChannel {
  return text === 'e-mail' || text === 'phone'
}

/** Where a code goes; its tries are counted before the form is answered, and so also when it is not. */
async function mayBeSentTo(visit: Visit, channel: ContactChannel, typed: string) {
  const to = contactOf(channel, typed)
  if (isRefusal(to)) return to
  return (await mayConfirm(visit.deps.db, senderOf(visit), to)) ? to : refuse('asked-too-often')
}

export default function Profile() {
  const shown = useLoaderData<typeof loader>()
  const fault = useActionData<typeof action>()
  const { language, profile, saved } = shown
  const texts = PROFILE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side">{FRAME_TEXTS[language].overview}</RouterLink>
        </Link>
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{profile ? texts.about : texts.notCustomer}</Paragraph>
      </div>
      {saved && (
        <Alert data-color="success">
          <Paragraph>{texts.saved[saved]}</Paragraph>
        </Alert>
      )}
      {fault && (
        <FaultSummary
          heading={texts.faultsHeading}
          faults={fault.faults.map((one) => ({ field: fieldIdOf(one, fault.what), text: texts.faults[one] }))}
        />
      )}
      {profile && (
        <>
          <OwnCustomers own={shown.own} />
          <Who shown={shown} profile={profile} />
          <LogInAnew language={language} at={shown.anew} />
          <Contact shown={shown} profile={profile} fault={fault} channel="e-mail" />
          <Contact shown={shown} profile={profile} fault={fault} channel="phone" />
          <Address shown={shown} profile={profile} fault={fault} />
          <Elsewhere shown={shown} />
          <Languages shown={shown} profile={profile} />
        </>
      )}
      {shown.logInBy !== undefined && (
        <OwnLogIn language={language} email={shown.logInBy} follows={shown.logInFollows} />
      )}
    </>
  )
}
