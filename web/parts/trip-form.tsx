import { Button, Heading, Paragraph, Tag } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { ASKED_READINGS, ASKED_VEHICLES, TARIFF_PAGE_TEXTS } from '#words/tariff-page.ts'
import { TextField } from './field.tsx'
import { SelectField } from './select-field.tsx'
import type { tripInWords } from './show-prices.ts'
import { STOPS, type TripAsked } from './trip-asked.ts'

type Shown = {
  readonly language: Language
  readonly project: string
  readonly dayTyped: string
  readonly stations: readonly { readonly value: string; readonly name: string }[]
  readonly asked: TripAsked
}

export function TripForm({ shown }: { shown: Shown }) {
  const { language, project, dayTyped, stations, asked } = shown
  const texts = TARIFF_PAGE_TEXTS[language]
  const noStation = asked.wrong?.stop === 0
  return (
    <form method="get" action={`/priser/${project}`} className="panel trip" aria-labelledby="trip">
      <Heading level={2} data-size="sm" id="trip">
        {texts.trip}
      </Heading>
      <Paragraph>{texts.tripWhy}</Paragraph>
      {noStation && (
        <p className="fault" id="no-station">
          {texts.chooseStation}
        </p>
      )}
      <input type="hidden" name="dato" value={dayTyped} />
      <SelectField
        id="kjoretoy"
        label={texts.vehicle}
        value={asked.vehicle}
        options={ASKED_VEHICLES.map((value) => ({ value, name: texts.vehicles[value] }))}
      />
      <SelectField
        id="lest"
        label={texts.reading}
        value={asked.reading}
        options={ASKED_READINGS.map((value) => ({ value, name: texts.readings[value] }))}
      />
      {STOPS.map((number) => (
        <div key={number} className="trip-stop">
          <SelectField
            id={`stasjon${number}`}
            label={texts.station(number)}
            all={texts.noStation}
            value={asked.stationsTyped[number - 1] ?? ''}
            options={stations}
            fault={noStation && number === 1 ? 'no-station' : undefined}
          />
          <TextField
            name={`kl${number}`}
            numeric
            label={texts.time(number)}
            value={asked.times[number - 1] || FIRST_TIMES[number - 1] || ''}
            fault={asked.wrong?.stop === number ? texts.noSuchTime : undefined}
          />
        </div>
      ))}
      <div>
        <Button type="submit">{texts.work}</Button>
      </div>
    </form>
  )
}

const FIRST_TIMES = ['08:00', '08:15', '08:30'] as const

export function TripAnswer({
  language,
  answer,
}: {
  language: Language
  answer: ReturnType<typeof tripInWords>
}) {
  const texts = TARIFF_PAGE_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="answer">
      <Heading level={2} data-size="sm" id="answer">
        {texts.answer}
      </Heading>
      <div className="panel total">
        <Paragraph>{texts.total}</Paragraph>
        <Paragraph className="amount-large">{answer.total}</Paragraph>
      </div>
      {!answer.allKnown && <Paragraph>{texts.notAll}</Paragraph>}
      <ol className="trip">
        {answer.stops.map(({ station, time, price, example, steps, source }) => (
          <li key={`${time} ${station}`} className="panel">
            <p className="strong">{`${time} ${station}`}</p>
            <ol className="steps">
              {steps.map(({ text, amount }) => (
                <li key={text}>
                  <span>{text}</span>
                  {amount && <span className="amount">{amount}</span>}
                </li>
              ))}
            </ol>
            <p className="steps-sum">
              <span>{PASSAGE_TEXTS[language].youPay}</span>
              <span className="amount">{price}</span>
            </p>
            {example && (
              <Tag data-color="warning" data-size="sm">
                {texts.example}
              </Tag>
            )}
            {source && <p className="quiet">{source}</p>}
          </li>
        ))}
      </ol>
      {answer.capped && <Paragraph className="quiet">{texts.capNotKnown}</Paragraph>}
    </section>
  )
}
