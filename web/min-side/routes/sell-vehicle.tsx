import { Button, Paragraph } from '@digdir/designsystemet-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { isRefusal } from '#core/refusal.ts'
import { recordSale } from '#tags/record-sale.ts'
import { REMOVE_VEHICLE_TEXTS } from '#words/remove-vehicle.ts'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { PickVehicle } from '../../parts/pick-vehicle.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { pickVehicle } from '../pick-vehicle.ts'
import { notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const id = url.searchParams.get('kjoretoy')
  const { chosen, ...picked } = await pickVehicle(context, id, 'solgt')
  if (id !== null && !chosen) throw notFound()
  return { ...picked, guard: formGuard(context), id: chosen?.assignmentId }
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const { deps } = visitOf(args.context)
  const id = fieldOf(form, 'kjoretoy')
  if (!/^[1-9]\d{0,14}$/.test(id)) throw notFound()
  return answerOnce(args.context, form, async (tx, { partyIds, now }) => {
    const publicId = deps.newId()
    const sold = await recordSale(tx, { publicId, partyIds, assignmentId: Number(id), now })
    if (isRefusal(sold)) throw notFound()
    return { leadsTo: `${PATH}/kvittering/${publicId}` }
  })
}

export default function SellVehicle() {
  const { language, guard, choices, shown, id } = useLoaderData<typeof loader>()
  const texts = REMOVE_VEHICLE_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.soldHeading}</PageTitle>
      <Paragraph>{texts.soldAbout}</Paragraph>
      {shown ? (
        <form method="post" action={`${PATH}/solgt?kjoretoy=${id}`} className="flow">
          <Guard guard={guard} />
          <input type="hidden" name="kjoretoy" value={id} />
          {shown.hasTag && <Paragraph>{texts.soldTag}</Paragraph>}
          <div>
            <Button type="submit">{texts.sell(shown.plate)}</Button>
          </div>
        </form>
      ) : (
        <PickVehicle
          language={language}
          action={`${PATH}/solgt`}
          label={texts.soldWhich}
          none={texts.none}
          choices={choices}
        />
      )}
    </>
  )
}
