import { Link, Paragraph, Table } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import type { Language } from '#core/language.ts'
import { NO_MONEY } from '#core/money.ts'
import { readPayments, type ShownPayment } from '#payments/read-payments.ts'
import { formatKroner, formatShortDay } from '#words/format.ts'
import { PAYMENT_TEXTS } from '#words/payments.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { TableHead } from '../../parts/table-head.tsx'
import { pageNumber } from '../page-number.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const page = pageNumber(url)
  return asCustomer(context, async (tx, { partyIds, visit: { language } }) => {
    const { payments, pageCount } = await readPayments(tx, partyIds, { page })
    if (page > pageCount) throw notFound()
    return { language, page, pageCount, payments: payments.map((payment) => inWords(payment, language)) }
  })
}

function inWords(
  { id, paidOn, way, amount, isTakenBack, invoice, credit }: ShownPayment,
  language: Language,
) {
  const texts = PAYMENT_TEXTS[language]
  return {
    id,
    paidOn: formatShortDay(paidOn),
    amount: formatKroner(amount, language),
    what: amount < NO_MONEY || way === 'account' ? texts.paidBack[way] : texts.way[way],
    invoice: invoice && {
      publicId: invoice.publicId,
      says: texts.invoice(invoice.number, formatKroner(invoice.amount, language)),
    },
    credit: credit > NO_MONEY ? texts.credit(formatKroner(credit, language)) : undefined,
    isTakenBack,
  }
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Payments() {
  const shown = useLoaderData<typeof loader>()
  const { language, payments, page, pageCount } = shown
  const texts = PAYMENT_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.heading}</PageTitle>
      {payments.length === 0 ? (
        <Paragraph>{texts.none}</Paragraph>
      ) : (
        <>
          <Paragraph>{texts.about}</Paragraph>
          <PaymentTable shown={shown} />
        </>
      )}
      <Pages language={language} page={page} pageCount={pageCount} />
    </>
  )
}

function PaymentTable({ shown: { language, payments } }: { shown: Shown }) {
  const texts = PAYMENT_TEXTS[language]
  return (
    <Table className="invoices">
      <caption className="ds-sr-only">{texts.table}</caption>
      <TableHead
        cells={[{ name: texts.paidOn }, { name: texts.what }, { name: texts.amount, className: 'right' }]}
      />
      <Table.Body>
        {payments.map(({ id, paidOn, what, amount, invoice, credit, isTakenBack }) => (
          <Table.Row key={id}>
            <Table.Cell className="numbers">{paidOn}</Table.Cell>
            <Table.Cell>
              {what}
              {invoice && (
                <span className="below">
                  <Link asChild>
                    <RouterLink to={`/min-side/fakturaer/${invoice.publicId}`}>{invoice.says}</RouterLink>
                  </Link>
                </span>
              )}
              {credit && <span className="below">{credit}</span>}
              {isTakenBack && <span className="quiet below">{texts.takenBack}</span>}
            </Table.Cell>
            <Table.Cell className="right amount">{amount}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}
