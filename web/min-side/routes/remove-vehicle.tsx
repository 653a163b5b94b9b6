import { Button, Paragraph } from '@digdir/designsystemet-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router'
import { NO_MONEY } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { readRemoval } from '#payments/read-removal.ts'
import { readOwnAssignment } from '#tags/read-held.ts'
import { recordRemoval } from '#tags/record-removal.ts'
import { formatKroner } from '#words/format.ts'
import { REMOVE_VEHICLE_TEXTS } from '#words/remove-vehicle.ts'
import { Choices, FaultSummary } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { payoutSaid } from '../../parts/payout-said.ts'
import { PickVehicle } from '../../parts/pick-vehicle.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { pickVehicle } from '../pick-vehicle.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const id = url.searchParams.get('kjoretoy')
  const { chosen, ...picked } = await pickVehicle(context, id, 'fjern')
  if (id !== null && !chosen) throw notFound()
  const terms = (await visitOf(context).kept.figures()).deposits
  const follows =
    chosen &&
    (await asCustomer(context, async (tx, { partyIds, now }) => {
      const own = await readOwnAssignment(tx, { partyIds, id: chosen.assignmentId, at: now })
      return own && readRemoval(tx, { ...own, now, terms })
    }))
  const { language } = picked
  return {
    ...picked,
    guard: formGuard(context),
    id: chosen?.assignmentId,
    follows: follows && {
      deposit: follows.deposit > NO_MONEY ? formatKroner(follows.deposit, language) : undefined,
      isLast: follows.vehicleCount === 1,
      endsWith: follows.tagCount === 1 ? follows.supplementary.join(', ') : '',
      payout: payoutSaid(follows, language),
    },
  }
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language, deps, kept } = visitOf(context)
  const terms = (await kept.figures()).deposits
  const id = fieldOf(form, 'kjoretoy')
  if (!/^[1-9]\d{0,14}$/.test(id)) throw notFound()
  return answerOnce(context, form, async (tx, { partyIds, now }) => {
    const own = await readOwnAssignment(tx, { partyIds, id: Number(id), at: now })
    if (!own) throw notFound()
    const said = own.tagId === null ? 'kept' : fieldOf(form, 'brikke')
    if (said !== 'settled' && said !== 'kept')
      return { fault: { brikke: REMOVE_VEHICLE_TEXTS[language].chooseWhat } }
    const publicId = deps.newId()
    const removed = await recordRemoval(tx, {
      publicId,
      partyIds,
      assignmentId: own.id,
      what: said,
      now,
      terms,
    })
    if (isRefusal(removed)) throw notFound()
    return { leadsTo: `${PATH}/kvittering/${publicId}` }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function RemoveVehicle() {
  const shown = useLoaderData<typeof loader>()
  const faults = useActionData<typeof action>()
  const { language, choices } = shown
  const texts = REMOVE_VEHICLE_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>
        {shown.shown ? texts.remove(shown.shown.plate) : texts.heading}
      </PageTitle>
      <FaultSummary faults={faults} language={language} />
      {shown.shown ? (
        <RemoveForm shown={shown} fault={faults?.brikke} />
      ) : (
        <PickVehicle
          language={language}
          action={`${PATH}/fjern`}
          label={texts.which}
          none={texts.none}
          choices={choices}
        />
      )}
    </>
  )
}

function RemoveForm({ shown, fault }: { shown: Shown; fault: string | undefined }) {
  const { language, guard, id, follows } = shown
  const texts = REMOVE_VEHICLE_TEXTS[language]
  const vehicle = shown.shown
  if (!vehicle || !follows) return null
  const { deposit, isLast, endsWith, payout } = follows
  const about = deposit ? texts.settleAbout(deposit) : texts.settleNoDeposit
  return (
    <form method="post" action={`${PATH}/fjern?kjoretoy=${id}`} className="flow" noValidate>
      <Guard guard={guard} />
      <input type="hidden" name="kjoretoy" value={id} />
      {vehicle.hasTag ? (
        <Choices
          name="brikke"
          label={texts.what}
          choices={[
            {
              value: 'settled',
              label: texts.settle,
              about: deposit ? `${about} ${texts.how} ${payout}` : about,
            },
            { value: 'kept', label: texts.keep, about: texts.keepAbout },
          ]}
          fault={fault}
        />
      ) : (
        <Paragraph>{texts.noTag}</Paragraph>
      )}
      {endsWith && <Paragraph>{texts.supplementary(endsWith)}</Paragraph>}
      {isLast && <Paragraph>{texts.last}</Paragraph>}
      <Paragraph>{texts.undo}</Paragraph>
      <div>
        <Button type="submit">{texts.remove(vehicle.plate)}</Button>
      </div>
    </form>
  )
}
