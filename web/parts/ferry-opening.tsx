import { Alert, Button, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { FerryVehicleList, type ListedVehicle, NoCardWarning, type VehicleForm } from './ferry-vehicle.tsx'
import { TextField } from './field.tsx'
import { type Choice, Choices, Facts, type Faults } from './flow.tsx'
import { TermsTick } from './terms-tick.tsx'

type StepProps = {
  readonly shown: {
    readonly language: Language
    readonly form: VehicleForm
    readonly privateMax: number
    readonly rates: string | undefined
    /** The number of the ferry agreement there is. */
    readonly already: string | undefined
  }
  readonly page: {
    readonly values: Readonly<Record<string, string>>
    readonly faults: Faults | undefined
    readonly actFirst?: boolean
    readonly choices?: readonly Choice[]
    readonly listed?: {
      readonly lines: readonly ListedVehicle[]
      readonly total: string
      readonly isOpen: boolean
      readonly noCard: string
    }
    readonly summary?: {
      readonly holder: string
      readonly channel: string
      readonly terms: string
      readonly termsVersion: string
    }
  }
}

/** What it is, for somebody who has none; and the way on for somebody who has. */
export function OpeningIntroduction({ shown: { language, rates, already } }: Pick<StepProps, 'shown'>) {
  const texts = FERRY_OPEN_TEXTS[language]
  return (
    <>
      <Paragraph variant="long">{texts.introduction}</Paragraph>
      {rates && <Paragraph>{rates}</Paragraph>}
      {already && (
        <Alert data-color="info">
          <Paragraph>
            {texts.alreadyOne(already)} {texts.alreadyAbout}
          </Paragraph>
          <Paragraph>
            <Link asChild>
              <RouterLink to="/min-side/ferje/kjoretoy">{texts.toVehicles}</RouterLink>
            </Link>
          </Paragraph>
        </Alert>
      )}
    </>
  )
}

/** Private, or for an organisation that one acts for. */
export function WhoFields({
  shown: { language, privateMax },
  page: { values, faults, actFirst },
}: StepProps) {
  const texts = FERRY_OPEN_TEXTS[language]
  return (
    <>
      <Choices
        name="hvem"
        label={texts.who}
        choices={[
          { value: 'privat', label: texts.private, about: texts.privateAbout(privateMax) },
          { value: 'bedrift', label: texts.organisation, about: texts.organisationAbout },
        ]}
        value={values.hvem}
        fault={faults?.hvem}
      />
      <TextField
        name="nummer"
        label={texts.organisationNumber}
        about={texts.organisationNumberAbout}
        value={values.nummer}
        fault={faults?.nummer}
        inputMode="numeric"
        maxLength={20}
        short
      />
      {actFirst && (
        <Paragraph>
          <Link asChild>
            <RouterLink to="/pa-vegne-av?til=/min-side/ferje/bli-kunde">{texts.changeActing}</RouterLink>
          </Link>
        </Paragraph>
      )}
      <div>
        <Button type="submit">{FLOW_TEXTS[language].next}</Button>
      </div>
    </>
  )
}

/** The vehicles so far. */
export function OrderList({ shown: { language, privateMax }, page: { listed } }: StepProps) {
  const texts = FERRY_OPEN_TEXTS[language]
  if (!listed) return null
  return (
    <>
      <FerryVehicleList language={language} lines={listed.lines} withButtons />
      <Facts rows={[{ name: texts.prepayment, value: listed.total }]} />
      <NoCardWarning language={language} plates={listed.noCard} />
      {!listed.isOpen && <Paragraph>{texts.fullHouse(privateMax)}</Paragraph>}
      <div className="flow-buttons">
        <Button type="submit">{FLOW_TEXTS[language].next}</Button>
        {listed.isOpen && (
          <Button type="submit" name="til" value="plate" variant="secondary">
            {texts.another}
          </Button>
        )}
      </div>
    </>
  )
}

/** By which channel the prepayment comes. */
export function InvoiceChoice({ shown: { language }, page: { values, faults, choices = [] } }: StepProps) {
  const texts = FERRY_OPEN_TEXTS[language]
  return (
    <>
      <Paragraph>{texts.invoiceAbout}</Paragraph>
      {choices.length === 0 ? (
        <Paragraph>
          {texts.noChannel}{' '}
          <Link asChild>
            <RouterLink to="/min-side/profil">{texts.toProfile}</RouterLink>
          </Link>
        </Paragraph>
      ) : (
        <Choices
          name="faktura"
          label={texts.invoice}
          choices={choices}
          value={values.faktura ?? choices[0]?.value}
          fault={faults?.faktura}
        />
      )}
      <div className="flow-buttons">
        <Button type="submit">{FLOW_TEXTS[language].next}</Button>
        <Button type="submit" name="til" value="list" variant="secondary">
          {FLOW_TEXTS[language].back}
        </Button>
      </div>
    </>
  )
}

/** All of the order, before it is made. */
export function OrderCheck({ shown, page: { listed, summary, values, faults } }: StepProps) {
  const { language, form } = shown
  const texts = FERRY_OPEN_TEXTS[language]
  if (!listed || !summary) return null
  const isOrganisation = values.hvem === 'bedrift'
  const hasCards = listed.lines.some(({ hasCard }) => hasCard)
  return (
    <>
      <section className="panel stack" aria-label={texts.check} id="kjoretoy" tabIndex={-1}>
        {faults?.kjoretoy && <p className="fault">{faults.kjoretoy}</p>}
        <Facts
          rows={[
            {
              name: texts.agreementFor,
              value: `${summary.holder} (${isOrganisation ? texts.kinds.organisation : texts.kinds.private})`,
            },
            { name: texts.prepayment, value: listed.total },
            { name: texts.cards, value: hasCards ? texts.cardsAbout(form.fee) : texts.noCards },
            { name: texts.how, value: summary.channel },
          ]}
        />
        <FerryVehicleList language={language} lines={listed.lines} withButtons={false} />
      </section>
      <NoCardWarning language={language} plates={listed.noCard} />
      <Paragraph>{texts.invoiceAbout}</Paragraph>
      <TermsTick
        version={summary.termsVersion}
        label={texts.terms(summary.terms)}
        read={texts.readTerms}
        fault={faults?.vilkar}
      />
      <div className="flow-buttons">
        <Button type="submit">{texts.order}</Button>
        <Button type="submit" name="til" value="list" variant="secondary">
          {FLOW_TEXTS[language].change}
        </Button>
      </div>
    </>
  )
}
