import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { orderCard } from '#ferry/order-card.ts'
import { readOwnVehicles } from '#ferry/read-own-accounts.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FERRY_VEHICLES_TEXTS } from '#words/ferry-account-vehicles.ts'
import { FERRY_ACCOUNT_REFUSALS } from '#words/ferry-accounts.ts'
import { formatKroner } from '#words/format.ts'
import { Choices, FaultSummary } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { NoFerryAccount } from '../../parts/no-ferry-account.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { rulesToday } from '../ferry-vehicle-step.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { ownVehicle } from '../own-ferry.ts'
import { asCustomer, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/ferje/kort'
const DONE = { bestilt: 'ordered', sperret: 'blocked', erstattet: 'replaced' } as const

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { limits } = await rulesToday(context)
  const done = url.searchParams.get('gjort') ?? ''
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const vehicles = await readOwnVehicles(tx, partyIds, now)
    return {
      language,
      guard: formGuard(context),
      done: Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : undefined,
      fee: limits ? formatKroner(limits.cardFeeOre, language) : '',
      vehicles: vehicles.map(({ vehicleId, country, plate, cardNumber, cardState }) => ({
        vehicleId: String(vehicleId),
        plate: shownPlate({ country, canonical: plate }),
        cardNumber: cardNumber ?? undefined,
        cardState: cardState ?? ('none' as const),
      })),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language, kept } = visitOf(context)
  const rules = await kept.ferries()
  const chosen = fieldOf(form, 'kjoretoy')
  return answerOnce(context, form, async (tx, { partyIds, now }) => {
    const wrong = (text: string) => ({ fault: { chosen, faults: { kjoretoy: text } } })
    if (chosen === '') return wrong(FERRY_VEHICLES_TEXTS[language].orderChoose)
    const { account, plate, country } = await ownVehicle(tx, { partyIds, now }, chosen)
    const ordered = await orderCard(tx, { agreementId: account.agreementId, plate, country }, { now, rules })
    return isRefusal(ordered)
      ? wrong(FERRY_ACCOUNT_REFUSALS[language][ordered.refused])
      : { leadsTo: `${PATH}?gjort=bestilt` }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function FerryCards() {
  const shown = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const { language, guard, fee, vehicles, done } = shown
  const texts = FERRY_VEHICLES_TEXTS[language]
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.cardsHeading}</PageTitle>
        <Paragraph variant="long">{texts.cardsAbout(fee)}</Paragraph>
        <Link asChild>
          <RouterLink to="/ferjesamband?betaling=card">
            {FERRY_OPEN_TEXTS[language].cardConnections}
          </RouterLink>
        </Link>
      </div>
      {done && (
        <Alert data-color="success" role="status">
          <Paragraph>{texts[done]}</Paragraph>
        </Alert>
      )}
      {vehicles.length === 0 ? (
        <NoFerryAccount language={language} />
      ) : (
        <>
          <FaultSummary faults={answered?.faults} language={language} />
          <CardRows shown={shown} />
          <section className="stack" aria-labelledby="order">
            <Heading level={2} data-size="sm" id="order">
              {texts.orderHeading}
            </Heading>
            <form method="post" action={PATH} className="flow" noValidate>
              <Guard guard={guard} />
              <Choices
                name="kjoretoy"
                label={texts.orderWhich}
                choices={vehicles.map(({ vehicleId, plate }) => ({ value: vehicleId, label: plate }))}
                value={answered?.chosen}
                fault={answered?.faults.kjoretoy}
              />
              <div>
                <Button type="submit">{texts.order(fee)}</Button>
              </div>
            </form>
          </section>
        </>
      )}
    </>
  )
}

function CardRows({ shown: { language, vehicles } }: { shown: Shown }) {
  const texts = FERRY_VEHICLES_TEXTS[language]
  return (
    <ul className="rows">
      {vehicles.map(({ vehicleId, plate, cardNumber, cardState }) => (
        <li key={vehicleId}>
          <div>
            <span className="plain-plate" translate="no">
              {plate}
            </span>
            {cardNumber && <span className="below tag-number">{texts.cardNumber(cardNumber)}</span>}
            {cardNumber && <span className="quiet below">{texts.cardStates[cardState]}</span>}
          </div>
          <div>
            {cardNumber ? (
              <Link asChild>
                <RouterLink to={`${PATH}/sperr?kjoretoy=${vehicleId}`}>{texts.block(cardNumber)}</RouterLink>
              </Link>
            ) : (
              <span className="quiet">{texts.cardStates[cardState]}</span>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
