import { Button, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import type { Language } from '#core/language.ts'
import { NO_MONEY, ore } from '#core/money.ts'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { readTagChange, type ShownChange } from '#payments/read-tag-change.ts'
import { readUndoRefusal, undoChange } from '#tags/undo-change.ts'
import { formatInstant, formatKroner } from '#words/format.ts'
import { TAG_CHANGE_TEXTS, UNDO_REFUSALS } from '#words/tag-changes.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { Facts, FaultSummary } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, formGuard, sentForm } from '../forms.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

export async function loader({ context, params }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const publicId = params.publicId ?? ''
    const change = await readTagChange(tx, partyIds, publicId)
    if (!change) throw notFound()
    return {
      language,
      guard: formGuard(context),
      publicId,
      kind: change.kind,
      hasTag: change.tagNumber !== null,
      hasVehicle: change.vehicle !== null,
      undone: change.undoneAt !== null,
      undoable: (await readUndoRefusal(tx, { publicId, now })) === undefined,
      rows: rowsOf(change, language),
      endedWith: change.endedWith.join(', '),
    }
  })
}

function rowsOf(change: ShownChange, language: Language) {
  const texts = TAG_CHANGE_TEXTS[language]
  const { tagNumber, vehicle, toVehicle, returned, kind } = change
  const deposit = kind === 'settled' ? texts.depositWhen : texts.depositNow
  return [
    ...(tagNumber ? [{ name: texts.tag, value: tagNumber }] : []),
    ...(vehicle ? [{ name: texts.fromVehicle, value: shownPlate(vehicle) }] : []),
    ...(toVehicle ? [{ name: texts.toVehicle, value: shownPlate(toVehicle) }] : []),
    { name: texts.agreement, value: `${change.agreementNumber}, ${change.issuerName}` },
    { name: texts.holdsFrom, value: formatInstant(change.holdsFrom, language) },
    { name: texts.madeAt, value: formatInstant(change.madeAt, language) },
    ...(returned > NO_MONEY
      ? [{ name: texts.deposit, value: deposit(formatKroner(returned, language)) }]
      : []),
    ...(kind === 'moved' && change.holdsFrom < change.madeAt
      ? [{ name: texts.difference, value: differenceOf(change, language) }]
      : []),
  ]
}

function differenceOf({ difference }: ShownChange, language: Language): string {
  const texts = TAG_CHANGE_TEXTS[language]
  if (difference === undefined) return texts.notYet
  if (difference === NO_MONEY) return texts.same
  const amount = formatKroner(ore(Math.abs(difference)), language)
  return difference > NO_MONEY ? texts.more(amount) : texts.less(amount)
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const { language } = visitOf(args.context)
  const publicId = args.params.publicId ?? ''
  return answerOnce(args.context, form, async (tx, { partyIds, now }) => {
    if (!(await readTagChange(tx, partyIds, publicId))) throw notFound()
    const undone = await undoChange(tx, { publicId, now })
    if (!isRefusal(undone) || undone.refused === 'undone-already')
      return { leadsTo: `${PATH}/kvittering/${publicId}` }
    return { fault: { angre: UNDO_REFUSALS[language][undone.refused] } }
  })
}

export default function TagChange() {
  const { language, guard, publicId, kind, hasTag, hasVehicle, undone, undoable, rows, endedWith } =
    useLoaderData<typeof loader>()
  const faults = useActionData<typeof action>()
  const texts = TAG_CHANGE_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{undone ? texts.undone : texts.done[kind]}</PageTitle>
      <FaultSummary faults={faults} language={language} />
      {undone && <Paragraph>{texts.undoneAbout}</Paragraph>}
      <section className="panel" aria-label={texts.done[kind]}>
        <Facts rows={rows} />
      </section>
      {!undone && (
        <div className="stack">
          {endedWith && <Paragraph>{texts.endedWith(endedWith)}</Paragraph>}
          {hasTag && (kind === 'kept' || kind === 'sold') && <Paragraph>{texts.waiting}</Paragraph>}
          {hasTag && kind === 'settled' && <Paragraph>{texts.sendBack}</Paragraph>}
          {hasVehicle && (kind === 'lost' || kind === 'stolen' || kind === 'damaged') && (
            <Paragraph>{texts.order}</Paragraph>
          )}
          {(kind === 'moved' || kind === 'mounted') && <Paragraph>{texts.notified}</Paragraph>}
        </div>
      )}
      {undoable && (
        <form method="post" action={`${PATH}/kvittering/${publicId}`} className="stack">
          <Guard guard={guard} />
          <Paragraph>{texts.undoAbout}</Paragraph>
          <div>
            <Button type="submit" variant="secondary" id="angre">
              {texts.undo}
            </Button>
          </div>
        </form>
      )}
      <div>
        <Link asChild>
          <RouterLink to={PATH}>{VEHICLE_TEXTS[language].toList}</RouterLink>
        </Link>
      </div>
    </>
  )
}
