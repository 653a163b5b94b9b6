import { Button, Heading, Paragraph, Tag } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { ASKED_FERRY_VEHICLES, FERRY_PRICE_TEXTS } from '#words/ferry-prices.ts'
import { ASKED_DISCOUNTS, ASKED_TOWINGS, FERRY_TRIP_TEXTS } from '#words/ferry-trips.ts'
import { COUNT_FIELDS, COUNTS, type FerryAsked } from './ferry-asked.ts'
import { TextField } from './field.tsx'
import { SelectField } from './select-field.tsx'

type Vehicle = { readonly language: Language; readonly asked: FerryAsked }

/** Length and kind: what a fare depends on before anything else. */
export function FerryVehicleFields({ language, asked }: Vehicle) {
  const texts = FERRY_PRICE_TEXTS[language]
  return (
    <>
      <TextField
        name="lengde"
        label={texts.length}
        about={texts.lengthAbout}
        inputMode="decimal"
        value={asked.typed.lengde}
        fault={asked.wrong.includes('lengde') ? texts.noSuchLength : undefined}
      />
      <SelectField
        id="kjoretoy"
        label={texts.vehicle}
        value={asked.vehicle}
        options={ASKED_FERRY_VEHICLES.map((value) => ({ value, name: texts.vehicles[value] }))}
      />
    </>
  )
}

type Trip = Vehicle & {
  readonly connection: string
  readonly day: string
  readonly leg: string
  readonly legs: readonly { readonly value: string; readonly name: string }[]
  readonly personsPay: boolean
  /** Undefined: before the scheme there is no rule of it. */
  readonly towings: Readonly<Record<FerryAsked['towing'], string>> | undefined
}

export function FerryTripForm({ trip }: { trip: Trip }) {
  const { language, asked, connection, day, leg, legs, personsPay, towings } = trip
  const texts = FERRY_TRIP_TEXTS[language]
  return (
    <form method="get" action={`/ferjesamband/${connection}`} className="panel trip" aria-labelledby="trip">
      <Heading level={2} data-size="sm" id="trip">
        {texts.trip}
      </Heading>
      <Paragraph>{texts.tripWhy}</Paragraph>
      <input type="hidden" name="dato" value={day} />
      <SelectField id="strekning" label={texts.leg} value={leg} options={legs} />
      <FerryVehicleFields language={language} asked={asked} />
      {towings && (
        <SelectField
          id="henger"
          label={texts.towing}
          value={asked.towing}
          options={ASKED_TOWINGS.map((value) => ({ value, name: towings[value] }))}
        />
      )}
      <SelectField
        id="avtale"
        label={texts.discount}
        value={asked.discount}
        options={ASKED_DISCOUNTS.map((value) => ({ value, name: texts.discounts[value] }))}
      />
      {personsPay &&
        COUNT_FIELDS.map((field) => (
          <TextField
            key={field}
            name={field}
            label={texts[COUNTS[field]]}
            inputMode="numeric"
            value={asked.typed[field]}
            fault={asked.wrong.includes(field) ? texts.noSuchCount : undefined}
          />
        ))}
      <div>
        <Button type="submit">{texts.work}</Button>
      </div>
    </form>
  )
}

export type FerryAnswerShown = {
  readonly total: string | undefined
  readonly unknown: string | undefined
  readonly example: boolean
  readonly steps: readonly { readonly text: string; readonly amount: string | undefined }[]
}

export function FerryAnswer({ language, answer }: { language: Language; answer: FerryAnswerShown }) {
  const texts = FERRY_TRIP_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="answer">
      <Heading level={2} data-size="sm" id="answer">
        {texts.answer}
      </Heading>
      {answer.unknown && <Paragraph>{answer.unknown}</Paragraph>}
      {answer.total && (
        <div className="panel">
          <ol className="steps">
            {answer.steps.map(({ text, amount }) => (
              <li key={text}>
                <span>{text}</span>
                {amount && <span className="amount">{amount}</span>}
              </li>
            ))}
          </ol>
          <p className="steps-sum">
            <span>{texts.total}</span>
            <span className="amount">{answer.total}</span>
          </p>
          {answer.example && (
            <Tag data-color="warning" data-size="sm">
              {FERRY_PRICE_TEXTS[language].example}
            </Tag>
          )}
        </div>
      )}
    </section>
  )
}
