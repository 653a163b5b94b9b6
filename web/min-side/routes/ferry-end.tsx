import { Button, Paragraph } from '@digdir/designsystemet-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router'
import { NO_MONEY } from '#core/money.ts'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { closingDay } from '#ferry/closing.ts'
import { endFerryAccount } from '#ferry/end-account.ts'
import { readOwnVehicles } from '#ferry/read-own-accounts.ts'
import { readAccountTerms } from '#ferry/read-terms.ts'
import { readRemoval } from '#payments/read-removal.ts'
import { AGREEMENT_REFUSALS } from '#words/agreements.ts'
import { FERRY_END_TEXTS } from '#words/ferry-account-end.ts'
import { FERRY_ACCOUNT_REFUSALS } from '#words/ferry-accounts.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import { FaultSummary, Tick } from '../../parts/flow.tsx'
import { Follows } from '../../parts/follows.tsx'
import { Guard } from '../../parts/guard.tsx'
import { NoFerryAccount } from '../../parts/no-ferry-account.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { payoutSaid } from '../../parts/payout-said.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { ownAccount } from '../own-ferry.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/ferje'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { language, kept } = visitOf(context)
  const [{ deposits }, { closingDays }] = await Promise.all([kept.figures(), readAccountTerms()])
  const asked = url.searchParams.get('avtale')
  return asCustomer(context, async (tx, customer) => {
    const { partyIds, now } = customer
    const account = await ownAccount(tx, customer, asked)
    if (!account) return { language, guard: formGuard(context), account: undefined }
    const texts = FERRY_END_TEXTS[language]
    const { agreementId, publicId, number, balance } = account
    const vehicles = (await readOwnVehicles(tx, partyIds, now)).filter(
      (one) => one.account.agreementId === agreementId,
    )
    const payout = payoutSaid(await readRemoval(tx, { agreementId, now, terms: deposits }), language)
    const closes = closingDay(closingDays, now)
    const day = closes === undefined ? '' : formatDay(closes, language)
    const plates = vehicles.map(({ country, plate }) => shownPlate({ country, canonical: plate }))
    return {
      language,
      guard: formGuard(context),
      account: { publicId, number },
      follows: [
        texts.vehicles(plates.join(', ')),
        ...(vehicles.some(({ cardId }) => cardId !== null) ? [texts.cards] : []),
        ...(balance === NO_MONEY ? [texts.nothing(day)] : [texts.balance(formatKroner(balance, language))]),
        ...(balance > NO_MONEY ? [`${texts.back(day)} ${payout}`] : []),
        ...(balance < NO_MONEY ? [texts.owed(day)] : []),
        texts.unpaid,
      ],
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language } = visitOf(context)
  const { closingDays } = await readAccountTerms()
  return answerOnce(context, form, async (tx, customer) => {
    const account = await ownAccount(tx, customer, fieldOf(form, 'avtale'))
    if (!account) throw notFound()
    if (fieldOf(form, 'sikker') !== 'ja') return { fault: { sikker: FERRY_END_TEXTS[language].mustBeSure } }
    const { agreementId, publicId } = account
    const ended = await endFerryAccount(tx, { agreementId }, { now: customer.now, closingDays })
    if (!isRefusal(ended)) return { leadsTo: `${PATH}/avsluttet/${publicId}` }
    const texts = { ...AGREEMENT_REFUSALS[language], ...FERRY_ACCOUNT_REFUSALS[language] }
    return { fault: { sikker: texts[ended.refused] } }
  })
}

export default function FerryEnd() {
  const { language, guard, account, follows = [] } = useLoaderData<typeof loader>()
  const faults = useActionData<typeof action>()
  const texts = FERRY_END_TEXTS[language]
  if (!account)
    return (
      <>
        <PageTitle language={language}>{texts.button}</PageTitle>
        <NoFerryAccount language={language} />
      </>
    )
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.heading(account.number)}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      <FaultSummary faults={faults} language={language} />
      <Follows heading={texts.follows} items={follows} />
      <form method="post" action={`${PATH}/avslutt?avtale=${account.publicId}`} className="flow" noValidate>
        <Guard guard={guard} />
        <input type="hidden" name="avtale" value={account.publicId} />
        <Tick name="sikker" label={texts.sure} fault={faults?.sikker} />
        <div>
          <Button type="submit" data-color="danger">
            {texts.button}
          </Button>
        </div>
      </form>
    </>
  )
}
