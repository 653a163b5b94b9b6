import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readBlocks } from '#agreements/read-blocks.ts'
import { readMessages } from '#cases/read-messages.ts'
import { NO_MONEY } from '#core/money.ts'
import { osloDay, osloMonth } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { readProfile } from '#customers/read-profile.ts'
import { readCaps } from '#payments/read-caps.ts'
import { shownState } from '#payments/read-invoices.ts'
import { readOverview } from '#payments/read-overview.ts'
import { readTodo } from '#payments/read-todo.ts'
import { BALANCE_TEXTS } from '#words/balance.ts'
import { CHANNEL_TEXTS } from '#words/channels.ts'
import { formatDay, formatKroner, formatMonth } from '#words/format.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { MESSAGE_TEXTS } from '#words/messages.ts'
import { MONTH_TEXTS } from '#words/months.ts'
import { OVERVIEW_TEXTS } from '#words/overview.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { Blocked } from '../../parts/blocked.tsx'
import { addressOf, blocksInWords } from '../../parts/blocks-in-words.ts'
import { Caps, capsInWords } from '../../parts/caps.tsx'
import { Days } from '../../parts/days.tsx'
import { Messages, messagesInWords } from '../../parts/messages.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { daysOf, ofPassage } from '../../parts/show-passages.ts'
import { emailTask, Todo } from '../../parts/todo.tsx'
import { ownParty } from '../for-whom.ts'
import { asCustomer, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context }: LoaderFunctionArgs) {
  const capGroups = await visitOf(context).kept.capGroups()
  return asCustomer(context, async (tx, customer) => {
    const { partyIds, now, visit } = customer
    const { language, session } = visit
    const overview = await readOverview(tx, partyIds, now)
    const today = osloDay(now)
    const month = osloMonth(now)
    const isOneOfSeveral = partyIds.length > 1
    const todo = await readTodo(tx, partyIds, now)
    const profile = await readProfile(tx, ownParty(customer))
    const caps = (await readCaps(tx, capGroups, { partyIds, month }))
      .toSorted((a, b) => b.number / b.limit - a.number / a.limit)
      .slice(0, CAPS_SHOWN)
    const { messages } = await readMessages(tx, partyIds, { from: 0, count: MESSAGES_SHOWN })
    return {
      language,
      messages: messagesInWords(messages, language),
      name: session?.name ?? '',
      hasAgreement: partyIds.length > 0,
      blocks: blocksInWords(await readBlocks(tx, partyIds, now), { language, isOneOfSeveral }),
      email: profile && emailTask(profile),
      addressAt: todo.addressMissingOf && addressOf(todo.addressMissingOf, { isOneOfSeveral }),
      unreadTags: todo.unreadTags.map(({ plate, tagNumber, passages }) =>
        OVERVIEW_TEXTS[language].tagUnread(shownPlate(plate), tagNumber, passages),
      ),
      soldVehicles: todo.soldVehicles.map(({ assignmentId, plate }) => ({
        assignmentId,
        says: OVERVIEW_TEXTS[language].sold(shownPlate(plate)),
        plate: shownPlate(plate),
      })),
      caps: capsInWords(caps, MONTH_TEXTS[language].thisMonth, language),
      unpaid: overview.unpaid.map((invoice) => ({
        publicId: invoice.publicId,
        number: invoice.number,
        issuer: invoice.issuerName,
        amount: formatKroner(invoice.remaining, language),
        due: invoice.dueOn && formatDay(invoice.dueOn, language),
        overdue: shownState(invoice, today) === 'overdue',
      })),
      askedAhead:
        overview.askedAhead > NO_MONEY
          ? OVERVIEW_TEXTS[language].askedAhead(formatKroner(overview.askedAhead, language))
          : undefined,
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

// Those nearest their end; the month's page has them all.
const CAPS_SHOWN = 3
const MESSAGES_SHOWN = 3

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
          <Button asChild>
            <RouterLink to="/forste-gang">{texts.becomeCustomer}</RouterLink>
          </Button>
        </Alert>
      )}
      <Blocked blocks={shown.blocks} />
      <Todo language={language} todo={shown} />
      <Unpaid shown={shown} />
      <Caps language={language} caps={shown.caps} />
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
      <NewestMessages shown={shown} />
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

function NewestMessages({ shown: { language, messages } }: { shown: Shown }) {
  const texts = MESSAGE_TEXTS[language]
  return (
    <section className="panel stack" aria-labelledby="messages">
      <Heading level={2} data-size="xs" id="messages">
        {texts.newest}
      </Heading>
      {messages.length === 0 && <Paragraph>{texts.none}</Paragraph>}
      <Messages language={language} messages={messages} />
      {messages.length > 0 && (
        <div>
          <Link asChild>
            <RouterLink to="/min-side/meldinger">{texts.all}</RouterLink>
          </Link>
        </div>
      )}
    </section>
  )
}

function Unpaid({ shown: { language, unpaid, askedAhead } }: { shown: Shown }) {
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
      {askedAhead && (
        <Paragraph>
          {`${askedAhead} `}
          <Link asChild>
            <RouterLink to="/min-side/ferje">{BALANCE_TEXTS[language].toFerry}</RouterLink>
          </Link>
        </Paragraph>
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
