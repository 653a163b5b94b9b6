import { Button, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { blockCard, orderCard } from '#ferry/order-card.ts'
import { FERRY_VEHICLES_TEXTS } from '#words/ferry-account-vehicles.ts'
import { FERRY_ACCOUNT_REFUSALS } from '#words/ferry-accounts.ts'
import { formatKroner } from '#words/format.ts'
import { Choices, FaultSummary } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { rulesToday } from '../ferry-vehicle-step.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { ownVehicle } from '../own-ferry.ts'
import { asCustomer, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/ferje/kort'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { limits } = await rulesToday(context)
  const id = url.searchParams.get('kjoretoy')
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const { vehicleId, country, plate, cardNumber } = await ownVehicle(tx, { partyIds, now }, id)
    if (cardNumber === null) throw redirect(PATH)
    return {
      language,
      guard: formGuard(context),
      vehicleId,
      cardNumber,
      plate: shownPlate({ country, canonical: plate }),
      fee: limits ? formatKroner(limits.cardFeeOre, language) : '',
    }
  })
}

/** A lost card is blocked, and another may be ordered in the same breath: both are done, or neither. */
export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language } = visitOf(context)
  const { rules, limits } = await rulesToday(context)
  const what = fieldOf(form, 'hva')
  return answerOnce(context, form, async (tx, { partyIds, now }) => {
    const { account, plate, country } = await ownVehicle(tx, { partyIds, now }, fieldOf(form, 'kjoretoy'))
    const wrong = (text: string) => ({ fault: { hva: text } })
    if (what !== 'sperr' && what !== 'erstatt') return wrong(FERRY_VEHICLES_TEXTS[language].blockChoose)
    // Looked at before anything is done, so that a new card that cannot be ordered leaves the old one as it is.
    if (what === 'erstatt' && !limits) return wrong(FERRY_ACCOUNT_REFUSALS[language]['before-the-scheme'])
    const of = { agreementId: account.agreementId, plate, country }
    const blocked = await blockCard(tx, of, { now })
    if (isRefusal(blocked)) return wrong(FERRY_ACCOUNT_REFUSALS[language][blocked.refused])
    if (what === 'sperr') return { leadsTo: `${PATH}?gjort=sperret` }
    const ordered = await orderCard(tx, of, { now, rules })
    if (isRefusal(ordered))
      throw new Error(`a card that was just blocked is not replaced: ${ordered.refused}`)
    return { leadsTo: `${PATH}?gjort=erstattet` }
  })
}

export default function FerryBlockCard() {
  const { language, guard, vehicleId, cardNumber, plate, fee } = useLoaderData<typeof loader>()
  const faults = useActionData<typeof action>()
  const texts = FERRY_VEHICLES_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.block(cardNumber)}</PageTitle>
      <FaultSummary faults={faults} language={language} />
      <Paragraph>{texts.blockAbout(plate)}</Paragraph>
      <form method="post" action={`${PATH}/sperr?kjoretoy=${vehicleId}`} className="flow" noValidate>
        <Guard guard={guard} />
        <input type="hidden" name="kjoretoy" value={vehicleId} />
        <Choices
          name="hva"
          label={texts.blockWhat}
          choices={[
            { value: 'erstatt', label: texts.blockAndOrder, about: texts.blockAndOrderAbout(fee) },
            { value: 'sperr', label: texts.blockOnly, about: texts.blockOnlyAbout },
          ]}
          fault={faults?.hva}
        />
        <div>
          <Button type="submit" data-color="danger">
            {texts.blockButton}
          </Button>
        </div>
      </form>
      <Paragraph>
        <Link asChild>
          <RouterLink to={PATH}>{texts.toCards}</RouterLink>
        </Link>
      </Paragraph>
    </>
  )
}
