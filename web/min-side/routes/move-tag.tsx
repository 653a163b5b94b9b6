import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { addDays, osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { tagTermsOn } from '#tags/move.ts'
import { recordMove } from '#tags/record-move.ts'
import { countryNames } from '#words/countries.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { formatWeekday } from '#words/format.ts'
import { MOVE_TAG_TEXTS } from '#words/move-tag.ts'
import { type MoveRefusal, TAG_REFUSALS } from '#words/tags.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { Carried, Choices, FaultSummary, type Faults } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { NothingToChoose } from '../../parts/nothing-to-choose.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { PlateFields, RegisteredVehicle, type ShownFacts } from '../../parts/plate-fields.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { pickVehicle } from '../pick-vehicle.ts'
import { askedVehicle, plateOf, shownFacts } from '../plate-step.ts'
import { type Context, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const id = url.searchParams.get('kjoretoy')
  const { language, choices, areMany, chosen } = await pickVehicle(context, id, 'flytt')
  if (id !== null && !chosen) throw notFound()
  return {
    language,
    guard: formGuard(context),
    steps: choices.length > 0,
    countries: countryNames(language),
    choices,
    areMany,
    chosen: chosen && String(chosen.assignmentId),
  }
}

type Page = {
  readonly step: 'tag' | 'day'
  readonly values: Readonly<Record<string, string>>
  readonly faults: Faults | undefined
  readonly facts?: ShownFacts
  readonly from?: string
  readonly to?: string
  readonly days?: readonly { readonly value: string; readonly label: string }[]
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language, kept, deps, onlyLanguage } = visitOf(context)
  const texts = MOVE_TAG_TEXTS[language]
  const values = {
    brikke: fieldOf(form, 'brikke'),
    land: fieldOf(form, 'land'),
    kjennemerke: fieldOf(form, 'kjennemerke').slice(0, 30),
    dag: fieldOf(form, 'dag'),
  }
  const again = (faults: Faults | undefined): Page => ({ step: 'tag', values, faults })
  const isOnDay = fieldOf(form, 'steg') === 'day'
  if (fieldOf(form, 'til') === 'tag' || (onlyLanguage && !isOnDay)) return again(undefined)
  const { chosen: vehicle } = await pickVehicle(context, values.brikke, 'flytt')
  const plate = plateOf(form, language)
  const unchosen = vehicle ? {} : { brikke: texts.chooseTag }
  if ('faults' in plate) return again({ ...unchosen, ...plate.faults })
  if (!vehicle) return again(unchosen)
  const { tagNumber } = vehicle
  if (tagNumber === null) throw notFound()
  const asked = await askedVehicle(context, plate)
  const page: Page = {
    step: 'day',
    values,
    faults: undefined,
    facts: await shownFacts(context, asked),
    from: shownPlate({ country: vehicle.country, canonical: vehicle.plate }),
    to: shownPlate(plate),
    days: await daysOf(context),
  }
  if (!isOnDay || onlyLanguage) return page
  if (!page.days?.some(({ value }) => value === values.dag))
    return { ...page, faults: { dag: texts.chooseDay } }
  const terms = tagTermsOn((await kept.figures()).tags, osloDay(deps.now()))
  return answerOnce(context, form, async (tx, { now }) => {
    const publicId = deps.newId()
    const moved = await recordMove(tx, {
      publicId,
      tagNumber,
      vehicle: asked,
      effectiveOn: values.dag,
      now,
      terms,
    })
    if (!isRefusal(moved)) return { leadsTo: `${PATH}/kvittering/${publicId}` }
    const faults = (field: string) => ({ [field]: TAG_REFUSALS[language][moved.refused] })
    const field = EARLIER_FIELDS[moved.refused]
    return { fault: field ? again(faults(field)) : { ...page, faults: faults('dag') } }
  })
}

/** What is refused for what was filled in before the day. */
const EARLIER_FIELDS: Partial<Record<MoveRefusal, string>> = {
  'unknown-tag': 'brikke',
  'same-vehicle': 'kjennemerke',
  'vehicle-has-another-tag': 'kjennemerke',
  'vehicle-under-another-agreement': 'kjennemerke',
}

/** Today and as many days back as the dated data allows. */
async function daysOf(context: Context) {
  const { language, kept, deps } = visitOf(context)
  const today = osloDay(deps.now())
  const { moveDaysBackMax } = tagTermsOn((await kept.figures()).tags, today)
  return Array.from({ length: moveDaysBackMax + 1 }, (_, back) => {
    const day = addDays(today, -back)
    return { value: day, label: back === 0 ? MOVE_TAG_TEXTS[language].today : formatWeekday(day, language) }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function MoveTag() {
  const shown = useLoaderData<typeof loader>()
  const answered: Page | undefined = useActionData<typeof action>()
  const { language } = shown
  const texts = MOVE_TAG_TEXTS[language]
  const page = answered ?? {
    step: 'tag',
    values: shown.chosen ? { brikke: shown.chosen } : {},
    faults: undefined,
  }
  return (
    <>
      <div className="stack">
        <p className="quiet">{FLOW_TEXTS[language].step(page.step === 'tag' ? 1 : 2, 2)}</p>
        <PageTitle language={language}>{page.step === 'tag' ? texts.heading : texts.check}</PageTitle>
      </div>
      <FaultSummary faults={page.faults} language={language} />
      {shown.choices.length === 0 ? (
        <NothingToChoose says={texts.none} back={{ to: PATH, text: VEHICLE_TEXTS[language].toList }} />
      ) : (
        <form method="post" action={addressOf(shown)} id="steps" className="flow" key={page.step} noValidate>
          <Guard guard={shown.guard} />
          <input type="hidden" name="steg" value={page.step} />
          {page.step === 'tag' ? (
            <TagStep shown={shown} page={page} />
          ) : (
            <DayStep language={language} page={page} />
          )}
        </form>
      )}
    </>
  )
}

/** The chosen one stays in the address, by our number, also when the page comes back. */
function addressOf({ chosen }: Shown): string {
  return `${PATH}/flytt${chosen === undefined ? '' : `?kjoretoy=${chosen}`}`
}

function TagStep({ shown: { language, choices, areMany, countries }, page }: { shown: Shown; page: Page }) {
  const texts = MOVE_TAG_TEXTS[language]
  return (
    <>
      <Choices
        name="brikke"
        label={texts.which}
        choices={choices}
        value={page.values.brikke ?? (choices.length === 1 ? choices[0]?.value : undefined)}
        fault={page.faults?.brikke}
      />
      {areMany && (
        <Link asChild>
          <RouterLink to={`${PATH}/velg/flytt`}>{texts.another}</RouterLink>
        </Link>
      )}
      <Heading level={2} data-size="xs">
        {texts.toWhich}
      </Heading>
      <PlateFields language={language} faults={page.faults} values={page.values} countries={countries} />
      <div>
        <Button type="submit">{FLOW_TEXTS[language].next}</Button>
      </div>
    </>
  )
}

function DayStep({ language, page }: { language: Shown['language']; page: Page }) {
  const texts = MOVE_TAG_TEXTS[language]
  const { brikke = '', land = '', kjennemerke = '', dag } = page.values
  const { facts, from = '', to = '', days = [] } = page
  return (
    <>
      <Carried values={{ brikke, land, kjennemerke }} />
      {facts && <RegisteredVehicle language={language} plate={to} facts={facts} />}
      <Choices
        name="dag"
        label={texts.check}
        about={texts.checkAbout(days.length - 1)}
        choices={days}
        value={dag || days[0]?.value}
        fault={page.faults?.dag}
      />
      <Paragraph>{texts.consequences(from, to)}</Paragraph>
      <div className="flow-buttons">
        <Button type="submit">{texts.move}</Button>
        <Button type="submit" name="til" value="tag" variant="secondary">
          {FLOW_TEXTS[language].back}
        </Button>
      </div>
    </>
  )
}
