import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { FERRY_PREPAYMENT_TEXTS } from '#words/ferry-prepayments.ts'
import { TextField } from './field.tsx'
import { Tick } from './flow.tsx'
import { Guard } from './guard.tsx'
import { LinkList } from './link-list.tsx'
import type { ferryAccountInWords } from './show-ferry.ts'

type Account = ReturnType<typeof ferryAccountInWords>
type Guarded = Account & { readonly guard: { readonly csrfToken: string; readonly formKey: string } }

/** In the place of an account: what it is, and the way to one. */
export function NoFerry({ language }: { language: Language }) {
  const texts = FERRY_OVERVIEW_TEXTS[language]
  return (
    <section className="panel stack" aria-labelledby="none">
      <Heading level={2} data-size="sm" id="none">
        {texts.none}
      </Heading>
      {texts.noneWhy.map((why) => (
        <Paragraph key={why}>{why}</Paragraph>
      ))}
      <div>
        <Button asChild>
          <RouterLink to="/min-side/ferje/bli-kunde">{texts.become}</RouterLink>
        </Button>
      </div>
    </section>
  )
}

/** What was asked ahead, each with why and where it stands; and what is being invoiced. */
export function AskedAhead({ language, account }: { language: Language; account: Account }) {
  const { publicId, prepayments, beingInvoiced } = account
  const texts = FERRY_PREPAYMENT_TEXTS[language]
  const id = `asked-${publicId}`
  if (prepayments.length + beingInvoiced.length === 0) return null
  return (
    <section className="stack" aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {texts.askedAhead}
      </Heading>
      <Paragraph>{texts.askedAheadWhy}</Paragraph>
      <div className="panel stack">
        {beingInvoiced.map((text, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be of the same amount
          <Paragraph key={i}>{text}</Paragraph>
        ))}
        {prepayments.map((one) => (
          <div key={one.publicId} className="ferry-asked">
            <div>
              <p>
                <span className="amount">{one.amount}</span>
                {` · ${one.because}`}
              </p>
              <p>{one.state}</p>
              <p className="quiet">
                <Link asChild>
                  <RouterLink to={`/min-side/fakturaer/${one.publicId}`}>{one.invoice}</RouterLink>
                </Link>
                {` · ${one.askedOn}`}
              </p>
            </div>
            {one.isOpen && (
              <Button asChild>
                <RouterLink to={`/min-side/fakturaer/${one.publicId}`}>
                  {texts.pay}
                  <span className="ds-sr-only">{` ${one.invoice}`}</span>
                </RouterLink>
              </Button>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}

export function TopUpForm(props: {
  language: Language
  account: Guarded
  refused:
    | {
        readonly typed: string
        readonly text: string
        /** Of an unusual amount: what one says of it when it is right. */
        readonly confirms?: string | undefined
      }
    | undefined
}) {
  const { language, account, refused } = props
  const { publicId, guard } = account
  const texts = FERRY_PREPAYMENT_TEXTS[language]
  const id = `top-up-${publicId}`
  return (
    <section className="panel stack" aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {texts.topUp}
      </Heading>
      <Paragraph>{texts.topUpWhy}</Paragraph>
      <form method="post" action="/min-side/ferje" className="form" noValidate>
        <Guard guard={guard} />
        <input type="hidden" name="avtale" value={publicId} />
        <TextField
          name="belop"
          id={`belop-${publicId}`}
          label={texts.amount}
          about={texts.amountAbout}
          fault={refused?.confirms ? undefined : refused?.text}
          value={refused?.typed}
          inputMode="decimal"
          short
        />
        {refused?.confirms && (
          <Tick
            key={refused.typed}
            name="stemmer"
            value={refused.typed}
            label={refused.confirms}
            fault={refused.text}
          />
        )}
        <div>
          <Button type="submit">{texts.order}</Button>
        </div>
      </form>
    </section>
  )
}

export function FerryVehicles({ language, account }: { language: Language; account: Account }) {
  const { publicId, vehicles, moreVehicles, mayLackCard, state } = account
  const texts = FERRY_OVERVIEW_TEXTS[language]
  const id = `vehicles-${publicId}`
  const links = [
    { to: '/min-side/ferje/kjoretoy', text: texts.changeVehicles },
    { to: '/min-side/ferje/kort', text: texts.changeCards },
  ]
  if (vehicles.length === 0) return null
  return (
    <section className="panel stack" aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {texts.vehicles}
      </Heading>
      <ul className="vehicles">
        {vehicles.map(({ id: vehicleId, plate, length, tag, card }) => (
          <li key={vehicleId}>
            <span className="plate" translate="no">
              {plate}
            </span>
            <span>
              <span>{tag}</span>
              <span>{card}</span>
              <span className="quiet">{length}</span>
            </span>
          </li>
        ))}
      </ul>
      {moreVehicles && <Paragraph className="quiet">{moreVehicles}</Paragraph>}
      {mayLackCard && <Paragraph>{texts.cardWarning}</Paragraph>}
      {state !== 'ended' && <LinkList links={links} />}
    </section>
  )
}

export function FerryLinks({ language }: { language: Language }) {
  const texts = FERRY_OVERVIEW_TEXTS[language]
  const links = [
    { to: '/ferjesamband', text: texts.connections },
    { to: '/sporsmal-og-svar?sok=ferje', text: texts.questions },
    { to: '/min-side/profil/varsler', text: texts.notices },
  ]
  return (
    <section className="stack" aria-labelledby="more">
      <Heading level={2} data-size="sm" id="more">
        {texts.more}
      </Heading>
      <LinkList links={links} />
      <Heading level={3} data-size="xs">
        {texts.oldCard}
      </Heading>
      <Paragraph>{texts.oldCardWhy}</Paragraph>
    </section>
  )
}
