import { Paragraph } from '@digdir/designsystemet-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router'
import { readVehicles } from '#tags/read-vehicles.ts'
import { formatCount } from '#words/format.ts'
import { MOVE_TAG_TEXTS } from '#words/move-tag.ts'
import { REMOVE_VEHICLE_TEXTS } from '#words/remove-vehicle.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { PickVehicle } from '../../parts/pick-vehicle.tsx'
import { ofVehicle, vehicleChoice } from '../../parts/show-vehicles.tsx'
import { VehicleSearch } from '../../parts/vehicle-search.tsx'
import { fieldOf, formGuard, sentForm } from '../forms.ts'
import { pageNumber } from '../page-number.ts'
import { CHOICES_MAX, isOfTags, VEHICLE_TASKS, type VehicleTask } from '../pick-vehicle.ts'
import { asCustomer, type Context, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const task = taskOf(params.task)
  const page = pageNumber(url)
  const found = await offered(context, { task, text: '', page })
  if (page > found.pageCount || (page > 1 && found.choices.length === 0)) throw notFound()
  return { language: visitOf(context).language, guard: formGuard(context), task, page, ...found }
}

/** A search is a form that is sent, for a plate must not stand in an address. */
export async function action(args: ActionFunctionArgs) {
  const task = taskOf(args.params.task)
  const form = await sentForm(args)
  return offered(args.context, { task, text: fieldOf(form, 'sok').slice(0, 60), page: 1 })
}

function taskOf(text: string | undefined): VehicleTask {
  const task = VEHICLE_TASKS.find((one) => one === text)
  if (!task) throw notFound()
  return task
}

async function offered(context: Context, asked: { task: VehicleTask; text: string; page: number }) {
  const { task, text, page } = asked
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const search = { text, page, now, tagged: isOfTags(task), size: CHOICES_MAX }
    const { vehicles, count, pageCount } = await readVehicles(tx, partyIds, search)
    return {
      text,
      pageCount,
      shown: formatCount(vehicles.length, language),
      count: formatCount(count, language),
      choices: vehicles.map((vehicle) => vehicleChoice(ofVehicle(vehicle, language))),
    }
  })
}

export default function ChooseVehicle() {
  const shown = useLoaderData<typeof loader>()
  const found = useActionData<typeof action>()
  const { language, guard, task, page, pageCount } = shown
  const texts = VEHICLE_TEXTS[language]
  const about = REMOVE_VEHICLE_TEXTS[language]
  const which = {
    flytt: MOVE_TAG_TEXTS[language].which,
    fjern: about.which,
    solgt: about.soldWhich,
    meld: about.reportWhich,
  }[task]
  const here = `${PATH}/velg/${task}`
  return (
    <>
      <PageTitle language={language}>{which}</PageTitle>
      <VehicleSearch language={language} guard={guard} at={here} text={found?.text} />
      <Paragraph role="status">
        {found ? texts.found(found.shown, found.count) : texts.count(shown.count)}
      </Paragraph>
      <PickVehicle
        key={found?.text ?? page}
        language={language}
        action={`${PATH}/${task}`}
        label={which}
        none={found ? texts.noHits : about.none}
        choices={(found ?? shown).choices}
      />
      {!found && <Pages language={language} page={page} pageCount={pageCount} />}
    </>
  )
}
