import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { ADD_VEHICLE_TEXTS } from '#words/add-vehicle.ts'
import type { NamedCountry } from '#words/countries.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FieldFault } from './fault-summary.tsx'
import { Field, TextField } from './field.tsx'
import { Carried, Facts, type Faults, Tick } from './flow.tsx'
import { PlateFields } from './plate-fields.tsx'

type Values = Readonly<Record<string, string>>

/** What the form of a ferry vehicle is filled in by, whichever vehicle it is. */
export type VehicleForm = {
  readonly language: Language
  readonly fee: string
  readonly issuers: readonly string[]
  readonly countries: readonly NamedCountry[]
}

/** Country and plate; the next page knows more. */
export function FerryPlate(props: { form: VehicleForm; values: Values; faults: Faults | undefined }) {
  const { form, values, faults } = props
  return (
    <>
      <PlateFields language={form.language} faults={faults} values={values} countries={form.countries} />
      <div>
        <Button type="submit">{ADD_VEHICLE_TEXTS[form.language].find}</Button>
      </div>
    </>
  )
}

type VehicleProps = {
  readonly form: VehicleForm
  readonly values: Values
  readonly faults: Faults | undefined
  readonly known: {
    readonly plate: string
    readonly makeAndModel: string
    readonly energy: string
    readonly lengthIsKnown: boolean
    readonly tagNumber: string | undefined
  }
  readonly send: string
}

/** Length, tag and card. */
export function FerryVehicle({ form, values, faults, known, send }: VehicleProps) {
  const { language } = form
  const texts = FERRY_OPEN_TEXTS[language]
  const vehicle = ADD_VEHICLE_TEXTS[language]
  return (
    <>
      <Carried values={{ land: values.land ?? '', kjennemerke: values.kjennemerke ?? '' }} />
      <section className="panel" aria-label={texts.aboutVehicle}>
        <Facts
          rows={[
            { name: vehicle.plate, value: known.plate },
            ...(known.makeAndModel ? [{ name: vehicle.makeAndModel, value: known.makeAndModel }] : []),
            ...(known.energy ? [{ name: vehicle.energy, value: known.energy }] : []),
          ]}
        />
      </section>
      <TextField
        name="lengde"
        label={texts.length}
        about={known.lengthIsKnown ? `${texts.lengthAbout} ${texts.lengthKnown}` : texts.lengthAbout}
        value={values.lengde}
        fault={faults?.lengde}
        inputMode="numeric"
        maxLength={5}
        short
      />
      {known.tagNumber === undefined ? (
        <TagFields form={form} values={values} faults={faults} />
      ) : (
        <div className="field" id="brikke" tabIndex={-1}>
          <p className="ds-label">{texts.tag}</p>
          <FieldFault id="brikke-fault" text={faults?.brikke} />
          <p>{texts.tagFound(known.tagNumber)}</p>
        </div>
      )}
      <div>
        <Tick name="kort" label={texts.card(form.fee)} ticked={values.kort === 'ja'} />
        <p className="quiet">{texts.cardAbout}</p>
      </div>
      <div className="flow-buttons">
        <Button type="submit">{send}</Button>
        <Button type="submit" name="til" value="plate" variant="secondary">
          {vehicle.no}
        </Button>
      </div>
    </>
  )
}

function TagFields({ form, values, faults }: Pick<VehicleProps, 'form' | 'values' | 'faults'>) {
  const texts = FERRY_OPEN_TEXTS[form.language]
  return (
    <>
      <TextField
        name="brikke"
        label={texts.tagNumber}
        about={texts.tagNumberAbout}
        value={values.brikke}
        fault={faults?.brikke}
        inputMode="numeric"
        maxLength={30}
      />
      <Field name="utsteder" label={texts.tagIssuer} fault={faults?.utsteder}>
        {(attributes) => (
          <select {...attributes} defaultValue={values.utsteder ?? ''}>
            <option value="">{texts.noIssuer}</option>
            {[...form.issuers, texts.otherIssuer].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Paragraph className="quiet">
        {texts.noTag} {form.issuers.join(', ')}.{' '}
        <Link asChild>
          <RouterLink to="/min-side/brikker-og-kjoretoy/legg-til">{texts.orderTag}</RouterLink>
        </Link>
      </Paragraph>
    </>
  )
}

export type ListedVehicle = {
  readonly plate: string
  readonly about: string
  readonly tag: string | undefined
  readonly hasCard: boolean
}

/** The vehicles of an order; each may be taken out again where there is a button for it. */
export function FerryVehicleList(props: {
  language: Language
  lines: readonly ListedVehicle[]
  withButtons: boolean
}) {
  const { language, lines, withButtons } = props
  const texts = FERRY_OPEN_TEXTS[language]
  return (
    <ul className="rows">
      {lines.map(({ plate, about, tag, hasCard }, i) => (
        <li key={plate}>
          <div>
            <span className="plain-plate" translate="no">
              {plate}
            </span>
            <span className="below">{about}</span>
            <span className="quiet below">{tag === undefined ? texts.withoutTag : texts.withTag(tag)}</span>
            {withButtons && <Card language={language} hasCard={hasCard} />}
          </div>
          <div>
            {withButtons ? (
              <Button type="submit" name="til" value={`ut-${i}`} variant="tertiary" data-size="sm">
                {texts.remove(plate)}
              </Button>
            ) : (
              <Card language={language} hasCard={hasCard} />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Card({ language, hasCard }: { language: Language; hasCard: boolean }) {
  const { withCard, withoutCard } = FERRY_OPEN_TEXTS[language]
  return <span className="quiet below">{hasCard ? withCard : withoutCard}</span>
}

/** What those who order no card should know. */
export function NoCardWarning({ language, plates }: { language: Language; plates: string }) {
  if (plates === '') return null
  const texts = FERRY_OPEN_TEXTS[language]
  return (
    <Alert data-color="warning">
      <Heading level={2} data-size="2xs">
        {texts.noCardHeading}
      </Heading>
      <Paragraph>{texts.noCard(plates)}</Paragraph>
      <Paragraph>
        <Link href="/ferjesamband?betaling=card" target="_blank" rel="noopener">
          {texts.cardConnections}
        </Link>
      </Paragraph>
    </Alert>
  )
}
