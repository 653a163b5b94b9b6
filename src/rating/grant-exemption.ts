import { findDecider, whyNotFor } from '#access/find-decider.ts'
import type { Day } from '#core/dated.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { ExemptionRefusal } from '#words/corrections.ts'
import { type Granted, grantedFor } from './exemption.ts'
import { endExemptions, lockExemptionChargers, saveExemption, standsAfter } from './store-exemptions.ts'
import type { PersonalExemption } from './stretch.ts'

export type Application = {
  readonly kind: PersonalExemption['kind']
  readonly country: string
  readonly plate: string
  /** The company that decides; its decision holds in every ring. */
  readonly chargerId: number
  /** Of that company's staff: their e-mail address. */
  readonly by: string
  readonly permitExpiresOn: Day | undefined
  readonly permitMonthsMin: number
}

/** Grants what was applied for, from the day after. The vehicle's agreement and tag of this moment are the ones it is for. */
export async function grantExemption(
  db: Db,
  application: Application,
  now: number,
): Promise<Granted | Refusal<ExemptionRefusal>> {
  const { kind, chargerId, by, permitExpiresOn, permitMonthsMin } = application
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const others = whyNotFor(staff, chargerId)
    if (others) return others
    const holder = await readHolder(tx, application, now)
    if (!holder) return refuse('unknown-vehicle')
    if (holder.agreement_id === null || !holder.valid) return refuse('agreement-not-valid')
    if (holder.tag_id === null) return refuse('no-tag-in-vehicle')
    if (holder.exempt) return refuse('already-exempt')
    const granted = grantedFor({ kind, decidedOn: osloDay(now), permitExpiresOn }, { permitMonthsMin })
    if (isRefusal(granted)) return granted
    const of = {
      partyId: holder.party_id,
      agreementId: holder.agreement_id,
      vehicleId: holder.vehicle_id,
      tagId: holder.tag_id,
    }
    await saveExemption(tx, { ...of, ...granted, kind, chargerId, by, decidedAt: now })
    await makeDue(tx, 'rate', [{ key: String(of.vehicleId), fromAt: granted.from }])
    return granted
  })
}

/**
 * The permit was withdrawn, or something in it was not so: from this instant on there is none. Who granted it ends it.
 * Returns how many ended.
 */
export async function endExemption(
  db: Db,
  of: { kind: PersonalExemption['kind']; country: string; plate: string; by: string },
  now: number,
): Promise<number | Refusal<ExemptionRefusal>> {
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, of.by)
    if (isRefusal(staff)) return staff
    const others = (await lockExemptionChargers(tx, of, now)).flatMap((id) => whyNotFor(staff, id) ?? [])[0]
    if (others) return others
    const ended = await endExemptions(tx, of, now)
    await makeDue(
      tx,
      'rate',
      ended.map((vehicleId) => ({ key: String(vehicleId), fromAt: now })),
    )
    return ended.length
  })
}

async function readHolder(tx: Tx, of: Application, now: number) {
  const [row] = await tx<
    {
      vehicle_id: number
      tag_id: number | null
      agreement_id: number | null
      party_id: number
      valid: boolean
      exempt: boolean
    }[]
  >`
    select v.id as vehicle_id, t.tag_id, t.agreement_id, t.party_id,
           a.valid_from <= ${now} and ${now} < coalesce(a.valid_to, 'infinity')
             and not exists (select from agreement_block b where b.agreement_id = a.id and b.during @> ${now}::timestamptz) as valid,
           exists (select from exemption e join agreement a on a.id = e.agreement_id
                   where e.vehicle_id = v.id and e.kind = ${of.kind} and e.tag_id = t.tag_id
                     and ${standsAfter(tx, now)}) as exempt
    from vehicle v
    left join tag_assignment t on t.vehicle_id = v.id and t.valid @> ${now}::timestamptz
    left join agreement a on a.id = t.agreement_id
    where v.country = ${of.country} and v.plate = ${of.plate}
    for update of v`
  return row
}
