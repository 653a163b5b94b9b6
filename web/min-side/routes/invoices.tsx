import { Button, Link, Paragraph, Table } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import type { Language } from '#core/language.ts'
import { NO_MONEY, sumOre } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { readInCollection } from '#dunning/read-collection.ts'
import { type ListedInvoice, readInvoices, readUnpaid, shownState } from '#payments/read-invoices.ts'
import { CHANNEL_TEXTS } from '#words/channels.ts'
import { formatDay, formatKroner, formatShortDay } from '#words/format.ts'
import { INVOICE_FILTERS, INVOICE_LIST_TEXTS, invoiceFilterText } from '#words/invoice-list.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { DateField } from '../../parts/date-field.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { PeriodFaults } from '../../parts/period-faults.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { TableHead } from '../../parts/table-head.tsx'
import { pageNumber } from '../page-number.ts'
import { periodOf } from '../period.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { period, asked, wrong } = periodOf(url)
  const filter = INVOICE_FILTERS.find((one) => one === url.searchParams.get('status'))
  const page = pageNumber(url)
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const unpaid = await readUnpaid(tx, partyIds)
    const due = sumOre(unpaid.map(({ remaining }) => remaining))
    const today = osloDay(now)
    const { invoices, count, pageCount } = await readInvoices(tx, partyIds, { period, filter, today, page })
    if (page > pageCount) throw notFound()
    const collected = await readInCollection(tx, partyIds)
    const shown = invoices.map((invoice) => ({
      publicId: invoice.publicId,
      number: invoice.number,
      issuer: invoice.issuerName,
      kind: invoice.kind,
      state: shownState(invoice, today),
      inCollection: collected.has(invoice.publicId),
      amount: formatKroner(invoice.total, language),
      issuedOn: formatShortDay(invoice.issuedOn),
      dueOn: invoice.dueOn && formatShortDay(invoice.dueOn),
      group: groupOf(invoice, language),
    }))
    return {
      language,
      filtered: period.from !== undefined || period.to !== undefined || filter !== undefined,
      asked: { ...asked, filter: filter ?? '' },
      wrong,
      inWords: {
        from: period.from && formatDay(period.from, language),
        to: period.to && formatDay(period.to, language),
      },
      due: due > NO_MONEY ? formatKroner(due, language) : undefined,
      dueCount: unpaid.length,
      count,
      page,
      pageCount,
      groups: [...Map.groupBy(shown, ({ group }) => group)].map(([name, those]) => ({
        name,
        invoices: those,
      })),
    }
  })
}

/** What is to be paid, what may be paid ahead, and the rest by year. */
function groupOf({ remaining, dueOn, issuedOn }: ListedInvoice, language: Language): string {
  const texts = INVOICE_LIST_TEXTS[language]
  if (remaining <= 0) return issuedOn.slice(0, 4)
  return dueOn === undefined ? texts.askedAhead : texts.toPay
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Invoices() {
  const shown = useLoaderData<typeof loader>()
  const { language, due, dueCount, groups, filtered, inWords } = shown
  const texts = INVOICE_PAGE_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.heading}</PageTitle>
      <PeriodFaults language={language} wrong={shown.wrong} />
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
      {(inWords.from ?? inWords.to) !== undefined && (
        <Paragraph>{texts.showing(inWords.from, inWords.to)}</Paragraph>
      )}
      {groups.length === 0 && (
        <Paragraph>{filtered ? INVOICE_LIST_TEXTS[language].noneSuch : texts.none}</Paragraph>
      )}
      {filtered && groups.length > 0 && (
        <Paragraph>{INVOICE_LIST_TEXTS[language].found(shown.count)}</Paragraph>
      )}
      {groups.map((group) => (
        <InvoiceTable key={group.name} language={language} group={group} />
      ))}
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
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
  const { status, all } = INVOICE_LIST_TEXTS[language]
  return (
    <form method="get" action="/min-side/fakturaer" className="filter" aria-label={texts.period}>
      <DateField id="fra" label={texts.from} value={asked.from} fault={wrong.from && texts[wrong.from]} />
      <DateField id="til" label={texts.to} value={asked.to} fault={wrong.to && texts[wrong.to]} />
      <SelectField
        id="status"
        label={status}
        all={all}
        value={asked.filter}
        options={INVOICE_FILTERS.map((value) => ({ value, name: invoiceFilterText(value, language) }))}
      />
      <Button type="submit" variant="secondary">
        {texts.show}
      </Button>
      {(asked.from !== '' || asked.to !== '' || asked.filter !== '') && (
        <Link href="/min-side/fakturaer" className="filter-clear">
          {texts.clear}
        </Link>
      )}
    </form>
  )
}

function InvoiceTable({ language, group }: { language: Shown['language']; group: Shown['groups'][number] }) {
  const texts = INVOICE_PAGE_TEXTS[language]
  return (
    <Table className="invoices">
      <caption className="strong">{group.name}</caption>
      <TableHead
        cells={[
          { name: texts.invoice },
          { name: texts.due, className: 'wide-only' },
          { name: texts.status, className: 'wide-only' },
          { name: texts.amount, className: 'right' },
        ]}
      />
      <Table.Body>
        {group.invoices.map(
          ({ publicId, number, issuer, kind, state, inCollection, amount, issuedOn, dueOn }) => (
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
                  <StateTag state={state} language={language} inCollection={inCollection} />
                </span>
              </Table.Cell>
              <Table.Cell className="wide-only numbers">{dueOn}</Table.Cell>
              <Table.Cell className="wide-only">
                <StateTag state={state} language={language} inCollection={inCollection} />
              </Table.Cell>
              <Table.Cell className="right amount">{amount}</Table.Cell>
            </Table.Row>
          ),
        )}
      </Table.Body>
    </Table>
  )
}
