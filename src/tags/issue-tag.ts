import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import type { Plate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { parseTagNumber } from '#core/tag-number.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { HandOutRefusal } from '#words/deposits.ts'
import { type DepositTerms, depositOn } from './deposit.ts'
import { holdVehicle } from './hold-vehicle.ts'
import {
  endAssignments,
  saveAssignment,
  saveDeposit,
  saveHandedOutTag,
  saveUnknownVehicles,
} from './store.ts'
import { plateKey } from './vehicle.ts'

export type HandOut = {
  readonly tagNumber: string
  readonly kind: 'light' | 'heavy'
  readonly agreementId: number
  readonly vehicle: Plate
  readonly now: number
  readonly terms: DepositTerms
}

/** A tag is handed out to an agreement for one of its vehicles, against a deposit (terms 1.4) that comes on the next invoice. */
export async function issueTag(
  tx: Tx,
  { now, terms, vehicle, ...asked }: HandOut,
): Promise<{ tagId: number; deposit: Ore | undefined } | Refusal<HandOutRefusal>> {
  const tagNumber = parseTagNumber(asked.tagNumber)
  if (isRefusal(tagNumber)) return tagNumber
  const agreement = await readHolder(tx, asked.agreementId)
  if (!agreement) return refuse('unknown-agreement')
  if (agreement.validTo !== null && agreement.validTo <= now) return refuse('agreement-not-valid')
  const from = Math.max(now, agreement.validFrom)
  const vehicleId = (await saveUnknownVehicles(tx, [vehicle])).get(plateKey(vehicle))!
  const { issuerId, issuerCode, partyId } = agreement
  const held = { vehicleId, agreementId: asked.agreementId, partyId, at: from, to: null }
  const { inTheWay, there } = await holdVehicle(tx, held)
  if (inTheWay) return refuse(inTheWay)
  const tag = await lockOrNone(tx, tagNumber)
  if (tag && tag.issuerId !== issuerId) return refuse('tag-of-another-issuer')
  if (tag && !['ordered', 'returned'].includes(tag.state)) return refuse('tag-in-use')
  const tagId = await saveHandedOutTag(tx, { tagNumber, issuerId, kind: asked.kind })
  // The vehicle may have stood under the agreement without a tag; now it has one.
  await endAssignments(
    tx,
    there.map((a) => a.id),
    from,
  )
  await saveAssignment(tx, { agreementId: asked.agreementId, partyId, vehicleId, tagId, from, to: null })
  const keys = [`tag ${tagId}`, `vehicle ${vehicleId}`]
  await makeDue(
    tx,
    're-attribute',
    keys.map((key) => ({ key, fromAt: from })),
  )
  const deposit = depositOn(terms, issuerCode, osloDay(now))
  if (deposit === undefined) return { tagId, deposit }
  const id = await saveDeposit(tx, { tagId, agreementId: asked.agreementId, partyId, amount: deposit, now })
  await makeDue(tx, 'deposit', [{ key: String(id), fromAt: now }])
  return { tagId, deposit }
}

type Holder = {
  partyId: number
  issuerId: number
  issuerCode: string
  validFrom: number
  validTo: number | null
}

async function readHolder(tx: Tx, agreementId: number): Promise<Holder | undefined> {
  const [holder] = await tx<Holder[]>`
    select a.party_id as "partyId", a.issuer_id as "issuerId", c.code as "issuerCode",
           a.valid_from as "validFrom", a.valid_to as "validTo"
    from agreement a join company c on c.id = a.issuer_id where a.id = ${agreementId}`
  return holder
}

async function lockOrNone(
  tx: Tx,
  tagNumber: string,
): Promise<{ issuerId: number; state: string } | undefined> {
  const [tag] = await tx<{ issuerId: number; state: string }[]>`
    select issuer_id as "issuerId", state from tag where tag_number = ${tagNumber} for no key update`
  return tag
}
