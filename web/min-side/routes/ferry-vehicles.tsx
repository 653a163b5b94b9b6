import { Alert, Button, Heading, Link, Paragraph, Tag } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { type OwnVehicle, readOwnAccounts, readOwnVehicles } from '#ferry/read-own-accounts.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FERRY_VEHICLES_TEXTS } from '#words/ferry-account-vehicles.ts'
import { formatDay, formatMetres } from '#words/format.ts'
import { NoFerryAccount } from '../../parts/no-ferry-account.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { asCustomer } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const accounts = await readOwnAccounts(tx, partyIds)
    const vehicles = await readOwnVehicles(tx, partyIds, now)
    const done = url.searchParams.get('gjort')
    return {
      language,
      done: done === 'lagt-til' || done === 'fjernet' ? done : undefined,
      accounts: accounts.map(({ agreementId, publicId, number, state, closesAt }) => ({
        publicId,
        number,
        state,
        closesOn: closesAt === null ? '' : formatDay(osloDay(closesAt), language),
        vehicles: vehicles
          .filter(({ account }) => account.agreementId === agreementId)
          .map((vehicle) => inWords(vehicle, language)),
      })),
    }
  })
}

function inWords(vehicle: OwnVehicle, language: keyof typeof FERRY_VEHICLES_TEXTS) {
  const { vehicleId, country, plate, length_cm, tagNumber, tagIssuer, cardNumber, cardState } = vehicle
  const texts = FERRY_VEHICLES_TEXTS[language]
  const { withTag, withoutTag } = FERRY_OPEN_TEXTS[language]
  const tag = tagNumber === null ? withoutTag : withTag(tagNumber)
  const card = cardState === null ? texts.cardStates.none : texts.cardStates[cardState]
  return {
    vehicleId,
    plate: shownPlate({ country, canonical: plate }),
    length: `${formatMetres(length_cm, language)} m`,
    tag: tagIssuer === null ? tag : `${tag}, ${tagIssuer}`,
    card: cardNumber === null ? card : `${texts.cardNumber(cardNumber)}: ${card}`,
  }
}

const PATH = '/min-side/ferje'
type Shown = ReturnType<typeof useLoaderData<typeof loader>>
type Account = Shown['accounts'][number]

export default function FerryVehicles() {
  const { language, accounts, done } = useLoaderData<typeof loader>()
  const texts = FERRY_VEHICLES_TEXTS[language]
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      {done && (
        <Alert data-color="success" role="status">
          <Paragraph>{done === 'lagt-til' ? texts.added : texts.removed}</Paragraph>
        </Alert>
      )}
      {accounts.length === 0 && <NoFerryAccount language={language} />}
      {accounts.map((account) => (
        <OneAccount key={account.publicId} language={language} account={account} />
      ))}
    </>
  )
}

function OneAccount({ language, account }: { language: Shown['language']; account: Account }) {
  const { publicId, number, state, closesOn, vehicles } = account
  const texts = FERRY_VEHICLES_TEXTS[language]
  const of = `avtale=${publicId}`
  return (
    <section className="panel stack" aria-labelledby={`account-${publicId}`}>
      <Heading level={2} data-size="sm" id={`account-${publicId}`}>
        {texts.agreement(number)}
      </Heading>
      <div>
        <Tag data-color={state === 'active' ? 'success' : state === 'blocked' ? 'danger' : 'neutral'}>
          {texts.states[state]}
        </Tag>
      </div>
      {state === 'ended' ? (
        <Paragraph>{texts.endedAt(closesOn)}</Paragraph>
      ) : (
        <>
          <ul className="rows">
            {vehicles.map(({ vehicleId, plate, length, tag, card }) => (
              <li key={vehicleId}>
                <div>
                  <span className="plain-plate" translate="no">
                    {plate}
                  </span>
                  <span className="below">{length}</span>
                  <span className="quiet below">{tag}</span>
                  <span className="quiet below">{card}</span>
                </div>
                <div>
                  <Link asChild>
                    <RouterLink to={`${PATH}/kjoretoy/fjern?kjoretoy=${vehicleId}`}>
                      {texts.remove(plate)}
                    </RouterLink>
                  </Link>
                </div>
              </li>
            ))}
          </ul>
          <div className="flow-buttons">
            <Button asChild>
              <RouterLink to={`${PATH}/kjoretoy/legg-til?${of}`}>{texts.add}</RouterLink>
            </Button>
            <Button asChild variant="secondary">
              <RouterLink to={`${PATH}/kort`}>{texts.cards}</RouterLink>
            </Button>
            <Button asChild variant="tertiary">
              <RouterLink to={`${PATH}/avslutt?${of}`}>{texts.end}</RouterLink>
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
