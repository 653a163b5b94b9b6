import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { LANGUAGES } from '#core/language.ts'
import { isRefusal } from '#core/refusal.ts'
import { acceptContactCode } from '#customers/accept-contact-code.ts'
import { askContactCode } from '#customers/ask-contact-code.ts'
import { CONTACT_CODE, type ContactChannel, contactCode } from '#customers/contact.ts'
import { type Profile as OwnProfile, readProfile } from '#customers/read-profile.ts'
import { recordAddress } from '#customers/record-address.ts'
import { recordLanguage } from '#customers/record-language.ts'
import type { Tx } from '#db/connection.ts'
import { FRAME_TEXTS, LANGUAGE_NAMES } from '#words/frame.ts'
import { type AddressFault, type ContactFault, PROFILE_TEXTS } from '#words/profile.ts'
import { describedBy, FaultSummary, FieldFault } from '../../parts/fault-summary.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
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

type Fault = {
  readonly what: string
  readonly typed: Readonly<Record<string, string>>
  readonly faults: readonly (ContactFault | AddressFault)[]
}

const FIELDS = ['e-mail', 'phone', 'kode', 'gate', 'postnummer', 'sted', 'land'] as const

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const what = fieldOf(form, 'hva')
  const typed = Object.fromEntries(FIELDS.map((name) => [name, fieldOf(form, name)]))
  const saved = (one: Saved) => ({ leadsTo: `${ADDRESS}?lagret=${one}` })
  return answerOnce<Fault>(args.context, form, async (tx, customer) => {
    const profile = await ownProfile(tx, customer)
    if (!profile) throw notFound()
    const { partyId } = profile
    const faulty = (faults: Fault['faults']) => ({ fault: { what, typed, faults } })
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
        street: typed.gate ?? '',
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

type Shown = ReturnType<typeof useLoaderData<typeof loader>>
type Part = { shown: Shown; profile: OwnProfile; fault: Fault | undefined }

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

const ADDRESS_FIELDS: Readonly<Record<AddressFault, string>> = {
  'no-street': 'gate',
  'no-postal-code': 'postnummer',
  'no-place': 'sted',
  'no-country': 'land',
}

function fieldIdOf(fault: ContactFault | AddressFault, what: string): string {
  if (fault in ADDRESS_FIELDS) return ADDRESS_FIELDS[fault as AddressFault]
  const channel = what.split(':')[1] ?? ''
  return fault === 'wrong-code' ? `kode-${channel}` : channel
}

function Section({ id, heading, children }: { id: string; heading: string; children: ReactNode }) {
  return (
    <section className="panel stack" aria-labelledby={`part-${id}`}>
      <Heading level={2} data-size="xs" id={`part-${id}`}>
        {heading}
      </Heading>
      {children}
    </section>
  )
}

function Who({ shown: { language }, profile }: Omit<Part, 'fault'>) {
  const texts = PROFILE_TEXTS[language]
  return (
    <Section id="who" heading={texts.who}>
      <dl className="facts">
        <div>
          <dt>{texts.name}</dt>
          <dd>{profile.name}</dd>
        </div>
        {profile.kind === 'organisation' ? (
          <div>
            <dt>{texts.organisationNumber}</dt>
            <dd>{profile.organisationNumber}</dd>
          </div>
        ) : (
          <div>
            <dt>{texts.birth}</dt>
            <dd>{texts.birthHidden}</dd>
          </div>
        )}
      </dl>
      <Paragraph>{texts.nameWhy}</Paragraph>
      <Link asChild>
        <RouterLink to="/kontakt">{texts.toContact}</RouterLink>
      </Link>
    </Section>
  )
}

/** Counts once a code that was sent there has come back. */
function Contact({ shown, profile, fault, channel }: Part & { channel: ContactChannel }) {
  const { language, guards, minutes } = shown
  const texts = PROFILE_TEXTS[language]
  const isMail = channel === 'e-mail'
  const now = isMail ? profile.email : profile.phone
  const waiting = profile.waiting.find((one) => one.channel === channel)
  const own = fault?.what.endsWith(`:${channel}`) ? fault : undefined
  const [code] = own?.faults ?? []
  const text = code && texts.faults[code]
  const codeFault = code === 'wrong-code' ? text : undefined
  const valueFault = code === 'wrong-code' ? undefined : text
  return (
    <Section id={channel} heading={isMail ? texts.email : texts.phone}>
      <Paragraph>{now === null ? texts.nothing : texts.now(now)}</Paragraph>
      {waiting && (
        <form method="post" action={ADDRESS} className="form" noValidate>
          <Guard guard={guards[isMail ? 'bekreft:e-mail' : 'bekreft:phone']} />
          <input type="hidden" name="hva" value={`bekreft:${channel}`} />
          <Paragraph>{texts.codeSent(waiting.value, minutes)}</Paragraph>
          <Field
            id={`kode-${channel}`}
            name="kode"
            label={texts.code}
            fault={codeFault}
            autoComplete="one-time-code"
            inputMode="numeric"
            short
          />
          <div>
            <Button type="submit">{texts.confirm}</Button>
          </div>
        </form>
      )}
      <form method="post" action={ADDRESS} className="form" noValidate>
        <Guard guard={guards[isMail ? 'send:e-mail' : 'send:phone']} />
        <input type="hidden" name="hva" value={`send:${channel}`} />
        <Field
          id={channel}
          name={channel}
          label={isMail ? texts.newEmail : texts.newPhone}
          hint={isMail ? undefined : texts.phoneHint}
          fault={valueFault}
          value={own?.typed[channel]}
          type={isMail ? 'email' : 'tel'}
          autoComplete={isMail ? 'email' : 'tel'}
        />
        <div>
          <Button type="submit" variant="secondary">
            {texts.sendCode}
          </Button>
        </div>
      </form>
    </Section>
  )
}

function Address({ shown: { language, guards }, profile, fault }: Part) {
  const texts = PROFILE_TEXTS[language]
  const own = fault?.what === 'adresse' ? fault : undefined
  const of = (field: string) => {
    const code = own?.faults.find((one) => fieldIdOf(one, '') === field)
    return code && texts.faults[code]
  }
  return (
    <Section id="address" heading={texts.address}>
      <Paragraph>{texts.addressWhy}</Paragraph>
      <form method="post" action={ADDRESS} className="form" noValidate>
        <Guard guard={guards.adresse} />
        <input type="hidden" name="hva" value="adresse" />
        <Field
          id="gate"
          label={texts.street}
          value={own?.typed.gate ?? profile.street}
          fault={of('gate')}
          autoComplete="street-address"
        />
        <Field
          id="postnummer"
          label={texts.postalCode}
          value={own?.typed.postnummer ?? profile.postalCode}
          fault={of('postnummer')}
          autoComplete="postal-code"
          short
        />
        <Field
          id="sted"
          label={texts.place}
          value={own?.typed.sted ?? profile.place}
          fault={of('sted')}
          autoComplete="address-level2"
        />
        <Field
          id="land"
          label={texts.country}
          hint={texts.countryHint}
          value={own?.typed.land ?? profile.country}
          fault={of('land')}
          autoComplete="country"
          short
        />
        <div>
          <Button type="submit">{texts.saveAddress}</Button>
        </div>
      </form>
    </Section>
  )
}

function Languages({ shown: { language, guards }, profile }: Omit<Part, 'fault'>) {
  const texts = PROFILE_TEXTS[language]
  return (
    <Section id="language" heading={texts.language}>
      <form method="post" action={ADDRESS} className="form">
        <Guard guard={guards.sprak} />
        <input type="hidden" name="hva" value="sprak" />
        <fieldset>
          <legend>{texts.languageWhy}</legend>
          {LANGUAGES.map((one) => (
            <label key={one} className="choice" lang={one}>
              <input
                className="ds-input"
                type="radio"
                name="sprak"
                value={one}
                defaultChecked={profile.language === one}
              />{' '}
              {LANGUAGE_NAMES[one]}
            </label>
          ))}
        </fieldset>
        <div>
          <Button type="submit" variant="secondary">
            {texts.saveLanguage}
          </Button>
        </div>
      </form>
    </Section>
  )
}

function Field(props: {
  id: string
  name?: string
  label: string
  hint?: string | undefined
  value?: string | null | undefined
  fault: string | undefined
  type?: 'text' | 'email' | 'tel'
  autoComplete: string
  inputMode?: 'numeric'
  short?: boolean
}) {
  const { id, name = id, label, hint, value, fault, type = 'text', autoComplete, inputMode, short } = props
  return (
    <div className="field">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p className="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldFault id={`${id}-fault`} text={fault} />
      <input
        className={short ? 'ds-input short' : 'ds-input'}
        type={type}
        id={id}
        name={name}
        defaultValue={value ?? ''}
        autoComplete={autoComplete}
        inputMode={inputMode}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={describedBy(
          hint !== undefined && `${id}-hint`,
          fault !== undefined && `${id}-fault`,
        )}
      />
    </div>
  )
}
