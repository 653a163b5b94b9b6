import { Button } from '@digdir/designsystemet-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router'
import type { Day } from '#core/dated.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { isDay } from '#formats/semicolon-rows.ts'
import { readWaitingTag, type WaitingTag } from '#tags/read-vehicles.ts'
import { recordTagEnd } from '#tags/record-tag-end.ts'
import { DEPOSIT_REFUSALS } from '#words/deposits.ts'
import { REMOVE_VEHICLE_TEXTS } from '#words/remove-vehicle.ts'
import { TAG_REFUSALS } from '#words/tags.ts'
import { TextField } from '../../parts/field.tsx'
import { Choices, FaultSummary, type Faults } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { PickVehicle } from '../../parts/pick-vehicle.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { pickVehicle, waitingIdOf } from '../pick-vehicle.ts'
import { asCustomer, type Context, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'
const ENDS = ['lost', 'stolen', 'damaged', 'returned'] as const

export async function loader({ context, url }: LoaderFunctionArgs) {
  const waitingId = url.searchParams.get('brikke')
  const waiting = waitingId === null ? undefined : await pickWaiting(context, waitingId)
  const id = url.searchParams.get('kjoretoy')
  const guard = formGuard(context)
  if (waiting) {
    const { language } = visitOf(context)
    const { waiting: texts, inNoVehicle } = REMOVE_VEHICLE_TEXTS[language]
    const subject = { tag: waiting.tagNumber, vehicle: inNoVehicle }
    const choices = ENDS_OF_WAITING.map((end) => ({ value: end, ...texts[end] }))
    const of = { name: 'brikke', value: String(waiting.tagId) }
    return { language, guard, choices: [], ends: choices, subject, of }
  }
  const { language, chosen, choices, shown } = await pickVehicle(context, id, 'meld')
  if (id !== null && !chosen) throw notFound()
  const texts = REMOVE_VEHICLE_TEXTS[language]
  return {
    language,
    guard,
    choices,
    ends: ENDS.map((end) => ({ value: end, label: texts[end], about: texts[`${end}About`] })),
    subject: shown && { tag: shown.tag, vehicle: shown.plate },
    of: { name: 'kjoretoy', value: String(chosen?.assignmentId ?? '') },
  }
}

/** What most do with a tag that waits comes first. */
const ENDS_OF_WAITING = ['returned', 'lost', 'stolen', 'damaged'] as const

async function pickWaiting(context: Context, id: string): Promise<WaitingTag> {
  const tagId = waitingIdOf(id)
  const tag =
    tagId === undefined
      ? undefined
      : await asCustomer(context, (tx, { partyIds }) => readWaitingTag(tx, partyIds, tagId))
  if (!tag) throw notFound()
  return tag
}

/** Of the tag in a vehicle, or of one that waits. */
async function tagOf(context: Context, form: FormData): Promise<string> {
  if (form.has('brikke')) return (await pickWaiting(context, fieldOf(form, 'brikke'))).tagNumber
  const { chosen } = await pickVehicle(context, fieldOf(form, 'kjoretoy'), 'meld')
  if (!chosen || chosen.tagNumber === null) throw notFound()
  return chosen.tagNumber
}

type Answer = { readonly faults: Faults; readonly values: Readonly<Record<string, string>> }

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language, deps, kept } = visitOf(context)
  const texts = REMOVE_VEHICLE_TEXTS[language]
  const tagNumber = await tagOf(context, form)
  const values = {
    hendelse: fieldOf(form, 'hendelse'),
    anmeldelse: fieldOf(form, 'anmeldelse').slice(0, 60),
    anmeldt: fieldOf(form, 'anmeldt').slice(0, 10),
  }
  const wrong = (faults: Faults): { fault: Answer } => ({ fault: { faults, values } })
  const terms = (await kept.figures()).deposits
  return answerOnce<Answer>(context, form, async (tx, { now }) => {
    const end = ENDS.find((one) => one === values.hendelse)
    if (!end) return wrong({ hendelse: texts.chooseReport })
    const reportedOn = dayOf(values.anmeldt)
    const reportedAt = reportedOn === undefined ? now : startOfOsloDay(reportedOn)
    if (end === 'stolen' && (reportedOn === undefined || reportedAt > now))
      return wrong({
        ...(values.anmeldelse === '' ? { anmeldelse: TAG_REFUSALS[language]['no-police-report'] } : {}),
        anmeldt: texts.wrongDay,
      })
    const publicId = deps.newId()
    const policeReference = values.anmeldelse
    const ended = await recordTagEnd(tx, {
      publicId,
      tagNumber,
      end,
      policeReference,
      reportedAt,
      now,
      terms,
    })
    if (!isRefusal(ended)) return { leadsTo: `${PATH}/kvittering/${publicId}` }
    const said = { ...DEPOSIT_REFUSALS[language], ...TAG_REFUSALS[language] }[ended.refused]
    return wrong({ [ended.refused === 'no-police-report' ? 'anmeldelse' : 'hendelse']: said })
  })
}

/** «09.12.2019» */
function dayOf(text: string): Day | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? []
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(iso) ? iso : undefined
}

export default function ReportTag() {
  const { language, guard, choices, ends, subject, of } = useLoaderData<typeof loader>()
  const answered: Answer | undefined = useActionData<typeof action>()
  const texts = REMOVE_VEHICLE_TEXTS[language]
  const { faults, values } = answered ?? { faults: undefined, values: {} as Answer['values'] }
  return (
    <>
      <PageTitle language={language}>{texts.reportHeading}</PageTitle>
      <FaultSummary faults={faults} language={language} />
      {subject ? (
        <form method="post" action={`${PATH}/meld?${of.name}=${of.value}`} className="flow" noValidate>
          <Guard guard={guard} />
          <input type="hidden" name={of.name} value={of.value} />
          <p>
            <span className="tag-number strong">{subject.tag}</span> · {subject.vehicle}
          </p>
          <Choices
            name="hendelse"
            label={texts.reportWhat}
            choices={ends}
            value={values.hendelse}
            fault={faults?.hendelse}
          />
          <TextField
            name="anmeldelse"
            label={texts.police}
            about={texts.policeAbout}
            value={values.anmeldelse}
            fault={faults?.anmeldelse}
          />
          <TextField
            name="anmeldt"
            label={texts.policeOn}
            about={texts.policeOnAbout}
            value={values.anmeldt}
            fault={faults?.anmeldt}
          />
          <div>
            <Button type="submit">{texts.report}</Button>
          </div>
        </form>
      ) : (
        <PickVehicle
          language={language}
          action={`${PATH}/meld`}
          label={texts.reportWhich}
          none={texts.none}
          choices={choices}
        />
      )}
    </>
  )
}
