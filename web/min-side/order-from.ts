import { makeAgreement } from '#agreements/make-agreement.ts'
import { readAgreement } from '#agreements/read-agreements.ts'
import { validFrom } from '#agreements/validity.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { orNothing, type Tx } from '#db/connection.ts'
import { orderTag } from '#tags/order-tag.ts'
import type { OrderRefusal } from '#words/tag-orders.ts'
import { NEW_AGREEMENT, termsToday, validityToday } from './add-vehicle.ts'
import { forWhom } from './for-whom.ts'
import { fieldOf } from './forms.ts'
import { askedVehicle, heavyAboveKg, plateOf } from './plate-step.ts'
import { type Context, type Customer, visitOf } from './visit.ts'

export type OrderWork = (
  tx: Tx,
  customer: Customer,
  publicId: string,
) => Promise<{ ordered: true } | Refusal<OrderRefusal>>

/** The order a filled-in form makes. The register has been asked when it answers: the transaction opens after. */
export async function orderFrom(context: Context, form: FormData): Promise<OrderWork> {
  const { language } = visitOf(context)
  const plate = plateOf(form, language)
  // The step before has looked at it; a form that comes otherwise is nobody's.
  if ('faults' in plate) throw new Response(null, { status: 400 })
  const vehicle = await askedVehicle(context, plate)
  const limitKg = await heavyAboveKg(context)
  const weight = vehicle.facts?.totalWeightKg
  const heavy = weight === undefined || weight === null ? fieldOf(form, 'tung') === 'ja' : weight > limitKg
  const { version: termsVersion } = await termsToday(context)
  const validityOf = await validityToday(context)
  const chosen = fieldOf(form, 'valg')
  // An agreement made for the order is none without it.
  return (around, customer, publicId) =>
    orNothing(around, async (tx) => {
      const { partyIds, now } = customer
      const issuer = chosen.slice(NEW_AGREEMENT.length)
      const agreement = chosen.startsWith(NEW_AGREEMENT)
        ? await newAgreement(tx, customer, {
            issuer,
            termsVersion,
            from: validFrom(validityOf(issuer), now),
          })
        : await ownAgreement(tx, partyIds, chosen)
      if (isRefusal(agreement)) return agreement
      return orderTag(tx, { publicId, ...agreement, vehicle, heavy, termsVersion, now })
    })
}

async function ownAgreement(tx: Tx, partyIds: readonly number[], publicId: string) {
  const own = await readAgreement(tx, partyIds, publicId)
  if (!own) return refuse('unknown-agreement')
  return { agreementId: own.id, partyId: own.partyId }
}

async function newAgreement(
  tx: Tx,
  customer: Customer,
  { issuer, termsVersion, from }: { issuer: string; termsVersion: string; from: number },
) {
  const partyId = forWhom(customer)
  const made = await makeAgreement(tx, {
    publicId: customer.visit.deps.newId(),
    partyId,
    issuer,
    termsVersion,
    validFrom: from,
  })
  return isRefusal(made) ? refuse('unknown-agreement') : { agreementId: made.agreementId, partyId }
}
