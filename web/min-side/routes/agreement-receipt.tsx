import { Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readAgreement } from '#agreements/read-agreements.ts'
import { osloDay } from '#core/oslo.ts'
import { payoutTermsOn } from '#payments/payout-terms.ts'
import { AGREEMENT_CHANGE_TEXTS } from '#words/agreement-changes.ts'
import { BALANCE_TEXTS } from '#words/balance.ts'
import { formatDay, formatInstant } from '#words/format.ts'
import { TERMS_TEXTS } from '#words/terms.ts'
import { Facts } from '../../parts/flow.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

/** What was made or ended, as it stands. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { payouts } = await visitOf(context).kept.figures()
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const agreement = await readAgreement(tx, partyIds, params.publicId ?? '')
    if (!agreement) throw notFound()
    const { number, issuerName, kind, validFrom, validTo, termsVersion } = agreement
    const texts = AGREEMENT_CHANGE_TEXTS[language]
    const { lapseMonths } = payoutTermsOn(payouts, osloDay(now))
    return {
      language,
      number,
      issuerName,
      kind,
      termsVersion,
      within: TERMS_TEXTS[language].lapseTime(lapseMonths),
      validFrom: formatInstant(validFrom, language),
      // One that was ended before it held is kept for an instant.
      endedAt:
        validTo !== null && (validTo <= now || validTo <= validFrom)
          ? formatInstant(validTo, language)
          : undefined,
      madeNext: texts.madeNext(validFrom <= now ? undefined : formatDay(osloDay(validFrom), language)),
    }
  })
}

export default function AgreementReceipt() {
  const { language, kind, endedAt, madeNext, within, ...agreement } = useLoaderData<typeof loader>()
  const texts = AGREEMENT_CHANGE_TEXTS[language]
  const balance = BALANCE_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{endedAt ? texts.endedHeading : texts.made}</PageTitle>
      <section className="panel" aria-label={balance.detailsOf}>
        <Facts
          rows={[
            { name: balance.company, value: agreement.issuerName },
            { name: balance.number, value: agreement.number },
            { name: balance.kind, value: balance.kinds[kind] },
            { name: balance.validFrom, value: agreement.validFrom },
            ...(endedAt ? [{ name: texts.endedAt, value: endedAt }] : []),
            { name: balance.terms, value: agreement.termsVersion },
          ]}
        />
      </section>
      {endedAt && kind === 'main' && <Paragraph>{texts.sendBack(within)}</Paragraph>}
      {!endedAt && kind === 'supplementary' && <Paragraph>{madeNext}</Paragraph>}
      <div>
        <Link asChild>
          <RouterLink to="/min-side/saldo">{balance.toBalance}</RouterLink>
        </Link>
      </div>
    </>
  )
}
