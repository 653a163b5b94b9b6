import { Link } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { NO_MONEY } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { readOwnAccounts } from '#ferry/read-own-accounts.ts'
import { readRemoval } from '#payments/read-removal.ts'
import { FERRY_END_TEXTS } from '#words/ferry-account-end.ts'
import { FERRY_RECEIPT_TEXTS } from '#words/ferry-account-receipt.ts'
import { formatDay, formatInstant, formatKroner } from '#words/format.ts'
import { Facts } from '../../parts/flow.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { payoutSaid } from '../../parts/payout-said.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

/** What ended, and when what is left is settled. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { deposits } = await visitOf(context).kept.figures()
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const accounts = await readOwnAccounts(tx, partyIds)
    const account = accounts.find(({ publicId }) => publicId === params.publicId)
    if (!account || account.endedAt === null || account.closesAt === null) throw notFound()
    const { agreementId, number, balance, endedAt, closesAt } = account
    const removal = await readRemoval(tx, { agreementId, now, terms: deposits })
    return {
      language,
      number,
      ended: formatInstant(endedAt, language),
      left: formatKroner(balance, language),
      settled: formatDay(osloDay(closesAt), language),
      payout: balance > NO_MONEY ? payoutSaid(removal, language) : undefined,
    }
  })
}

export default function FerryEnded() {
  const { language, number, ended, left, settled, payout } = useLoaderData<typeof loader>()
  const texts = FERRY_END_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.ended}</PageTitle>
      <section className="panel" aria-label={texts.ended}>
        <Facts
          rows={[
            { name: texts.number, value: number },
            { name: texts.endedAt, value: ended },
            { name: texts.left, value: left },
            { name: texts.settledAt, value: settled },
          ]}
        />
      </section>
      {payout && <p>{payout}</p>}
      <div>
        <Link asChild>
          <RouterLink to="/min-side/ferje">{FERRY_RECEIPT_TEXTS[language].toAccount}</RouterLink>
        </Link>
      </div>
    </>
  )
}
