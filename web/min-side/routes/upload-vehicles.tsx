import { Alert, Button, Paragraph, Table } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  useActionData,
  useLoaderData,
} from 'react-router'
import { readAgreements } from '#agreements/read-agreements.ts'
import { isRefusal } from '#core/refusal.ts'
import { type FaultyRow, parseVehicleList, VEHICLE_LIST_BYTES_MAX } from '#formats/vehicle-list.ts'
import { askOwners } from '#tags/ask-vehicle.ts'
import { orderTags } from '#tags/order-tags.ts'
import { AGREEMENT_CHANGE_TEXTS } from '#words/agreement-changes.ts'
import { BALANCE_TEXTS } from '#words/balance.ts'
import { formatCount, formatDay } from '#words/format.ts'
import { UPLOAD_VEHICLE_TEXTS } from '#words/upload-vehicles.ts'
import { Field } from '../../parts/field.tsx'
import { Choices, FaultSummary, type Faults } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { TableHead } from '../../parts/table-head.tsx'
import { TermsTick } from '../../parts/terms-tick.tsx'
import { termsToday } from '../add-vehicle.ts'
import { answerOnce, fieldOf, formGuard } from '../forms.ts'
import { heavyAboveKg } from '../plate-step.ts'
import { sentWithin } from '../sent-files.ts'
import { asCustomer, visitOf } from '../visit.ts'

export const access = 'customer'
export const takesFiles = true

const PATH = '/min-side/brikker-og-kjoretoy/last-opp'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const terms = await termsToday(context)
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const agreements = await readAgreements(tx, partyIds, now)
    const added = Number(url.searchParams.get('lagt-til') ?? 0)
    return {
      language,
      guard: formGuard(context),
      terms: formatDay(terms.from, language),
      termsVersion: terms.version,
      done: added > 0 ? UPLOAD_VEHICLE_TEXTS[language].done(formatCount(added, language)) : undefined,
      agreements: agreements
        .filter(({ kind, validTo }) => kind === 'main' && (validTo === null || validTo > now))
        .map(({ publicId, issuerName, number }) => ({
          value: publicId,
          label: BALANCE_TEXTS[language].agreement(issuerName, number),
        })),
    }
  })
}

type Answer = { readonly faults: Faults; readonly rows: readonly FaultyRow[]; readonly chosen: string }

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const { language, deps } = visitOf(context)
  const texts = UPLOAD_VEHICLE_TEXTS[language]
  const form = await sentWithin(args, VEHICLE_LIST_BYTES_MAX)
  if (!form) return data<Answer>({ faults: { fil: texts.tooLarge }, rows: [], chosen: '' }, { status: 413 })
  const agreementPublicId = fieldOf(form, 'avtale')
  const wrong = (faults: Faults, rows: readonly FaultyRow[] = []): { fault: Answer } => ({
    fault: { faults, rows, chosen: agreementPublicId },
  })
  const file = form.get('fil')
  const isFile = file instanceof File && file.size > 0
  const list = isFile && file.size <= VEHICLE_LIST_BYTES_MAX ? parseVehicleList(await file.text()) : undefined
  const { version: termsVersion } = await termsToday(context)
  const read = list && !isRefusal(list) ? list : undefined
  const heavyAbove = await heavyAboveKg(context)
  const asked = await askOwners(deps.register, read?.vehicles ?? [], deps.now())
  return answerOnce<Answer>(context, form, async (tx, { partyIds, now }) => {
    if (!isFile) return wrong({ fil: texts.noFile })
    if (!list) return wrong({ fil: texts.tooLarge })
    if (isRefusal(list)) return wrong({ fil: texts.refused[list.refused] })
    if (list.faults.length > 0) return wrong({ fil: texts.rowsRefused(list.faults.length) }, list.faults)
    if (fieldOf(form, 'vilkar') !== termsVersion)
      return wrong({ vilkar: AGREEMENT_CHANGE_TEXTS[language].mustAccept })
    const { newId } = deps
    const { vehicles } = list
    const done = await orderTags(tx, {
      partyIds,
      agreementPublicId,
      vehicles,
      asked,
      termsVersion,
      heavyAboveKg: heavyAbove,
      now,
      newId,
    })
    if (isRefusal(done)) return wrong({ avtale: texts.refused[done.refused] })
    if ('rows' in done) return wrong({ fil: texts.rowsRefused(done.rows.length) }, done.rows)
    return { leadsTo: `${PATH}?lagt-til=${done.ordered}` }
  })
}

export default function UploadVehicles() {
  const { language, guard, agreements, terms, termsVersion, done } = useLoaderData<typeof loader>()
  const answered: Answer | undefined = useActionData<typeof action>()
  const texts = UPLOAD_VEHICLE_TEXTS[language]
  const faults = answered?.faults
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
        <Paragraph>
          <code>{texts.example}</code>
        </Paragraph>
      </div>
      <FaultSummary faults={faults} language={language} />
      {done && !answered && (
        <Alert data-color="success">
          <Paragraph>{done}</Paragraph>
        </Alert>
      )}
      {answered && answered.rows.length > 0 && <FaultyRows language={language} rows={answered.rows} />}
      {agreements.length === 0 ? (
        <Paragraph className="panel">{texts.noAgreement}</Paragraph>
      ) : (
        <form method="post" action={PATH} encType="multipart/form-data" className="flow" noValidate>
          <Guard guard={guard} />
          <Choices
            name="avtale"
            label={texts.agreement}
            choices={agreements}
            value={answered?.chosen || agreements[0]?.value}
            fault={faults?.avtale}
          />
          <Field name="fil" label={texts.file} about={texts.fileAbout} fault={faults?.fil}>
            {(attributes) => <input {...attributes} type="file" accept=".csv,text/csv,text/plain" />}
          </Field>
          <TermsTick
            version={termsVersion}
            label={AGREEMENT_CHANGE_TEXTS[language].accept(terms)}
            read={AGREEMENT_CHANGE_TEXTS[language].readTerms}
            fault={faults?.vilkar}
          />
          <div>
            <Button type="submit">{texts.send}</Button>
          </div>
        </form>
      )}
    </>
  )
}

function FaultyRows({
  language,
  rows,
}: {
  language: keyof typeof UPLOAD_VEHICLE_TEXTS
  rows: readonly FaultyRow[]
}) {
  const texts = UPLOAD_VEHICLE_TEXTS[language]
  return (
    <Table className="invoices">
      <caption className="ds-sr-only">{texts.why}</caption>
      <TableHead cells={[{ name: texts.line }, { name: texts.content }, { name: texts.why }]} />
      <Table.Body>
        {rows.map(({ line, text, fault }) => (
          <Table.Row key={line}>
            <Table.Cell className="numbers">{line}</Table.Cell>
            <Table.Cell translate="no">{text}</Table.Cell>
            <Table.Cell>{texts.rows[fault]}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}
