import { Heading, Link } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { PriceTag } from './price-tag.tsx'
import type { DayInWords, PassageInWords } from './show-passages.ts'

/** Passages under their days, each with its price and the reasons for it. */
export function Days(props: {
  language: Language
  days: readonly DayInWords[]
  level?: 2 | 3
  /** Each with a box to choose it by. */
  choosable?: boolean
}) {
  const { language, days, level = 2, choosable = false } = props
  return days.map(({ day, title, passages }) => (
    <section key={day} className="day" aria-labelledby={`day-${day}`}>
      <Heading level={level} data-size="2xs" id={`day-${day}`} className="day-title">
        {title}
      </Heading>
      <ul className="passages">
        {passages.map((passage) => (
          <li key={passage.id} className="passage">
            <PassageRow language={language} passage={passage} choosable={choosable} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

function PassageRow(props: { language: Language; passage: PassageInWords; choosable: boolean }) {
  const { language, passage, choosable } = props
  const { instant, time, station, charger, plate, read, notes } = passage
  return (
    <>
      <time dateTime={instant} className="passage-time">
        {time}
      </time>
      {choosable && (
        <input
          className="ds-input passage-chosen"
          type="checkbox"
          name="p"
          value={passage.id}
          aria-label={COMPLAINT_TEXTS[language].choose(`${station} ${time}`)}
        />
      )}
      <div className="passage-where">
        <span className="strong">{station}</span>
        <span className="quiet">{charger}</span>
      </div>
      <div className="passage-vehicle">
        <span translate="no">{plate}</span>
        <span className="quiet">{read}</span>
      </div>
      <PriceTag language={language} passage={passage} />
      {notes.length > 0 && (
        <div className="passage-note quiet">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
      {passage.steps.length > 0 ? (
        <Why language={language} passage={passage} />
      ) : (
        passage.whole !== undefined && (
          <div className="why">
            <Whole language={language} passage={passage} />
          </div>
        )
      )}
    </>
  )
}

function Why({ language, passage }: { language: Language; passage: PassageInWords }) {
  const texts = PASSAGE_TEXTS[language]
  const { time, station, steps, price, example } = passage
  return (
    <details className="why">
      <summary>
        {texts.why}
        <span className="ds-sr-only">{` ${station} ${time}`}</span>
      </summary>
      <ol className="steps">
        {steps.map(({ text, amount }) => (
          <li key={text}>
            <span>{text}</span>
            {amount && <span className="amount">{amount}</span>}
          </li>
        ))}
      </ol>
      <p className="steps-sum">
        <span>{texts.youPay}</span>
        <span className="amount">{price}</span>
      </p>
      {example && <p className="quiet">{texts.exampleWhy}</p>}
      <Whole language={language} passage={passage} />
    </details>
  )
}

function Whole({ language, passage }: { language: Language; passage: PassageInWords }) {
  const { whole, station, time } = passage
  if (whole === undefined) return null
  return (
    <Link asChild>
      <RouterLink to={whole}>
        {PASSAGE_TEXTS[language].whole}
        <span className="ds-sr-only">{` ${station} ${time}`}</span>
      </RouterLink>
    </Link>
  )
}
