import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { FERRY_RECEIPT_TEXTS } from '#words/ferry-account-receipt.ts'
import { FERRY_PREPAYMENT_TEXTS } from '#words/ferry-prepayments.ts'
import { PaymentBox } from './payment-box.tsx'
import type { ferryAccountInWords } from './show-ferry.ts'

type Account = ReturnType<typeof ferryAccountInWords>

/** In the place of a top-up while an account waits: what opens it, and how that is paid. */
export function FerryAwaited({ language, account }: { language: Language; account: Account }) {
  const { publicId, awaited } = account
  const id = `awaited-${publicId}`
  if (!awaited) return null
  const { said, invoice } = awaited
  return (
    <>
      <section className="stack" aria-labelledby={id}>
        <Heading level={2} data-size="sm" id={id}>
          {FERRY_PREPAYMENT_TEXTS[language].awaited.heading}
        </Heading>
        {said.map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
        {invoice ? (
          <p>
            <Link asChild>
              <RouterLink to={`/min-side/fakturaer/${invoice.publicId}`}>{invoice.name}</RouterLink>
            </Link>
            <span className="quiet">{` · ${invoice.askedOn}`}</span>
          </p>
        ) : (
          <div>
            <Link href="/min-side/ferje">{FERRY_RECEIPT_TEXTS[language].reload}</Link>
          </div>
        )}
      </section>
      {invoice?.payment && (
        <PaymentBox language={language} payment={invoice.payment} id={`payment-${publicId}`} />
      )}
    </>
  )
}
