import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { LANGUAGES, type Language } from '#core/language.ts'
import type { ContactChannel } from '#customers/contact.ts'
import type { Profile } from '#customers/read-profile.ts'
import { LANGUAGE_NAMES } from '#words/frame.ts'
import { NOTICE_TEXTS } from '#words/notices.ts'
import { PAYOUT_ACCOUNT_TEXTS } from '#words/payout-account.ts'
import { type AddressFault, type ContactFault, PROFILE_TEXTS } from '#words/profile.ts'
import { TextField } from './field.tsx'
import { Guard } from './guard.tsx'

/** What was sent and not taken: which form it was, what was typed, and what must be put right. */
export type ProfileFault = {
  readonly what: string
  readonly typed: Readonly<Record<string, string>>
  readonly faults: readonly (ContactFault | AddressFault)[]
}

type FormGuard = { readonly csrfToken: string; readonly formKey: string }

type Part = {
  shown: {
    readonly language: Language
    /** Each form is answered by its own key. */
    readonly guards: Readonly<
      Record<
        'send:e-mail' | 'bekreft:e-mail' | 'send:phone' | 'bekreft:phone' | 'adresse' | 'sprak',
        FormGuard
      >
    >
    readonly minutes: number
    /** The page that answers the forms, about this customer. */
    readonly formTo: string
    readonly toNotices: string
    readonly toAccount: string
    /** In words; undefined: it is not known. */
    readonly born: string | undefined
    /** Masked; undefined: the customer has named none. */
    readonly account: string | undefined
    /** Where codes of this session went that may still be typed. */
    readonly waiting: readonly { readonly channel: ContactChannel; readonly value: string }[]
  }
  profile: Profile
  fault: ProfileFault | undefined
}

const ADDRESS_FIELDS: Readonly<Record<AddressFault, string>> = {
  'no-street': 'adresselinje',
  'no-postal-code': 'postnummer',
  'no-place': 'sted',
  'no-country': 'land',
}

/** Where a fault is put right. */
export function fieldIdOf(fault: ContactFault | AddressFault, what: string): string {
  if (fault in ADDRESS_FIELDS) return ADDRESS_FIELDS[fault as AddressFault]
  const channel = what.split(':')[1] ?? ''
  if (fault === 'log-in-anew') return fault
  if (fault === 'changes-paused') return channel || ADDRESS_FIELDS['no-street']
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

export function Who({ shown, profile }: Omit<Part, 'fault'>) {
  const { language } = shown
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
            <dd>{shown.born ?? texts.birthUnknown}</dd>
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

/** What is chosen on pages of its own. */
export function Elsewhere({ shown: { language, account, toNotices, toAccount } }: Pick<Part, 'shown'>) {
  const notices = NOTICE_TEXTS[language]
  const payout = PAYOUT_ACCOUNT_TEXTS[language]
  return (
    <>
      <Section id="notices" heading={notices.heading}>
        <Paragraph>{notices.about}</Paragraph>
        <Link asChild>
          <RouterLink to={toNotices}>{notices.link}</RouterLink>
        </Link>
      </Section>
      <Section id="account" heading={payout.heading}>
        <Paragraph>{payout.about}</Paragraph>
        <Paragraph>{account === undefined ? payout.none : PROFILE_TEXTS[language].now(account)}</Paragraph>
        <Link asChild>
          <RouterLink to={toAccount}>{payout.link}</RouterLink>
        </Link>
      </Section>
    </>
  )
}

/** Counts once a code that was sent there has come back. */
export function Contact({ shown, profile, fault, channel }: Part & { channel: ContactChannel }) {
  const { language, guards, minutes, formTo } = shown
  const texts = PROFILE_TEXTS[language]
  const isMail = channel === 'e-mail'
  const now = isMail ? profile.email : profile.phone
  const isUnconfirmed = isMail && now !== null && !profile.isEmailConfirmed
  const waiting = shown.waiting.find((one) => one.channel === channel)
  const own = fault?.what.endsWith(`:${channel}`) ? fault : undefined
  const [code] = own?.faults ?? []
  const text = code && texts.faults[code]
  const codeFault = code === 'wrong-code' ? text : undefined
  const valueFault = code === 'wrong-code' ? undefined : text
  return (
    <Section id={channel} heading={isMail ? texts.email : texts.phone}>
      <Paragraph>{now === null ? texts.nothing : texts.now(now)}</Paragraph>
      {isUnconfirmed && <Paragraph className="strong">{texts.unconfirmed}</Paragraph>}
      {waiting && (
        <form method="post" action={formTo} className="form" noValidate>
          <Guard guard={guards[isMail ? 'bekreft:e-mail' : 'bekreft:phone']} />
          <input type="hidden" name="hva" value={`bekreft:${channel}`} />
          <Paragraph>{texts.codeSent(waiting.value, minutes)}</Paragraph>
          <TextField
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
      <form method="post" action={formTo} className="form" noValidate>
        <Guard guard={guards[isMail ? 'send:e-mail' : 'send:phone']} />
        <input type="hidden" name="hva" value={`send:${channel}`} />
        <TextField
          name={channel}
          label={isMail ? texts.newEmail : texts.newPhone}
          about={isMail ? undefined : texts.phoneHint}
          fault={valueFault}
          value={own?.typed[channel] ?? (isUnconfirmed ? now : undefined)}
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

export function Address({ shown: { language, guards, formTo }, profile, fault }: Part) {
  const texts = PROFILE_TEXTS[language]
  const own = fault?.what === 'adresse' ? fault : undefined
  const of = (field: string) => {
    const code = own?.faults.find((one) => fieldIdOf(one, '') === field)
    return code && texts.faults[code]
  }
  return (
    <Section id="address" heading={texts.address}>
      <Paragraph>{texts.addressWhy}</Paragraph>
      <form method="post" action={formTo} className="form" noValidate>
        <Guard guard={guards.adresse} />
        <input type="hidden" name="hva" value="adresse" />
        <TextField
          name="adresselinje"
          label={texts.street}
          value={own?.typed.adresselinje ?? profile.street}
          fault={of('adresselinje')}
          autoComplete="street-address"
        />
        <TextField
          name="postnummer"
          label={texts.postalCode}
          value={own?.typed.postnummer ?? profile.postalCode}
          fault={of('postnummer')}
          autoComplete="postal-code"
          short
        />
        <TextField
          name="sted"
          label={texts.place}
          value={own?.typed.sted ?? profile.place}
          fault={of('sted')}
          autoComplete="address-level2"
        />
        <TextField
          name="land"
          label={texts.country}
          about={texts.countryHint}
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

export function Languages({ shown: { language, guards, formTo }, profile }: Omit<Part, 'fault'>) {
  const texts = PROFILE_TEXTS[language]
  return (
    <Section id="language" heading={texts.language}>
      <form method="post" action={formTo} className="form">
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
