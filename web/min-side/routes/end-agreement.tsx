import { Button, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { readAgreement } from '#agreements/read-agreements.ts'
import { NO_MONEY } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { readRemoval } from '#payments/read-removal.ts'
import { endOwnAgreement } from '#tags/end-own-agreement.ts'
import { AGREEMENT_CHANGE_TEXTS } from '#words/agreement-changes.ts'
import { AGREEMENT_REFUSALS } from '#words/agreements.ts'
import { formatCount, formatKroner } from '#words/format.ts'
import { FaultSummary, Tick } from '../../parts/flow.tsx'
import { Follows } from '../../parts/follows.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { payoutSaid } from '../../parts/payout-said.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const terms = (await visitOf(context).kept.figures()).deposits
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const agreement = await readAgreement(tx, partyIds, params.publicId ?? '')
    if (!agreement) throw notFound()
    const { id, publicId, number, validTo, kind } = agreement
    if (validTo !== null && validTo <= now) throw redirect(`/min-side/avtaler/${publicId}/kvittering`)
    const follows = await readRemoval(tx, { agreementId: id, now, terms })
    const texts = AGREEMENT_CHANGE_TEXTS[language]
    const { deposit, vehicleCount, tagCount, supplementary } = follows
    const back = deposit > NO_MONEY
    return {
      language,
      guard: formGuard(context),
      publicId,
      number,
      follows:
        kind === 'supplementary'
          ? [texts.onlyPassages, texts.passages]
          : [
              ...(vehicleCount > 0 ? [texts.vehicles(formatCount(vehicleCount, language))] : []),
              ...(tagCount > 0 ? [texts.tags] : []),
              ...(back
                ? [`${texts.deposit(formatKroner(deposit, language))} ${payoutSaid(follows, language)}`]
                : []),
              texts.passages,
              ...(supplementary.length > 0 ? [texts.endsWith(supplementary.join(', '))] : []),
            ],
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language, kept } = visitOf(context)
  const terms = (await kept.figures()).deposits
  const publicId = args.params.publicId ?? ''
  return answerOnce(context, form, async (tx, { partyIds, now }) => {
    const agreement = await readAgreement(tx, partyIds, publicId)
    if (!agreement) throw notFound()
    if (fieldOf(form, 'sikker') !== 'ja')
      return { fault: { sikker: AGREEMENT_CHANGE_TEXTS[language].mustBeSure } }
    const ended = await endOwnAgreement(tx, { agreementId: agreement.id, now, terms })
    if (isRefusal(ended) && ended.refused !== 'agreement-already-ended')
      return { fault: { sikker: AGREEMENT_REFUSALS[language][ended.refused] } }
    return { leadsTo: `/min-side/avtaler/${publicId}/kvittering` }
  })
}

export default function EndAgreement() {
  const { language, guard, publicId, number, follows } = useLoaderData<typeof loader>()
  const faults = useActionData<typeof action>()
  const texts = AGREEMENT_CHANGE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.end(number)}</PageTitle>
        <Paragraph>{texts.endWhen}</Paragraph>
      </div>
      <FaultSummary faults={faults} language={language} />
      <Follows heading={texts.follows} items={follows} />
      <form method="post" action={`/min-side/avtaler/${publicId}/si-opp`} className="flow" noValidate>
        <Guard guard={guard} />
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
