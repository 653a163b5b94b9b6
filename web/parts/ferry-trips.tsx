import { Heading, Link } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { FERRY_TRIP_LIST_TEXTS } from '#words/ferry-trip-list.ts'
import type { tripDaysInWords, tripInWords } from './show-ferry-trips.ts'

type Days = ReturnType<typeof tripDaysInWords>
type Trip = ReturnType<typeof tripInWords>

/** Trips under their days, each as one price, with the way to its reasons. */
export function FerryTripDays({ language, days }: { language: Language; days: Days }) {
  return days.map(({ day, title, trips }) => (
    <section key={day} className="day" aria-labelledby={`day-${day}`}>
      <Heading level={2} data-size="2xs" id={`day-${day}`} className="day-title">
        {title}
      </Heading>
      <ul className="passages">
        {trips.map((trip) => (
          <li key={trip.id} className="passage">
            <FerryTripRow language={language} trip={trip} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

function FerryTripRow({ language, trip }: { language: Language; trip: Trip }) {
  const { id, instant, time, leg, plate, price, was, toll, given, paidBy, corrected } = trip
  return (
    <>
      <time dateTime={instant} className="passage-time">
        {time}
      </time>
      <div className="passage-where">
        <span className="strong">{leg}</span>
        <span translate="no">{plate}</span>
      </div>
      <div className="passage-vehicle">
        <span className="quiet">{[given, paidBy].filter(Boolean).join(' · ')}</span>
        {(was || toll) && <span className="quiet">{[was, toll].filter(Boolean).join(', ')}</span>}
        {corrected && <span className="quiet">{corrected}</span>}
      </div>
      <div className="passage-price">
        <span className="amount">{price}</span>
      </div>
      <div className="why">
        <Link asChild>
          <RouterLink to={`/min-side/ferje/turer/${id}`}>
            {FERRY_TRIP_LIST_TEXTS[language].why}
            <span className="ds-sr-only">{` ${leg} ${time}`}</span>
          </RouterLink>
        </Link>
      </div>
    </>
  )
}
