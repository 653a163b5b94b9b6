import { Button, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { removeFerryVehicle } from '#ferry/add-vehicle.ts'
import { FERRY_VEHICLES_TEXTS } from '#words/ferry-account-vehicles.ts'
import { FERRY_ACCOUNT_REFUSALS } from '#words/ferry-accounts.ts'
import { FieldFault } from '../../parts/fault-summary.tsx'
import { FaultSummary } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { ownVehicle } from '../own-ferry.ts'
import { asCustomer, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/ferje/kjoretoy'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const id = url.searchParams.get('kjoretoy')
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const { vehicleId, country, plate, cardNumber } = await ownVehicle(tx, { partyIds, now }, id)
    return {
      language,
      guard: formGuard(context),
      vehicleId,
      plate: shownPlate({ country, canonical: plate }),
      hasCard: cardNumber !== null,
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language } = visitOf(context)
  return answerOnce(context, form, async (tx, { partyIds, now }) => {
    const { account, plate, country } = await ownVehicle(tx, { partyIds, now }, fieldOf(form, 'kjoretoy'))
    const of = { agreementId: account.agreementId, plate, country }
    const removed = await removeFerryVehicle(tx, of, { now })
    if (!isRefusal(removed)) return { leadsTo: `${PATH}?gjort=fjernet` }
    return { fault: { fjern: FERRY_ACCOUNT_REFUSALS[language][removed.refused] } }
  })
}

export default function FerryRemoveVehicle() {
  const { language, guard, vehicleId, plate, hasCard } = useLoaderData<typeof loader>()
  const faults = useActionData<typeof action>()
  const texts = FERRY_VEHICLES_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.remove(plate)}</PageTitle>
      <FaultSummary faults={faults} language={language} />
      <ul className="plain-list">
        <li>{texts.removeAbout}</li>
        {hasCard && <li>{texts.removeCard}</li>}
        <li>{texts.removeAgreed}</li>
      </ul>
      <form method="post" action={`${PATH}/fjern?kjoretoy=${vehicleId}`} className="flow" noValidate>
        <Guard guard={guard} />
        <input type="hidden" name="kjoretoy" value={vehicleId} />
        <div className="field">
          <FieldFault id="fjern-fault" text={faults?.fjern} />
          <div>
            <Button type="submit" id="fjern" aria-describedby={faults?.fjern && 'fjern-fault'}>
              {texts.remove(plate)}
            </Button>
          </div>
        </div>
      </form>
      <Paragraph>
        <Link asChild>
          <RouterLink to={PATH}>{texts.toVehicles}</RouterLink>
        </Link>
      </Paragraph>
    </>
  )
}
