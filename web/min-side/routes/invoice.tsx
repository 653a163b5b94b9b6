import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readDisputes } from '#cases/read-disputes.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { readInCollection } from '#dunning/read-collection.ts'
import { invoiceLayout } from '#formats/invoice-layout.ts'
import { readInvoiceDocument } from '#invoices/read-invoice-document.ts'
import { recordOpening } from '#invoices/record-opening.ts'
import { type OtherInvoice, readInvoice, type ShownInvoice } from '#payments/read-invoice.ts'
import { shownState } from '#payments/read-invoices.ts'
import { readTerms } from '#payments/read-terms.ts'
import { CASE_TEXTS } from '#words/cases.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import { INVOICE_LIST_TEXTS } from '#words/invoice-list.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { Disputed } from '../../parts/complaint-of-case.tsx'
import { Days } from '../../parts/days.tsx'
import { Changes, Closing, Summary, saidOf } from '../../parts/invoice-said.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { PaymentBox } from '../../parts/payment-box.tsx'
import { paymentSaid } from '../../parts/payment-said.ts'
import { daysOfLines } from '../../parts/show-passages.ts'
import { StateTag } from '../../parts/state-tag.tsx'
import { TermsLink } from '../../parts/terms-link.tsx'
import { VippsForm } from '../../parts/vipps-form.tsx'
import { pageNumber } from '../page-number.ts'
import { asCustomer, notFound, type Visit, visitOf } from '../visit.ts'
import { elsewhere } from '../whose-page.ts'

export const access = 'customer'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const visit = visitOf(context)
  const { language, deps } = visit
  const page = pageNumber(url)
  const read = await asCustomer(context, async (tx, { partyIds, now }) => {
    const invoice = await readInvoice(tx, partyIds, { publicId: params.publicId ?? '', page })
    if (invoice) await recordOpening(tx, { invoiceId: invoice.id, now })
    const document = invoice && (await readInvoiceDocument(tx, invoice.id))
    const inCollection = (await readInCollection(tx, partyIds)).has(params.publicId ?? '')
    return document && { invoice, document, inCollection, disputes: await readDisputes(tx, invoice.id) }
  })
  if (!read) throw await elsewhere(context, params.publicId ?? '')
  if (page > read.invoice.pageCount) throw notFound()
  const { invoice, document, inCollection, disputes } = read
  return {
    language,
    publicId: invoice.publicId,
    number: invoice.number,
    kind: invoice.kind,
    state: shownState(invoice, osloDay(deps.now())),
    inCollection,
    total: formatKroner(invoice.total, language),
    issuedOn: formatDay(invoice.issuedOn, language),
    issuer: invoice.issuerName,
    payment: invoice.remaining > 0 ? paymentSaid(invoice, language) : undefined,
    // What a debt collector has is paid to the collector.
    vipps: inCollection ? undefined : vippsOffer(invoice, visit),
    days: daysOfLines(invoice.lines, language),
    terms: await termsOf(document.termsVersion, language),
    // In the language of the page, and with what became of the passages, whatever was asked for on paper.
    said: saidOf(invoiceLayout({ ...document, language, detailed: true })),
    disputes,
    replacedBy: invoice.replacedBy,
    replaces: invoice.replaces,
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
          <StateTag state={state} language={language} inCollection={shown.inCollection} />
        </div>
      </div>
      <Ended state={state} language={language} replacedBy={replacedBy} />
      {shown.inCollection && (
        <Alert data-color="warning">
          <Heading level={2} data-size="2xs">
            {INVOICE_LIST_TEXTS[language].inCollection}
          </Heading>
          <Paragraph>{INVOICE_LIST_TEXTS[language].inCollectionWhy(issuer)}</Paragraph>
        </Alert>
      )}
      {(said.intro !== null || replaces) && (
        <div className="stack">
          {said.intro !== null && <Paragraph>{said.intro}</Paragraph>}
          {replaces && <ToOther other={replaces} text={texts.toReminded(replaces.number)} />}
        </div>
      )}
      <Disputed language={language} disputes={shown.disputes} />
      {payment && <PaymentBox language={language} payment={payment} />}
      {vipps && <VippsForm language={language} publicId={publicId} offer={vipps} />}
      <div className="months">
        <Button asChild variant="secondary">
          <a href={`/min-side/fakturaer/${publicId}/faktura.pdf`}>{texts.pdf}</a>
        </Button>
        {kind !== 'reminder' && (
          <Button asChild variant="secondary">
            <RouterLink to={`/min-side/fakturaer/${publicId}/passeringer`}>
              {INVOICE_LIST_TEXTS[language].toPassages}
            </RouterLink>
          </Button>
        )}
      </div>
      <Summary said={said} />
      <Changes changes={said.changes} />
      <Lines shown={shown} />
      <Pages language={language} page={shown.page} pageCount={shown.pageCount} />
      <Closing closing={said.closing} />
      <div>
        <Link asChild>
          <RouterLink to={`/min-side/kundeservice/ny-sak?om=faktura-${publicId}`}>
            {CASE_TEXTS[language].askAbout}
          </RouterLink>
        </Link>
      </div>
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
