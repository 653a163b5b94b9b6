import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readBlocks } from '#agreements/read-blocks.ts'
import { osloDay, osloMonth } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { shownState } from '#payments/read-invoices.ts'
import { readOverview } from '#payments/read-overview.ts'
import { CHANNEL_TEXTS } from '#words/channels.ts'
import { FIRST_TIME_TEXTS } from '#words/first-time.ts'
import { formatDay, formatKroner, formatMonth } from '#words/format.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { OVERVIEW_TEXTS } from '#words/overview.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { Blocked, blocksInWords } from '../../parts/blocked.tsx'
import { Days } from '../../parts/days.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { daysOf, ofPassage } from '../../parts/show-passages.ts'
import { asCustomer } from '../visit.ts'

export const access = 'customer'

export async function loader({ context }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language, session } }) => {
    const overview = await readOverview(tx, partyIds, now)
    const today = osloDay(now)
    const month = osloMonth(now)
    return {
      language,
      name: session?.name ?? '',
      hasAgreement: partyIds.length > 0,
      blocks: blocksInWords(await readBlocks(tx, partyIds, now), language),
      unpaid: overview.unpaid.map((invoice) => ({
        publicId: invoice.publicId,
        number: invoice.number,
        issuer: invoice.issuerName,
        amount: formatKroner(invoice.remaining, language),
        due: invoice.dueOn && formatDay(invoice.dueOn, language),
        overdue: shownState(invoice, today) === 'overdue',
      })),
      month: {
        name: formatMonth(month, language),
        sum: formatKroner(overview.month.sum, language),
        count: overview.month.count,
        at: `/min-side/passeringer/${month.slice(0, 7)}`,
      },
      vehicles: overview.vehicles.map(({ id, plate, makeAndModel, tagNumber, issuerName }) => ({
        id,
        plate: shownPlate(plate),
        makeAndModel,
        tagNumber,
        issuerName,
      })),
      days: daysOf(
        overview.latest.map((passage) => ofPassage(passage, language)),
        language,
      ),
    }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Overview() {
  const shown = useLoaderData<typeof loader>()
  const { language, days, month } = shown
  const texts = OVERVIEW_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.hello(shown.name)}</PageTitle>
      {shown.hasAgreement || (
        <Alert data-color="info">
          <Heading level={2} data-size="2xs">
            {texts.noAgreement}
          </Heading>
          <Paragraph>{texts.noAgreementWhy}</Paragraph>
          <Link asChild>
            <RouterLink to="/forste-gang">{FIRST_TIME_TEXTS[language].heading}</RouterLink>
          </Link>
        </Alert>
      )}
      <Blocked blocks={shown.blocks} />
      <Unpaid shown={shown} />
      <div className="two">
        <section className="panel stack" aria-labelledby="month">
          <Heading level={2} data-size="xs" id="month">
            {texts.thisMonth(month.name)}
          </Heading>
          <div>
            <Paragraph className="amount-large">{month.sum}</Paragraph>
            <Paragraph className="quiet">{PASSAGE_TEXTS[language].count(month.count)}</Paragraph>
          </div>
          <Link asChild>
            <RouterLink to={month.at}>{texts.allOfMonth}</RouterLink>
          </Link>
        </section>
        <Vehicles shown={shown} />
      </div>
      <section className="stack" aria-labelledby="latest">
        <Heading level={2} data-size="sm" id="latest">
          {texts.latest}
        </Heading>
        {days.length === 0 && <Paragraph>{texts.noPassages}</Paragraph>}
        <Days language={language} days={days} level={3} />
        {days.length > 0 && (
          <div>
            <Link asChild>
              <RouterLink to="/min-side/passeringer">{texts.allPassages}</RouterLink>
            </Link>
          </div>
        )}
      </section>
    </>
  )
}

function Unpaid({ shown: { language, unpaid } }: { shown: Shown }) {
  const texts = OVERVIEW_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="unpaid">
      <Heading level={2} data-size="sm" id="unpaid">
        {texts.unpaid}
      </Heading>
      {unpaid.length === 0 && <Paragraph className="panel calm">{texts.nothingToPay}</Paragraph>}
      {unpaid.length > 0 && (
        <ul className="unpaid">
          {unpaid.map(({ publicId, number, issuer, amount, due, overdue }) => (
            <li key={publicId} className="panel unpaid-one" data-overdue={overdue || undefined}>
              <div>
                <Paragraph className="amount-large">{amount}</Paragraph>
                <Paragraph className={overdue ? 'overdue' : 'strong'}>
                  {due && (overdue ? texts.wasDueOn(due) : texts.dueOn(due))}
                </Paragraph>
                <Paragraph className="quiet">
                  {`${INVOICE_PAGE_TEXTS[language].invoice} ${number} · ${issuer}`}
                </Paragraph>
              </div>
              <Button asChild>
                <RouterLink to={`/min-side/fakturaer/${publicId}`}>
                  {texts.pay}
                  <span className="ds-sr-only">{` ${number}`}</span>
                </RouterLink>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Link asChild>
          <RouterLink to="/min-side/fakturaer/levering">{CHANNEL_TEXTS[language].link}</RouterLink>
        </Link>
      </div>
      <div>
        <Link asChild>
          <RouterLink to="/min-side/profil">{PROFILE_TEXTS[language].link}</RouterLink>
        </Link>
      </div>
    </section>
  )
}

function Vehicles({ shown: { language, vehicles } }: { shown: Shown }) {
  const texts = OVERVIEW_TEXTS[language]
  return (
    <section className="panel stack" aria-labelledby="vehicles">
      <Heading level={2} data-size="xs" id="vehicles">
        {texts.vehicles}
      </Heading>
      {vehicles.length === 0 && <Paragraph>{texts.noVehicles}</Paragraph>}
      <ul className="vehicles">
        {vehicles.map(({ id, plate, makeAndModel, tagNumber, issuerName }) => (
          <li key={id}>
            <span className="plate" translate="no">
              {plate}
            </span>
            <span>
              {makeAndModel && <span className="strong">{makeAndModel}</span>}
              <span>{tagNumber === undefined ? texts.noTag : texts.tag(tagNumber)}</span>
              <span className="quiet">{issuerName}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
