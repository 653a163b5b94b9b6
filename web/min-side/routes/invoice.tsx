import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { shownAccountNumber } from '#core/account-number.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { readInvoice, type ShownInvoice, type ShownInvoiceLine } from '#payments/read-invoice.ts'
import { shownState } from '#payments/read-invoices.ts'
import { formatDay, formatKroner, formatShortDay } from '#words/format.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { Days } from '../../parts/days.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { PaymentBox, type PaymentInWords } from '../../parts/payment-box.tsx'
import { daysOf, ofLine } from '../../parts/show-passages.ts'
import { StateTag } from '../../parts/state-tag.tsx'
import { pageNumber } from '../page-number.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const { language, deps } = visitOf(context)
  const page = pageNumber(url)
  const invoice = await asCustomer(context, (tx, { partyIds }) =>
    readInvoice(tx, partyIds, { publicId: params.publicId ?? '', page }),
  )
  if (!invoice || page > invoice.pageCount) throw notFound()
  return {
    language,
    publicId: invoice.publicId,
    number: invoice.number,
    kind: invoice.kind,
    state: shownState(invoice, osloDay(deps.now())),
    total: formatKroner(invoice.total, language),
    issuedOn: formatDay(invoice.issuedOn, language),
    issuer: invoice.issuerName,
    payment: invoice.remaining > 0 ? paymentOf(invoice, language) : undefined,
    count: invoice.lines.filter(isPassage).length,
    days: daysOf(
      invoice.lines.filter(isPassage).map((line) => ofLine(line, language)),
      language,
    ),
    others: invoice.lines
      .filter((line) => !isPassage(line))
      .map(({ id, kind, chargerName, amount, corrects }) => ({
        id,
        name: corrects
          ? INVOICE_PAGE_TEXTS[language].correctsInvoice(corrects.invoiceNumber)
          : INVOICE_PAGE_TEXTS[language].lineKinds[kind],
        charger: chargerName,
        amount: formatKroner(amount, language),
      })),
    page,
    pageCount: invoice.pageCount,
  }
}

function isPassage(line: ShownInvoiceLine): line is ShownInvoiceLine & { passedAt: number } {
  return line.passedAt !== undefined
}

/** Banks take an amount with a comma; the rest is copied as digits alone. */
function paymentOf(invoice: ShownInvoice, language: Language): PaymentInWords {
  const { kid, accountNumber, remaining, dueOn, issuerName } = invoice
  const digits = `${Math.floor(remaining / 100)},${String(remaining % 100).padStart(2, '0')}`
  return {
    kid,
    account: { digits: accountNumber, shown: shownAccountNumber(accountNumber) },
    amount: { digits, shown: formatKroner(remaining, language) },
    due:
      dueOn === undefined ? undefined : { digits: formatShortDay(dueOn), shown: formatDay(dueOn, language) },
    recipient: issuerName,
  }
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Invoice() {
  const shown = useLoaderData<typeof loader>()
  const { language, publicId, number, kind, state, payment, total, issuedOn, issuer } = shown
  const texts = INVOICE_PAGE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/fakturaer">{texts.toList}</RouterLink>
        </Link>
        <PageTitle language={language}>{`${texts.kind[kind]} ${number}`}</PageTitle>
        <div className="invoice-top">
          <div>
            <Paragraph className="amount-large">{payment ? payment.amount.shown : total}</Paragraph>
            {payment?.due && <Paragraph>{`${texts.due} ${payment.due.shown}`}</Paragraph>}
            <Paragraph className="quiet">{`${issuer} · ${texts.issued} ${issuedOn}`}</Paragraph>
          </div>
          <StateTag state={state} language={language} />
        </div>
      </div>
      <Ended state={state} language={language} />
      {payment && <PaymentBox language={language} payment={payment} />}
      <div>
        <Button asChild variant="secondary">
          <a href={`/min-side/fakturaer/${publicId}/faktura.pdf`}>{texts.pdf}</a>
        </Button>
      </div>
      <Lines shown={shown} />
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
    </>
  )
}

/** Said in full where nothing is to be paid, so that nobody pays twice. */
function Ended({ state, language }: Pick<Shown, 'state' | 'language'>) {
  const texts = INVOICE_PAGE_TEXTS[language]
  if (state === 'paid')
    return (
      <Alert data-color="success">
        <Paragraph>{texts.isPaid}</Paragraph>
      </Alert>
    )
  if (state === 'replaced-by-reminder' || state === 'credited')
    return (
      <Alert data-color="info">
        <Paragraph>{state === 'credited' ? texts.isCredited : texts.isReplaced}</Paragraph>
      </Alert>
    )
  return null
}

function Lines({ shown: { language, days, others } }: { shown: Shown }) {
  const texts = INVOICE_PAGE_TEXTS[language]
  return (
    <>
      {days.length > 0 && (
        <section className="stack" aria-labelledby="lines">
          <Heading level={2} data-size="sm" id="lines">
            {texts.lines}
          </Heading>
          <Days language={language} days={days} level={3} />
        </section>
      )}
      {others.length > 0 && (
        <section className="stack" aria-labelledby="others">
          <Heading level={2} data-size="sm" id="others">
            {days.length > 0 ? texts.otherLines : PASSAGE_TEXTS[language].invoiced}
          </Heading>
          <ul className="passages">
            {others.map(({ id, name, charger, amount }) => (
              <li key={id} className="other-line">
                <span>
                  <span className="strong">{name}</span> <span className="quiet">{charger}</span>
                </span>
                <span className="amount">{amount}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
