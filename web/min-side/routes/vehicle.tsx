import { Alert, Button, Heading, Link, Paragraph, Table } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useLoaderData,
} from 'react-router'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { readOwnAssignment } from '#tags/read-held.ts'
import { readVehicle, readVehicleHistory } from '#tags/read-vehicles.ts'
import { recordCostCentre } from '#tags/record-cost-centre.ts'
import { formatCount, formatShortDay, formatTime } from '#words/format.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { TextField } from '../../parts/field.tsx'
import { Facts } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { LinkList } from '../../parts/link-list.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { ofVehicle, TagStateTag } from '../../parts/show-vehicles.tsx'
import { TableHead } from '../../parts/table-head.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const id = assignmentIdOf(params.assignmentId)
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const history = await readVehicleHistory(tx, partyIds, id)
    if (!history) throw notFound()
    const vehicle = await readVehicle(tx, partyIds, { assignmentId: id, now })
    return {
      language,
      guard: formGuard(context),
      saved: url.searchParams.has('lagret'),
      id,
      plate: history.plate,
      vehicle: vehicle && {
        ...ofVehicle(vehicle, language),
        tagId: vehicle.tagId,
        tagNumber: vehicle.tagNumber ?? undefined,
        weight:
          vehicle.totalWeightKg === null ? undefined : `${formatCount(vehicle.totalWeightKg, language)} kg`,
        ordered: vehicle.orderedAt !== null,
        costCentre: vehicle.costCentre ?? '',
        reference: vehicle.reference ?? '',
        isOrganisation: vehicle.holderKind === 'organisation',
      },
      times: history.times.map(({ from, to, tagNumber, agreementNumber, issuerName }) => ({
        from: shortInstant(from),
        to: to === null || to > now ? undefined : shortInstant(to),
        tagNumber: tagNumber ?? undefined,
        agreement: `${issuerName}, ${agreementNumber}`,
      })),
    }
  })
}

/** Where an organisation keeps the costs of the vehicle. */
export async function action(args: ActionFunctionArgs) {
  const id = assignmentIdOf(args.params.assignmentId)
  const form = await sentForm(args)
  return answerOnce(args.context, form, async (tx, { partyIds, now }) => {
    const own = await readOwnAssignment(tx, { partyIds, id, at: now })
    if (!own) throw notFound()
    const saved = await recordCostCentre(tx, {
      agreementId: own.agreementId,
      vehicle: { country: own.country, canonical: own.plate },
      costCentre: fieldOf(form, 'kostnadssted').slice(0, 60) || undefined,
      reference: fieldOf(form, 'referanse').slice(0, 60) || undefined,
      from: now,
    })
    if (isRefusal(saved)) throw notFound()
    return { leadsTo: `${PATH}/${id}?lagret=ja` }
  })
}

function shortInstant(at: number): string {
  return `${formatShortDay(osloDay(at))} ${formatTime(at)}`
}

function assignmentIdOf(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text)) throw notFound()
  return Number(text)
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Vehicle() {
  const shown = useLoaderData<typeof loader>()
  const { language, plate, vehicle, saved } = shown
  const texts = VEHICLE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to={PATH}>{texts.toList}</RouterLink>
        </Link>
        <PageTitle language={language}>{`${texts.vehicle} ${plate}`}</PageTitle>
      </div>
      {saved && (
        <Alert data-color="success">
          <Paragraph>{texts.costsSaved}</Paragraph>
        </Alert>
      )}
      {vehicle && (
        <>
          <VehicleFacts shown={shown} vehicle={vehicle} />
          <Tasks shown={shown} vehicle={vehicle} />
          {vehicle.isOrganisation && <Costs shown={shown} vehicle={vehicle} />}
        </>
      )}
      <History shown={shown} />
    </>
  )
}

type Own = NonNullable<Shown['vehicle']>

function VehicleFacts({ shown: { language }, vehicle }: { shown: Shown; vehicle: Own }) {
  const texts = VEHICLE_TEXTS[language]
  return (
    <section className="panel" aria-label={texts.vehicle}>
      <Facts
        rows={[
          { name: texts.makeAndModel, value: vehicle.makeAndModel || texts.unknown },
          { name: texts.weight, value: vehicle.weight ?? texts.unknown },
          {
            name: texts.tag,
            value: (
              <>
                <span className="tag-number">{vehicle.tag}</span>{' '}
                {vehicle.tagState && <TagStateTag state={vehicle.tagState} language={language} />}
              </>
            ),
          },
          { name: texts.agreement, value: vehicle.agreement },
          { name: texts.since, value: vehicle.from },
        ]}
      />
    </section>
  )
}

function Tasks({ shown: { language, id }, vehicle }: { shown: Shown; vehicle: Own }) {
  const texts = VEHICLE_TEXTS[language]
  const tasks = [
    ...(vehicle.hasTag
      ? [
          { to: `${PATH}/flytt?kjoretoy=${id}`, text: texts.moveThis },
          { to: `${PATH}/meld?kjoretoy=${id}`, text: texts.reportThis },
          { to: `/min-side/kundeservice/ny-sak?om=brikke-${vehicle.tagId}`, text: texts.askThis },
        ]
      : vehicle.ordered
        ? []
        : [{ to: `${PATH}/legg-til?kjoretoy=${id}`, text: texts.orderThis }]),
    { to: `${PATH}/solgt?kjoretoy=${id}`, text: texts.soldThis },
    { to: `${PATH}/fjern?kjoretoy=${id}`, text: texts.removeThis },
  ]
  return (
    <section className="stack" aria-labelledby="what">
      <Heading level={2} data-size="sm" id="what">
        {texts.what}
      </Heading>
      <LinkList links={tasks} />
    </section>
  )
}

function Costs({ shown: { language, guard, id }, vehicle }: { shown: Shown; vehicle: Own }) {
  const texts = VEHICLE_TEXTS[language]
  return (
    <form method="post" action={`${PATH}/${id}`} className="flow panel">
      <Guard guard={guard} />
      <Paragraph>{texts.costsAbout}</Paragraph>
      <TextField name="kostnadssted" label={texts.costCentre} value={vehicle.costCentre} fault={undefined} />
      <TextField name="referanse" label={texts.reference} value={vehicle.reference} fault={undefined} />
      <div>
        <Button type="submit" variant="secondary">
          {texts.saveCosts}
        </Button>
      </div>
    </form>
  )
}

function History({ shown: { language, times } }: { shown: Shown }) {
  const texts = VEHICLE_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="history">
      <Heading level={2} data-size="sm" id="history">
        {texts.history}
      </Heading>
      <Paragraph>{texts.historyAbout}</Paragraph>
      <Table className="invoices">
        <caption className="ds-sr-only">{texts.historyTable}</caption>
        <TableHead
          cells={[
            { name: texts.from },
            { name: texts.to },
            { name: texts.tag },
            { name: texts.agreement, className: 'wide-only' },
          ]}
        />
        <Table.Body>
          {times.map(({ from, to, tagNumber, agreement }) => (
            <Table.Row key={from}>
              <Table.Cell>{from}</Table.Cell>
              <Table.Cell>{to ?? texts.until}</Table.Cell>
              <Table.Cell className="tag-number">
                {tagNumber ?? texts.noTag}
                <span className="narrow-only quiet">{agreement}</span>
              </Table.Cell>
              <Table.Cell className="wide-only">{agreement}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  )
}
