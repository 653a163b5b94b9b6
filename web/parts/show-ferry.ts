import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import type { FerryLimits } from '#ferry/limits.ts'
import { outlookOf } from '#ferry/outlook.ts'
import type { AccountVehicle } from '#ferry/read-account.ts'
import type { AwaitedOpening } from '#ferry/read-awaited.ts'
import type { AccountStanding, OwnPrepayment } from '#ferry/read-standing.ts'
import { FERRY_RECEIPT_TEXTS } from '#words/ferry-account-receipt.ts'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { FERRY_PREPAYMENT_TEXTS } from '#words/ferry-prepayments.ts'
import { formatCount, formatDay, formatKroner, formatMetres } from '#words/format.ts'
import { paymentSaid } from './payment-said.ts'

type Of = {
  readonly account: AccountStanding
  /** What the account waits for. Undefined: nothing, it is open or has ended. */
  readonly awaited: AwaitedOpening | undefined
  readonly prepayments: readonly OwnPrepayment[]
  readonly vehicles: readonly AccountVehicle[]
  /** Undefined: none are known of the day. */
  readonly limits: FerryLimits | undefined
  /** Somewhere only a card gives discount. */
  readonly isPaidByCard: boolean
}

/** An account in words: the page decides nothing but looks. */
export function ferryAccountInWords(
  { account, awaited, prepayments, vehicles, limits, isPaidByCard }: Of,
  language: Language,
) {
  const { publicId, number, kind, state, balance, closesAt, closedAt, beingInvoiced } = account
  const texts = FERRY_OVERVIEW_TEXTS[language]
  const kr = (amount: AccountStanding['balance']) => formatKroner(amount, language)
  const outlook = limits && outlookOf(account, account.lastTrips, limits)
  const needed = outlook ? texts.needed[kind](kr(outlook.limit)) : ''
  const closes = closesAt === null || closedAt !== null ? undefined : formatDay(osloDay(closesAt), language)
  const open = prepayments.find(
    ({ because, isEntered }) => !isEntered && (because === 'refill' || because === 'opening'),
  )
  return {
    publicId,
    name: texts.account(number),
    kind: texts.kind[kind],
    state,
    stateName: texts.states[state],
    why: texts.stateWhy({ needed, closes })[state],
    left:
      state === 'ended' || balance < 0
        ? texts.less(kr(balance))
        : texts.left(kr(balance), kr(account.agreed)),
    meter:
      outlook && state !== 'ended'
        ? {
            label: texts.meter(kr(balance), kr(account.agreed), Math.round(outlook.shareLeft * 100)),
            share: outlook.shareLeft,
            marks:
              account.agreed > 0 ? [outlook.refillAt, outlook.limit].map((at) => at / account.agreed) : [],
            low: balance <= outlook.refillAt,
          }
        : undefined,
    ahead: outlook ? aheadInWords(account, outlook, open?.because, language) : [],
    awaited: awaited && awaitedInWords(awaited, language),
    // What it waits for stands by itself.
    prepayments: prepayments
      .filter((one) => one.publicId !== awaited?.invoice?.publicId)
      .map((one) => prepaymentInWords(one, language)),
    beingInvoiced: beingInvoiced.map((amount) => FERRY_PREPAYMENT_TEXTS[language].beingInvoiced(kr(amount))),
    vehicles: vehicles.slice(0, VEHICLES_SHOWN).map((vehicle) => vehicleInWords(vehicle, language)),
    moreVehicles:
      vehicles.length > VEHICLES_SHOWN
        ? texts.andMore(formatCount(vehicles.length - VEHICLES_SHOWN, language))
        : undefined,
    mayLackCard: isPaidByCard && state !== 'ended' && vehicles.some(({ cardState }) => cardState === null),
  }
}

/** A fleet's whole list is a page of its own. */
const VEHICLES_SHOWN = 10

/** What happens next: how far it reaches, when the refill is asked for, when the discount ends. */
function aheadInWords(
  { state, kind, agreed }: AccountStanding,
  { refillAt, limit, trips }: ReturnType<typeof outlookOf>,
  asked: OwnPrepayment['because'] | undefined,
  language: Language,
): readonly string[] {
  const texts = FERRY_OVERVIEW_TEXTS[language]
  const kr = (amount: AccountStanding['balance']) => formatKroner(amount, language)
  if (state === 'waiting' || state === 'ended') return []
  const lasts =
    trips === undefined
      ? texts.noTripsYet
      : trips.left === 0
        ? texts.lastsNone
        : texts.lasts(formatCount(trips.left, language), kr(trips.each))
  const until = trips && trips.untilRefill > 0 ? formatCount(trips.untilRefill, language) : undefined
  return [
    lasts,
    ...(asked === 'refill' ? [texts.refillAsked] : []),
    // While what opened the account is asked for again, no refill is.
    ...(asked === undefined ? [texts.refillAt(kr(refillAt), kr(agreed), until)] : []),
    ...(state === 'active' ? [texts.endsAt[kind](kr(limit))] : []),
  ]
}

function prepaymentInWords(one: OwnPrepayment, language: Language) {
  const { publicId, number, because, issuedOn, amount, paid, isEntered } = one
  const texts = FERRY_PREPAYMENT_TEXTS[language]
  const isOpen = paid < amount
  return {
    publicId,
    invoice: texts.invoice(number),
    because: texts.because[because],
    askedOn: texts.askedOn(formatDay(issuedOn, language)),
    amount: formatKroner(amount, language),
    state: isOpen
      ? texts.stillToPay(formatKroner(ore(amount - paid), language))
      : isEntered
        ? texts.paidAndEntered
        : texts.paidNotEntered,
    isOpen,
  }
}

function awaitedInWords({ amount, invoice }: AwaitedOpening, language: Language) {
  const { awaited, askedOn, stillToPay, paidNotEntered, invoice: named } = FERRY_PREPAYMENT_TEXTS[language]
  const kr = (ore: AwaitedOpening['amount']) => formatKroner(ore, language)
  const asked = awaited.asked(kr(amount))
  if (!invoice) return { said: [asked, FERRY_RECEIPT_TEXTS[language].making], invoice: undefined }
  const { publicId, number, issuedOn, remaining } = invoice
  const isPaid = remaining <= 0
  const parts =
    remaining < amount ? [awaited.part(kr(ore(amount - remaining))), `${stillToPay(kr(remaining))}.`] : []
  return {
    said: isPaid
      ? [asked, `${paidNotEntered} ${awaited.opensThen}`]
      : [[asked, ...parts].join(' '), awaited.noDueDate, awaited.topUpLater],
    invoice: {
      publicId,
      name: named(number),
      askedOn: askedOn(formatDay(issuedOn, language)),
      payment: isPaid ? undefined : paymentSaid({ ...invoice, dueOn: undefined }, language),
    },
  }
}

function vehicleInWords(vehicle: AccountVehicle, language: Language) {
  const { vehicleId, country, plate, length_cm, tagNumber, cardNumber, cardState } = vehicle
  const texts = FERRY_OVERVIEW_TEXTS[language]
  return {
    id: vehicleId,
    plate: shownPlate({ country, canonical: plate }),
    length: texts.length(formatMetres(length_cm, language)),
    tag: tagNumber === null ? texts.noTag : texts.tag(tagNumber),
    card: texts.card[cardState ?? 'none'](cardNumber ?? ''),
    hasCard: cardState !== null,
  }
}
