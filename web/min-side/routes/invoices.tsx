import { Button, Link, Paragraph, Table } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { NO_MONEY, sumOre } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { readInvoices, readUnpaid, shownState } from '#payments/read-invoices.ts'
import { CHANNEL_TEXTS } from '#words/channels.ts'
import { formatDay, formatKroner, formatShortDay } from '#words/format.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { DateField } from '../../parts/date-field.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { periodOf } from '../period.ts'
import { asCustomer } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { period, asked, wrong } = periodOf(url)
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const unpaid = await readUnpaid(tx, partyIds)
    const due = sumOre(unpaid.map(({ remaining }) => remaining))
    const today = osloDay(now)
    const invoices = await readInvoices(tx, partyIds, period)
    return {
      language,
      period,
      asked,
      wrong,
      inWords: {
        from: period.from && formatDay(period.from, language),
        to: period.to && formatDay(period.to, language),
      },
      due: due > NO_MONEY ? formatKroner(due, language) : undefined,
      dueCount: unpaid.length,
      invoices: invoices.map((invoice) => ({
        publicId: invoice.publicId,
        number: invoice.number,
        issuer: invoice.issuerName,
        kind: invoice.kind,
        state: shownState(invoice, today),
        amount: formatKroner(invoice.total, language),
        issuedOn: formatShortDay(invoice.issuedOn),
        dueOn: invoice.dueOn && formatShortDay(invoice.dueOn),
      })),
    }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Invoices() {
  const shown = useLoaderData<typeof loader>()
  const { language, due, dueCount, invoices, period, inWords } = shown
  const texts = INVOICE_PAGE_TEXTS[language]
  const filtered = period.from !== undefined || period.to !== undefined
  return (
    <>
      <PageTitle language={language}>{texts.heading}</PageTitle>
      <div className="panel total">
        {due === undefined ? (
          <Paragraph>{texts.nothingToPay}</Paragraph>
        ) : (
          <>
            <div>
              <Paragraph className="quiet">{texts.toPay}</Paragraph>
              <Paragraph>{texts.onInvoices(dueCount)}</Paragraph>
            </div>
            <Paragraph className="amount-large">{due}</Paragraph>
          </>
        )}
      </div>
      <Filter shown={shown} />
      {filtered && <Paragraph>{texts.showing(inWords.from, inWords.to)}</Paragraph>}
      {invoices.length === 0 ? (
        <Paragraph>{filtered ? texts.noneIn : texts.none}</Paragraph>
      ) : (
        <InvoiceTable shown={shown} />
      )}
      <div>
        <Link asChild>
          <RouterLink to="/min-side/fakturaer/levering">{CHANNEL_TEXTS[language].link}</RouterLink>
        </Link>
      </div>
    </>
  )
}

function Filter({ shown: { language, asked, wrong } }: { shown: Shown }) {
  const texts = INVOICE_PAGE_TEXTS[language]
  return (
    <form method="get" action="/min-side/fakturaer" className="filter" aria-label={texts.period}>
      <DateField id="fra" label={texts.from} value={asked.from} fault={wrong.from && texts[wrong.from]} />
      <DateField id="til" label={texts.to} value={asked.to} fault={wrong.to && texts[wrong.to]} />
      <Button type="submit" variant="secondary">
        {texts.show}
      </Button>
      {(asked.from !== '' || asked.to !== '') && (
        <Link href="/min-side/fakturaer" className="filter-clear">
          {texts.clear}
        </Link>
      )}
    </form>
  )
}

function InvoiceTable({ shown: { language, invoices } }: { shown: Shown }) {
  const texts = INVOICE_PAGE_TEXTS[language]
  return (
    <Table className="invoices">
      <caption className="ds-sr-only">{texts.table}</caption>
      <Table.Head>
        <Table.Row>
          <Table.HeaderCell scope="col">{texts.invoice}</Table.HeaderCell>
          <Table.HeaderCell scope="col" className="wide-only">
            {texts.due}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col" className="wide-only">
            {texts.status}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col" className="right">
            {texts.amount}
          </Table.HeaderCell>
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {invoices.map(({ publicId, number, issuer, kind, state, amount, issuedOn, dueOn }) => (
          <Table.Row key={publicId}>
            <Table.Cell>
              <Link asChild>
                <RouterLink
                  to={`/min-side/fakturaer/${publicId}`}
                >{`${texts.kind[kind]} ${number}`}</RouterLink>
              </Link>
              <span className="quiet below">{`${issuer} · ${issuedOn}`}</span>
              <span className="narrow-only">
                {dueOn && <span className="below">{`${texts.due} ${dueOn}`}</span>}
                <StateTag state={state} language={language} />
              </span>
            </Table.Cell>
            <Table.Cell className="wide-only numbers">{dueOn}</Table.Cell>
            <Table.Cell className="wide-only">
              <StateTag state={state} language={language} />
            </Table.Cell>
            <Table.Cell className="right amount">{amount}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}
