import type { Ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import type { Plate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { parseTagNumber } from '#core/tag-number.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { HandOutRefusal } from '#words/deposits.ts'
import { type DepositTerms, depositOn } from './deposit.ts'
import { lockVehicle, readVehicleAssignments } from './read-assignments.ts'
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
  const agreement = await readHolder(tx, asked.agreementId, now)
  if (!agreement) return refuse('unknown-agreement')
  if (!agreement.valid) return refuse('agreement-not-valid')
  const vehicleId = (await saveUnknownVehicles(tx, [vehicle])).get(plateKey(vehicle))!
  await lockVehicle(tx, vehicleId)
  const there = await readVehicleAssignments(tx, vehicleId, now)
  const inTheWay = there.find((a) => a.tagId !== null || a.agreementId !== asked.agreementId)
  if (inTheWay) {
    const own = inTheWay.agreementId === asked.agreementId
    return refuse(own ? 'vehicle-has-another-tag' : 'vehicle-under-another-agreement')
  }
  const { issuerId, issuerCode, partyId } = agreement
  const tag = await lockOrNone(tx, tagNumber)
  if (tag && tag.issuerId !== issuerId) return refuse('tag-of-another-issuer')
  if (tag && !['ordered', 'returned'].includes(tag.state)) return refuse('tag-in-use')
  const tagId = await saveHandedOutTag(tx, { tagNumber, issuerId, kind: asked.kind })
  // The vehicle may have stood under the agreement without a tag; now it has one.
  await endAssignments(
    tx,
    there.map((a) => a.id),
    now,
  )
  await saveAssignment(tx, { agreementId: asked.agreementId, partyId, vehicleId, tagId, from: now, to: null })
  const keys = [`tag ${tagId}`, `vehicle ${vehicleId}`]
  await makeDue(
    tx,
    're-attribute',
    keys.map((key) => ({ key, fromAt: now })),
  )
  const deposit = depositOn(terms, issuerCode, osloDay(now))
  if (deposit === undefined) return { tagId, deposit }
  const id = await saveDeposit(tx, { tagId, agreementId: asked.agreementId, partyId, amount: deposit, now })
  await makeDue(tx, 'deposit', [{ key: String(id), fromAt: now }])
  return { tagId, deposit }
}

type Holder = { partyId: number; issuerId: number; issuerCode: string; valid: boolean }

async function readHolder(tx: Tx, agreementId: number, now: number): Promise<Holder | undefined> {
  const [holder] = await tx<Holder[]>`
    select a.party_id as "partyId", a.issuer_id as "issuerId", c.code as "issuerCode",
           a.valid_from <= ${now} and ${now} < coalesce(a.valid_to, 'infinity') as valid
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
