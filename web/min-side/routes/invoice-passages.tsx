import { Link, Paragraph, Table } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { isFerry } from '#formats/invoice-parts.ts'
import { readInvoice, readInvoicePassages } from '#payments/read-invoice.ts'
import { formatCount, formatKroner } from '#words/format.ts'
import { INVOICE_LIST_TEXTS } from '#words/invoice-list.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { Days } from '../../parts/days.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { daysOfLines } from '../../parts/show-passages.ts'
import { TableHead } from '../../parts/table-head.tsx'
import { pageNumber } from '../page-number.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const page = pageNumber(url)
  return asCustomer(context, async (tx, { partyIds, visit: { language } }) => {
    const invoice = await readInvoice(tx, partyIds, { publicId: params.publicId ?? '', page })
    if (!invoice || page > invoice.pageCount) throw notFound()
    const passages = await readInvoicePassages(tx, invoice.id)
    const what = `${INVOICE_PAGE_TEXTS[language].kind[invoice.kind]} ${invoice.number}`
    return {
      language,
      publicId: invoice.publicId,
      title: INVOICE_LIST_TEXTS[language].passagesOf(what),
      isReminder: invoice.kind === 'reminder',
      original: invoice.replaces,
      count: passages.count,
      sum: formatKroner(passages.sum, language),
      vehicles: passages.vehicles.map(({ plate, count, sum }) => ({
        plate,
        count: formatCount(count, language),
        sum: formatKroner(sum, language),
      })),
      days: daysOfLines(
        invoice.lines.filter((line) => !isFerry(line)),
        language,
      ),
      page,
      pageCount: invoice.pageCount,
    }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function InvoicePassages() {
  const shown = useLoaderData<typeof loader>()
  const { language, publicId, title, count, isReminder, original } = shown
  const texts = INVOICE_LIST_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to={`/min-side/fakturaer/${publicId}`}>{texts.toInvoice}</RouterLink>
        </Link>
        <PageTitle language={language}>{title}</PageTitle>
      </div>
      {isReminder && <Paragraph>{texts.reminderHasNone}</Paragraph>}
      {original && (
        <div>
          <Link asChild>
            <RouterLink to={`/min-side/fakturaer/${original.publicId}/passeringer`}>
              {texts.toOriginal(original.number)}
            </RouterLink>
          </Link>
        </div>
      )}
      {!isReminder && count === 0 && <Paragraph>{texts.noPassages}</Paragraph>}
      {count > 0 && (
        <div className="panel total">
          <div>
            <Paragraph className="quiet">{texts.sum}</Paragraph>
            <Paragraph>{PASSAGE_TEXTS[language].count(count)}</Paragraph>
          </div>
          <Paragraph className="amount-large">{shown.sum}</Paragraph>
        </div>
      )}
      {shown.vehicles.length > 1 && <Vehicles shown={shown} />}
      <Days language={language} days={shown.days} />
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
    </>
  )
}

function Vehicles({ shown: { language, vehicles } }: { shown: Shown }) {
  const texts = INVOICE_LIST_TEXTS[language]
  return (
    <details className="why">
      <summary>{texts.byVehicle}</summary>
      <Table data-size="sm" className="months-table">
        <caption className="ds-sr-only">{texts.byVehicle}</caption>
        <TableHead
          cells={[
            { name: texts.vehicle },
            { name: texts.passages, className: 'right' },
            { name: INVOICE_PAGE_TEXTS[language].amount, className: 'right' },
          ]}
        />
        <Table.Body>
          {vehicles.map(({ plate, count, sum }) => (
            <Table.Row key={plate}>
              <Table.HeaderCell scope="row" translate="no">
                {plate}
              </Table.HeaderCell>
              <Table.Cell className="right numbers">{count}</Table.Cell>
              <Table.Cell className="right amount">{sum}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </details>
  )
}
