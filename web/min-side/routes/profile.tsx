import { Alert, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { readChangePause } from '#agreements/store-links.ts'
import { isRefusal } from '#core/refusal.ts'
import { acceptContactCode } from '#customers/accept-contact-code.ts'
import { askContactCode } from '#customers/ask-contact-code.ts'
import { CONTACT_CODE, type ContactChannel, contactCode } from '#customers/contact.ts'
import { type Profile as OwnProfile, readProfile } from '#customers/read-profile.ts'
import { recordAddress } from '#customers/record-address.ts'
import { recordLanguage } from '#customers/record-language.ts'
import type { Tx } from '#db/connection.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Address, Contact, fieldIdOf, Languages, type ProfileFault, Who } from '../../parts/profile.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { asCustomer, type Customer, notFound } from '../visit.ts'

export const access = 'customer'

const ADDRESS = '/min-side/profil'

export async function loader({ context, url }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, customer) => {
    const { language } = customer.visit
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
      profile: await ownProfile(tx, customer),
      saved: Object.hasOwn(PROFILE_TEXTS[language].saved, saved) ? (saved as Saved) : undefined,
      minutes: CONTACT_CODE.validMs / 60_000,
    }
  })
}

type Saved = keyof (typeof PROFILE_TEXTS)['nb']['saved']

function ownProfile(tx: Tx, { partyIds, visit }: Customer): Promise<OwnProfile | undefined> {
  return readProfile(tx, partyIds, { sessionSecret: secretOf(visit), machineNow: visit.deps.machineNow() })
}

/** Known to the session and its own pages only. */
function secretOf({ session }: Customer['visit']): string {
  return session?.csrfToken ?? ''
}

const FIELDS = ['e-mail', 'phone', 'kode', 'adresselinje', 'postnummer', 'sted', 'land'] as const

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const what = fieldOf(form, 'hva')
  const typed = Object.fromEntries(FIELDS.map((name) => [name, fieldOf(form, name)]))
  const saved = (one: Saved) => ({ leadsTo: `${ADDRESS}?lagret=${one}` })
  return answerOnce<ProfileFault>(args.context, form, async (tx, customer) => {
    const profile = await ownProfile(tx, customer)
    if (!profile) throw notFound()
    const { partyId } = profile
    const faulty = (faults: ProfileFault['faults']) => ({ fault: { what, typed, faults } })
    // Whoever linked falsely must not be able to move the customer's mail (docs/decisions/020).
    const paused = what !== 'sprak' && (await readChangePause(tx, partyId, customer.now)) !== undefined
    if (paused) return faulty(['changes-paused'])
    const [verb, channel] = what.split(':')
    if (channel === 'e-mail' || channel === 'phone') {
      const asking = askingOf(customer, { partyId, channel })
      const answer =
        verb === 'send'
          ? await askContactCode(tx, { ...asking, typed: typed[channel] ?? '' })
          : await acceptContactCode(tx, { ...asking, code: typed.kode ?? '' })
      if (isRefusal(answer)) return faulty([answer.refused])
      return saved(verb === 'send' ? 'code' : channel)
    }
    if (what === 'adresse') {
      const { faults } = await recordAddress(tx, partyId, {
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
    return { leadsTo: `${ADDRESS}?lagret=language&sprak=${language}` }
  })
}

function askingOf({ visit, now }: Customer, of: { partyId: number; channel: ContactChannel }) {
  const { deps, language } = visit
  return {
    ...of,
    sessionSecret: secretOf(visit),
    digestKey: deps.digestKeyHex,
    machineNow: deps.machineNow(),
    now,
    code: contactCode(deps.random),
    language,
    id: deps.newId(),
  }
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
          <Who shown={shown} profile={profile} />
          <Contact shown={shown} profile={profile} fault={fault} channel="e-mail" />
          <Contact shown={shown} profile={profile} fault={fault} channel="phone" />
          <Address shown={shown} profile={profile} fault={fault} />
          <Languages shown={shown} profile={profile} />
        </>
      )}
    </>
  )
}
