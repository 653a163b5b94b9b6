import { Button, Heading, Link, Paragraph, Table } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { readVehicles, readWaitingTags } from '#tags/read-vehicles.ts'
import { formatCount } from '#words/format.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { NoCustomer } from '../../parts/no-customer.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { ofVehicle, type ShownVehicle, TagStateTag } from '../../parts/show-vehicles.tsx'
import { TableHead } from '../../parts/table-head.tsx'
import { VehicleSearch } from '../../parts/vehicle-search.tsx'
import { ofWaiting, WaitingTags } from '../../parts/waiting-tags.tsx'
import { fieldOf, formGuard, sentForm } from '../forms.ts'
import { pageNumber } from '../page-number.ts'
import { asCustomer, type Context, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

// The rest, and a search among them, on a page of their own.
const WAITING_SHOWN = 5

export async function loader({ context, url }: LoaderFunctionArgs) {
  const page = pageNumber(url)
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const { vehicles, count, pageCount } = await readVehicles(tx, partyIds, { text: '', page, now })
    if (page > pageCount || (page > 1 && vehicles.length === 0)) throw notFound()
    const waiting = await readWaitingTags(tx, partyIds, { text: '', page: 1, size: WAITING_SHOWN })
    return {
      language,
      guard: formGuard(context),
      isCustomer: partyIds.length > 0,
      page,
      pageCount,
      count: formatCount(count, language),
      vehicles: vehicles.map((vehicle) => ofVehicle(vehicle, language)),
      waiting: waiting.tags.map(ofWaiting),
      allWaiting: waiting.pageCount > 1 ? formatCount(waiting.count, language) : undefined,
    }
  })
}

/** A search is a form that is sent, for a plate must not stand in an address. */
export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  return search(args.context, fieldOf(form, 'sok').slice(0, 60))
}

async function search(context: Context, text: string) {
  const { language } = visitOf(context)
  return asCustomer(context, async (tx, { partyIds, now }) => {
    const { vehicles, count } = await readVehicles(tx, partyIds, { text, page: 1, now })
    return {
      text,
      shown: formatCount(vehicles.length, language),
      count: formatCount(count, language),
      vehicles: vehicles.map((vehicle) => ofVehicle(vehicle, language)),
    }
  })
}

const PATH = '/min-side/brikker-og-kjoretoy'
type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Vehicles() {
  const shown = useLoaderData<typeof loader>()
  const found = useActionData<typeof action>()
  const { language, page, pageCount, waiting } = shown
  const texts = VEHICLE_TEXTS[language]
  const empty = shown.vehicles.length === 0
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
        {shown.isCustomer ? <Tasks shown={shown} /> : <NoCustomer language={language} />}
      </div>
      {empty ? (
        shown.isCustomer && (
          <div className="panel stack">
            <Paragraph className="strong">{texts.none}</Paragraph>
            <Paragraph>{texts.noneWhy}</Paragraph>
          </div>
        )
      ) : (
        <section className="stack" aria-labelledby="vehicles">
          <Heading level={2} data-size="sm" id="vehicles">
            {texts.table}
          </Heading>
          <VehicleSearch language={language} guard={shown.guard} at={PATH} text={found?.text} />
          <Paragraph role="status">
            {found ? texts.found(found.shown, found.count) : texts.count(shown.count)}
          </Paragraph>
          {found && found.vehicles.length === 0 ? (
            <Paragraph className="panel">{texts.noHits}</Paragraph>
          ) : (
            <VehicleTable language={language} vehicles={(found ?? shown).vehicles} />
          )}
          {!found && <Pages language={language} page={page} pageCount={pageCount} />}
          <Paragraph>
            {texts.file}:{' '}
            <a className="ds-link" href={`${PATH}/kjoretoy.csv`}>
              {texts.csv}
            </a>
            {' · '}
            <a className="ds-link" href={`${PATH}/kjoretoy.xlsx`}>
              {texts.xlsx}
            </a>
          </Paragraph>
        </section>
      )}
      {waiting.length > 0 && <Waiting shown={shown} />}
    </>
  )
}

function Tasks({ shown: { language, vehicles } }: { shown: Shown }) {
  const texts = VEHICLE_TEXTS[language]
  return (
    <div className="flow-buttons">
      <Button asChild>
        <RouterLink to={`${PATH}/legg-til`}>{texts.add}</RouterLink>
      </Button>
      {vehicles.length > 0 && (
        <>
          <Button asChild variant="secondary">
            <RouterLink to={`${PATH}/flytt`}>{texts.move}</RouterLink>
          </Button>
          <Button asChild variant="secondary">
            <RouterLink to={`${PATH}/solgt`}>{texts.sold}</RouterLink>
          </Button>
        </>
      )}
      <Button asChild variant="tertiary">
        <RouterLink to={`${PATH}/last-opp`}>{texts.upload}</RouterLink>
      </Button>
    </div>
  )
}

function VehicleTable({
  language,
  vehicles,
}: {
  language: Shown['language']
  vehicles: readonly ShownVehicle[]
}) {
  const texts = VEHICLE_TEXTS[language]
  return (
    <Table className="invoices">
      <caption className="ds-sr-only">{texts.table}</caption>
      <TableHead
        cells={[
          { name: texts.vehicle },
          { name: texts.tag },
          { name: texts.agreement, className: 'wide-only' },
          { name: texts.since, className: 'wide-only' },
        ]}
      />
      <Table.Body>
        {vehicles.map(
          ({ assignmentId, plate, country, makeAndModel, tag, tagState, hasTag, agreement, ...of }) => (
            <Table.Row key={assignmentId}>
              <Table.Cell>
                <Link asChild>
                  <RouterLink to={`${PATH}/${assignmentId}`} className="plain-plate" translate="no">
                    {plate}
                  </RouterLink>
                </Link>
                {country && ` (${country})`}
                {makeAndModel && <span className="below">{makeAndModel}</span>}
                {of.costCentre && (
                  <span className="quiet below">{`${texts.costCentre}: ${of.costCentre}`}</span>
                )}
              </Table.Cell>
              <Table.Cell>
                <span className={hasTag ? 'tag-number' : undefined}>{tag}</span>
                {tagState && (
                  <span className="below">
                    <TagStateTag state={tagState} language={language} />
                  </span>
                )}
                <span className="narrow-only quiet">{agreement}</span>
              </Table.Cell>
              <Table.Cell className="wide-only">{agreement}</Table.Cell>
              <Table.Cell className="numbers wide-only">{of.from}</Table.Cell>
            </Table.Row>
          ),
        )}
      </Table.Body>
    </Table>
  )
}

function Waiting({ shown: { language, waiting, allWaiting } }: { shown: Shown }) {
  const texts = VEHICLE_TEXTS[language]
  return (
    <section className="panel stack" aria-labelledby="waiting">
      <Heading level={2} data-size="sm" id="waiting">
        {texts.waiting}
      </Heading>
      <Paragraph>{texts.waitingAbout}</Paragraph>
      <WaitingTags language={language} tags={waiting} />
      {allWaiting !== undefined && (
        <div>
          <Link asChild>
            <RouterLink to={`${PATH}/pa-vent`}>{texts.allWaiting(allWaiting)}</RouterLink>
          </Link>
        </div>
      )}
    </section>
  )
}
