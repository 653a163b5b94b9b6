import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { shownAccountNumber } from '#core/account-number.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { invoiceLayout } from '#formats/invoice-layout.ts'
import { readInvoiceDocument } from '#invoices/read-invoice-document.ts'
import { recordOpening } from '#invoices/record-opening.ts'
import {
  type OtherInvoice,
  readInvoice,
  type ShownInvoice,
  type ShownInvoiceLine,
} from '#payments/read-invoice.ts'
import { shownState } from '#payments/read-invoices.ts'
import { readTerms } from '#payments/read-terms.ts'
import { formatDay, formatKroner, formatShortDay } from '#words/format.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { Days } from '../../parts/days.tsx'
import { Changes, Closing, Summary, saidOf } from '../../parts/invoice-said.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { PaymentBox, type PaymentInWords } from '../../parts/payment-box.tsx'
import { daysOf, ofLine } from '../../parts/show-passages.ts'
import { StateTag } from '../../parts/state-tag.tsx'
import { TermsLink } from '../../parts/terms-link.tsx'
import { VippsForm } from '../../parts/vipps-form.tsx'
import { pageNumber } from '../page-number.ts'
import { asCustomer, notFound, type Visit, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const visit = visitOf(context)
  const { language, deps } = visit
  const page = pageNumber(url)
  const read = await asCustomer(context, async (tx, { partyIds, now }) => {
    const invoice = await readInvoice(tx, partyIds, { publicId: params.publicId ?? '', page })
    if (invoice) await recordOpening(tx, { invoiceId: invoice.id, now })
    const document = invoice && (await readInvoiceDocument(tx, invoice.id))
    return document && { invoice, document }
  })
  if (!read || page > read.invoice.pageCount) throw notFound()
  const { invoice, document } = read
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
    vipps: vippsOffer(invoice, visit),
    count: invoice.lines.filter(isPassage).length,
    days: daysOf(
      invoice.lines.filter(isPassage).map((line) => ofLine(line, language)),
      language,
    ),
    terms: await termsOf(document.termsVersion, language),
    // In the language of the page, and with what became of the passages, whatever was asked for on paper.
    said: saidOf(invoiceLayout({ ...document, language, detailed: true })),
    replacedBy: invoice.replacedBy,
    replaces: invoice.replaces,
    isCollected: invoice.isCollected,
    page,
    pageCount: invoice.pageCount,
  }
}

/** The form sends the customer on to Vipps, and the browser must be told that it may. */
function vippsOffer({ remaining, issuerCode }: ShownInvoice, { deps, session, back }: Visit) {
  if (!session || remaining <= 0 || !deps.vipps?.ofIssuer(issuerCode)) return undefined
  back.formAction = deps.vipps.pagesOrigin
  return { csrfToken: session.csrfToken, formKey: deps.newId() }
}

/** Absent for an owner without an agreement, and for a version whose words we do not have. */
async function termsOf(version: string | null, language: Language) {
  const terms = version === null ? undefined : await readTerms(language, version)
  return terms && { version: terms.version, day: formatDay(terms.from, language) }
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
  const { language, publicId, number, kind, state, payment, vipps, total, issuedOn, issuer } = shown
  const { said, replacedBy, replaces } = shown
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
      <Ended state={state} language={language} replacedBy={replacedBy} />
      {shown.isCollected && (
        <Alert data-color="warning">
          <Paragraph>{texts.isCollected}</Paragraph>
        </Alert>
      )}
      {(said.intro !== null || replaces) && (
        <div className="stack">
          {said.intro !== null && <Paragraph>{said.intro}</Paragraph>}
          {replaces && <ToOther other={replaces} text={texts.toReminded(replaces.number)} />}
        </div>
      )}
      {payment && <PaymentBox language={language} payment={payment} />}
      {vipps && <VippsForm language={language} publicId={publicId} offer={vipps} />}
      <div>
        <Button asChild variant="secondary">
          <a href={`/min-side/fakturaer/${publicId}/faktura.pdf`}>{texts.pdf}</a>
        </Button>
      </div>
      <Summary said={said} />
      <Changes changes={said.changes} />
      <Lines shown={shown} />
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
      <Closing closing={said.closing} />
      {shown.terms && (
        <div>
          <TermsLink language={language} {...shown.terms} clause="6.3" />
        </div>
      )}
    </>
  )
}

/** Said in full where nothing is to be paid, so that nobody pays twice. */
function Ended({ state, language, replacedBy }: Pick<Shown, 'state' | 'language' | 'replacedBy'>) {
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
        {replacedBy && <ToOther other={replacedBy} text={texts.toReminder(replacedBy.number)} />}
      </Alert>
    )
  return null
}

function ToOther({ other, text }: { other: OtherInvoice; text: string }) {
  return (
    <Link asChild>
      <RouterLink to={`/min-side/fakturaer/${other.publicId}`}>{text}</RouterLink>
    </Link>
  )
}

/** Under their days; where they were deleted, that is said. */
function Lines({ shown: { language, days, said } }: { shown: Shown }) {
  if (days.length === 0 && said.erased === null) return null
  return (
    <section className="stack" aria-labelledby="lines">
      <Heading level={2} data-size="sm" id="lines">
        {INVOICE_PAGE_TEXTS[language].lines}
      </Heading>
      {said.erased !== null && <Paragraph>{said.erased}</Paragraph>}
      <Days language={language} days={days} level={3} />
    </section>
  )
}
