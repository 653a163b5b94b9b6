import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
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
  const address = `/min-side/fakturaer/${invoice?.publicId}`
  const texts = FERRY_PREPAYMENT_TEXTS[language]
  return (
    <>
      <section className="stack" aria-labelledby={id}>
        <Heading level={2} data-size="sm" id={id}>
          {texts.awaited.heading}
        </Heading>
        {said.map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
        {invoice ? (
          <div className="ferry-asked">
            <p>
              <Link asChild>
                <RouterLink to={address}>{invoice.name}</RouterLink>
              </Link>
              <span className="quiet">{` · ${invoice.askedOn}`}</span>
            </p>
            {invoice.payment && (
              <Button asChild>
                <RouterLink to={address}>
                  {texts.pay}
                  <span className="ds-sr-only">{` ${invoice.name}`}</span>
                </RouterLink>
              </Button>
            )}
          </div>
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
