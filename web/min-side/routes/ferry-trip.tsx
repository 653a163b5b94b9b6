import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import type { Language } from '#core/language.ts'
import { NO_MONEY, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { connectionTermsOn } from '#ferry/connection.ts'
import { type ExplainedTrip, explainOwnTrip, type OwnExplainedTrip } from '#ferry/explain-trip.ts'
import { discountReason } from '#ferry/explanation.ts'
import type { FerryLeg } from '#ferry/fare.ts'
import { ferryStepAmount, ferryStepText } from '#words/ferry-steps.ts'
import { FERRY_TRIP_LIST_TEXTS } from '#words/ferry-trip-list.ts'
import { FERRY_TRIP_PAGE_TEXTS, type TripState } from '#words/ferry-trip-page.ts'
import { formatInstant, formatKroner, formatMetres } from '#words/format.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { legOf } from '../../parts/show-ferry-trips.ts'
import { wholeMonth } from '../show-passage-list.ts'
import { asCustomer, notFound, numberOf, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { language, kept } = visitOf(context)
  const tripId = numberOf(params.tripId)
  const rules = await kept.ferries()
  const trip = await asCustomer(context, (tx, { partyIds }) => explainOwnTrip(tx, partyIds, tripId))
  if (isRefusal(trip)) throw notFound()
  const leg = legOf(rules, trip.leg)
  const { from, to } = wholeMonth(`${osloDay(trip.departsAt).slice(0, 7)}-01`)
  return {
    language,
    month: `/min-side/ferje/turer?fra=${from}&til=${to}`,
    leg: leg?.name ?? trip.leg,
    connection: leg && `/ferjesamband/${leg.connection.code}?dato=${osloDay(trip.departsAt)}`,
    when: formatInstant(trip.departsAt, language),
    instant: new Date(trip.departsAt).toISOString(),
    plate: shownPlate({ country: trip.country, canonical: trip.plate }),
    companyName: trip.companyName,
    reference: FERRY_TRIP_PAGE_TEXTS[language].reference(trip.companyName, trip.reference),
    standing: standingInWords(trip, leg, language),
    isWaiting: trip.versions.some(({ state }) => state === 'received' || state === 'queued'),
    versions: trip.versions.map((version) => versionInWords(version, language)),
  }
}

/** What is posted and not taken back: at most one version of the trip. */
function standingInWords(
  { versions, kind, departsAt }: OwnExplainedTrip,
  leg: FerryLeg | undefined,
  language: Language,
) {
  const posted = versions.findLast((one) => one.posted?.isTakenBack === false)?.posted
  if (!posted) return undefined
  const texts = FERRY_TRIP_PAGE_TEXTS[language]
  const list = FERRY_TRIP_LIST_TEXTS[language]
  const kr = (amount: typeof posted.full) => formatKroner(amount, language)
  const { full, fare, toll, vat, decidedOn, limit, paidBy } = posted
  const because = texts.becauseOf({ balance: kr(decidedOn ?? NO_MONEY), limit: kr(limit ?? NO_MONEY) })
  const toPay = ore(fare + toll)
  const medium = leg && connectionTermsOn(leg.connection, osloDay(departsAt))?.medium
  return {
    price: full === 0 ? list.free : kr(toPay),
    paidBy: full === 0 ? undefined : list.paidBy[paidBy],
    // What is free had no discount to decide.
    because: full === 0 ? undefined : because[discountReason(posted, kind, medium)],
    rows: [
      { name: list.full, value: kr(full) },
      { name: list.discount, value: kr(ore(toPay - full)) },
      { name: list.ofWhichToll, value: kr(toll) },
      { name: list.ofWhichVat, value: kr(vat) },
    ],
    steps: posted.steps.map((step) => ({
      text: ferryStepText(step, language),
      amount: ferryStepAmount(step, language),
    })),
  }
}

function versionInWords({ version, state, length_cm, posted }: ExplainedTrip, language: Language) {
  const texts = FERRY_TRIP_PAGE_TEXTS[language]
  const cost = posted && formatKroner(ore(posted.fare + posted.toll), language)
  return {
    name: texts.version(version),
    state: texts.states[state as TripState],
    length: texts.measured(formatMetres(length_cm, language)),
    cost: cost && (posted.isTakenBack ? texts.takenBack(cost) : texts.cost(cost)),
  }
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function FerryTrip() {
  const shown = useLoaderData<typeof loader>()
  const { language, month, leg, when, instant, plate, reference, connection, companyName, standing } = shown
  const texts = FERRY_TRIP_PAGE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to={month}>{texts.toTrips}</RouterLink>
        </Link>
        <PageTitle language={language}>{texts.heading}</PageTitle>
      </div>
      <div className="panel total">
        <div>
          <Paragraph className="strong">{leg}</Paragraph>
          <Paragraph>
            <time dateTime={instant}>{when}</time>
          </Paragraph>
          <Paragraph className="quiet">
            <span translate="no">{plate}</span>
            {` · ${reference}`}
          </Paragraph>
        </div>
        {standing && (
          <div>
            <Paragraph className="amount-large">{standing.price}</Paragraph>
            <Paragraph className="quiet">{standing.paidBy}</Paragraph>
          </div>
        )}
      </div>
      {standing ? (
        <Calculation language={language} standing={standing} />
      ) : (
        <Paragraph>{shown.isWaiting ? texts.notYet : texts.nothingNow}</Paragraph>
      )}
      {(shown.versions.length > 1 || !standing) && <Versions shown={shown} />}
      <section className="stack" aria-labelledby="wrong">
        <Heading level={2} data-size="sm" id="wrong">
          {texts.wrong}
        </Heading>
        <Paragraph>{texts.wrongWhy(companyName)}</Paragraph>
        {connection && (
          <div>
            <Link asChild>
              <RouterLink to={connection}>{texts.connection}</RouterLink>
            </Link>
          </div>
        )}
      </section>
    </>
  )
}

function Calculation(props: { language: Language; standing: NonNullable<Shown['standing']> }) {
  const { steps, rows, because } = props.standing
  const texts = FERRY_TRIP_PAGE_TEXTS[props.language]
  return (
    <>
      <section className="stack" aria-labelledby="calculation">
        <Heading level={2} data-size="sm" id="calculation">
          {texts.calculation}
        </Heading>
        <ol className="steps">
          {steps.map(({ text, amount }) => (
            <li key={text}>
              <span>{text}</span>
              {amount && <span className="amount">{amount}</span>}
            </li>
          ))}
        </ol>
        <dl className="ferry-sums">
          {rows.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="amount">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {because && (
        <section className="stack" aria-labelledby="discount">
          <Heading level={2} data-size="sm" id="discount">
            {texts.discountWhy}
          </Heading>
          <Paragraph>{because}</Paragraph>
        </section>
      )}
    </>
  )
}

function Versions({ shown: { language, versions } }: { shown: Shown }) {
  const texts = FERRY_TRIP_PAGE_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="versions">
      <Heading level={2} data-size="sm" id="versions">
        {texts.versions}
      </Heading>
      <Paragraph>{texts.versionsWhy}</Paragraph>
      <ol className="plain-list">
        {versions.map(({ name, state, length, cost }) => (
          <li key={name}>
            <span className="strong">{name}</span>
            {`: ${[state, length, cost].filter(Boolean).join(' · ')}`}
          </li>
        ))}
      </ol>
    </section>
  )
}
