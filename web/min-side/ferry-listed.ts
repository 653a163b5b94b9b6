import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { isPaidByCard } from '#ferry/media.ts'
import { withTags } from '#ferry/open-account.ts'
import { type AgreementKind, agreedAmount } from '#ferry/prepaid-amount.ts'
import { checkVehicles, type FerryVehicle } from '#ferry/vehicle.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FERRY_ACCOUNT_REFUSALS } from '#words/ferry-accounts.ts'
import { formatKroner, formatMetres } from '#words/format.ts'
import type { ListedVehicle } from '../parts/ferry-vehicle.tsx'
import { type CarriedVehicle, rulesToday, writtenOf } from './ferry-vehicle-step.ts'
import { asCustomer, type Context, visitOf } from './visit.ts'

export type Listed = {
  readonly lines: readonly ListedVehicle[]
  readonly total: string
  /** There is room for one more. */
  readonly isOpen: boolean
  /** Those without a card, where some connection is paid by card. */
  readonly noCard: string
}

/** The vehicles of an order as they are looked through, and what they ask for ahead. */
export async function listedOf(
  context: Context,
  kind: AgreementKind,
  vehicles: readonly CarriedVehicle[],
): Promise<Listed> {
  const { language, deps } = visitOf(context)
  const day = osloDay(deps.now())
  const { rules, limits } = await rulesToday(context)
  const checked = limits ? checkVehicles(vehicles.map(writtenOf), kind, limits) : undefined
  // What a step before has let through and another customer has changed is told when it is ordered.
  const known = checked === undefined || isRefusal(checked) ? [] : await tagged(context, checked)
  const texts = FERRY_OPEN_TEXTS[language]
  const amount = (lengths: readonly number[]) => {
    const agreed = agreedAmount(kind, lengths, day, rules)
    return isRefusal(agreed)
      ? FERRY_ACCOUNT_REFUSALS[language][agreed.refused]
      : formatKroner(agreed, language)
  }
  const lines = known.map(({ country, plate, length_cm, tagNumber, card }) => ({
    plate: shownPlate({ country, canonical: plate }),
    // Private vehicles share one amount: one for each would look like several.
    about:
      kind === 'private'
        ? `${formatMetres(length_cm, language)} m`
        : texts.oneLine(formatMetres(length_cm, language), amount([length_cm])),
    tag: tagNumber,
    hasCard: card,
  }))
  const without = lines.filter(({ hasCard }) => !hasCard).map(({ plate }) => plate)
  return {
    lines,
    total: amount(known.map(({ length_cm }) => length_cm)),
    isOpen: kind === 'organisation' || limits === undefined || vehicles.length < limits.privateVehiclesMax,
    noCard: isPaidByCard(rules, day) ? without.join(', ') : '',
  }
}

function tagged(context: Context, vehicles: readonly FerryVehicle[]): Promise<readonly FerryVehicle[]> {
  return asCustomer(context, (tx, { now }) => withTags(tx, vehicles, now))
}
