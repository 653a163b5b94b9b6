import { Button, Heading, Link, Paragraph, Tag } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { connectionsOn, type ListedConnection } from '#ferry/inquiry.ts'
import { FERRY_PRICE_TEXTS } from '#words/ferry-prices.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import { hasAll, searchWords } from '#words/questions/search.ts'
import { DateField } from '../../parts/date-field.tsx'
import { ferryAskedIn } from '../../parts/ferry-asked.ts'
import { FerryVehicleFields } from '../../parts/ferry-form.tsx'
import { TextField } from '../../parts/field.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { dayIn } from '../period.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

const SEARCH_LENGTH_MAX = 80
const MEDIA = ['tag', 'card', 'plate', 'manual'] as const

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { language, kept, deps } = visitOf(context)
  const rules = await kept.ferries()
  const { day, typed, wrong } = dayIn(url, 'dato', osloDay(deps.now()))
  const search = (url.searchParams.get('sok') ?? '').trim().slice(0, SEARCH_LENGTH_MAX)
  const medium = MEDIA.find((one) => one === url.searchParams.get('betaling'))
  const asked = ferryAskedIn(url)
  const words = searchWords(search)
  const listed = connectionsOn(rules, day, asked.trip)
    .filter((one) => medium === undefined || one.medium === medium)
    .filter(({ connection, company }) =>
      hasAll([connection.name, connection.road ?? '', connection.region ?? '', company ?? ''], words),
    )
  return {
    language,
    search,
    medium: medium ?? '',
    typed,
    wrong,
    asked,
    day: formatDay(day, language),
    listed: listed
      .toSorted((a, b) => a.connection.name.localeCompare(b.connection.name, 'nb'))
      .map((one) => ({
        ...inWords(one, language),
        at: `/ferjesamband/${one.connection.code}?${whatWasAsked(url, day)}`,
      })),
  }
}

/** What was asked for goes along to the page of a connection. */
function whatWasAsked(url: URL, day: string): string {
  const kept = new URLSearchParams({ dato: day })
  for (const name of ['lengde', 'kjoretoy']) {
    const value = url.searchParams.get(name)
    if (value) kept.set(name, value)
  }
  return kept.toString()
}

function inWords(one: ListedConnection, language: Language) {
  const texts = FERRY_PRICE_TEXTS[language]
  const { connection, company, medium, personsPay, from, to, free, example } = one
  return {
    name: connection.name,
    where: [connection.road, connection.region, company].filter(Boolean).join(' · '),
    medium: texts.media[medium ?? 'unknown'],
    persons: personsPay === undefined ? undefined : personsPay ? texts.personsPay : texts.personsFree,
    member: { in: undefined, partly: texts.partly, outside: texts.outside, unknown: texts.membershipUnknown }[
      connection.membership
    ],
    free: { all: texts.free, some: texts.someFree, none: undefined }[free],
    price:
      from === undefined || to === undefined
        ? free === 'all'
          ? undefined
          : texts.priceUnknown
        : texts.price(formatKroner(from, language), formatKroner(to, language)),
    example,
  }
}

export default function Ferries() {
  const shown = useLoaderData<typeof loader>()
  const { language, search, medium, typed, wrong, asked, day, listed } = shown
  const texts = FERRY_PRICE_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph variant="long">{texts.introduction}</Paragraph>
      </div>
      <form method="get" action="/ferjesamband" className="panel trip" aria-label={texts.heading}>
        <TextField name="sok" label={texts.search} value={search} maxLength={SEARCH_LENGTH_MAX} />
        <SelectField
          id="betaling"
          label={texts.medium}
          all={texts.anyMedium}
          value={medium}
          options={MEDIA.map((value) => ({ value, name: texts.media[value] }))}
        />
        <DateField id="dato" label={texts.day} value={typed} fault={wrong ? texts.noSuchDay : undefined} />
        <FerryVehicleFields language={language} asked={asked} />
        <div>
          <Button type="submit">{texts.show}</Button>
        </div>
      </form>
      <section className="stack" aria-labelledby="connections">
        <Heading level={2} data-size="sm" id="connections">
          {texts.found(listed.length, day)}
        </Heading>
        {listed.length === 0 && <Paragraph>{texts.none}</Paragraph>}
        <ul className="rows">
          {listed.map((one) => (
            <ListedRow key={one.at} one={one} language={language} />
          ))}
        </ul>
      </section>
    </main>
  )
}

type Row = ReturnType<typeof inWords> & { readonly at: string }

function ListedRow({ one, language }: { one: Row; language: Language }) {
  const texts = FERRY_PRICE_TEXTS[language]
  return (
    <li>
      <div>
        <Link asChild>
          <RouterLink to={one.at}>{one.name}</RouterLink>
        </Link>
        <span className="quiet below">{one.where}</span>
        {one.member && <span className="quiet below">{one.member}</span>}
      </div>
      <div>
        <span className="below">{one.medium}</span>
        {one.persons && <span className="quiet below">{one.persons}</span>}
        {one.free && <span className="below">{one.free}</span>}
        {one.price && <span className="below">{one.price}</span>}
        {one.example && (
          <Tag data-color="warning" data-size="sm">
            {texts.example}
          </Tag>
        )}
      </div>
    </li>
  )
}
