import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readOwnOrder } from '#ferry/read-own-accounts.ts'
import { FERRY_RECEIPT_TEXTS } from '#words/ferry-account-receipt.ts'
import { formatInstant, formatKroner } from '#words/format.ts'
import { Facts } from '../../parts/flow.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { PaymentBox } from '../../parts/payment-box.tsx'
import { paymentSaid } from '../../parts/payment-said.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

/** What was ordered, and how it is paid as soon as the worker has made the invoice. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const publicId = params.publicId ?? ''
  return asCustomer(context, async (tx, { partyIds, visit: { language } }) => {
    const order = await readOwnOrder(tx, partyIds, publicId)
    if (!order) throw notFound()
    const { because, amount, agreementNumber, orderedAt, cards, invoice } = order
    return {
      language,
      publicId,
      because,
      amount: formatKroner(amount, language),
      agreementNumber,
      ordered: formatInstant(orderedAt, language),
      hasCards: cards > 0,
      invoice: invoice && {
        publicId: invoice.publicId,
        number: invoice.number,
        isPaid: invoice.isPaid,
        payment: paymentSaid({ ...invoice, dueOn: undefined }, language),
      },
    }
  })
}

export default function FerryReceipt() {
  const { language, publicId, because, invoice, ...order } = useLoaderData<typeof loader>()
  const texts = FERRY_RECEIPT_TEXTS[language]
  const steps = {
    opening: [...texts.nextOpening, texts.nextTags],
    difference: texts.nextDifference,
    'top-up': texts.nextTopUp,
  }[because]
  return (
    <>
      <PageTitle language={language}>{texts.receipt[because]}</PageTitle>
      <section className="panel" aria-label={texts.receipt[because]}>
        <Facts
          rows={[
            { name: texts.agreement, value: order.agreementNumber },
            { name: texts.ordered, value: order.ordered },
            { name: texts.toPay, value: order.amount },
          ]}
        />
      </section>
      {invoice === undefined ? (
        <div className="stack" role="status">
          <Paragraph>{texts.making}</Paragraph>
          <div>
            <Link href={`/min-side/ferje/kvittering/${publicId}`}>{texts.reload}</Link>
          </div>
        </div>
      ) : (
        <>
          {invoice.isPaid ? (
            <Paragraph>{texts.paid}</Paragraph>
          ) : (
            <PaymentBox language={language} payment={invoice.payment} />
          )}
          <div>
            <Link asChild>
              <RouterLink to={`/min-side/fakturaer/${invoice.publicId}`}>
                {texts.invoiceLink(invoice.number)}
              </RouterLink>
            </Link>
          </div>
        </>
      )}
      <section className="stack" aria-labelledby="next">
        <Heading level={2} data-size="sm" id="next">
          {texts.next}
        </Heading>
        <ul className="plain-list">
          {[...steps, ...(order.hasCards ? [texts.nextCards] : [])].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </section>
      <div>
        <Link asChild>
          <RouterLink to="/min-side/ferje">{texts.toAccount}</RouterLink>
        </Link>
      </div>
    </>
  )
}
