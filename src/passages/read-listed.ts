import type { Queryable } from '#db/connection.ts'

/** A passage that somebody should look at, without whose it is. */
export type ListedPassage = {
  readonly id: number
  readonly charger: string
  readonly sequence: number
  readonly station: string
  readonly passedAt: number
}

/** Terms 2.2: the tag was read in another vehicle than its own. The newest first, of an Oslo month. */
export async function readTagsElsewhere(
  db: Queryable,
  of: { monthOn: string; limit: number },
): Promise<readonly ListedPassage[]> {
  return db<ListedPassage[]>`
    select p.id, c.code as charger, p.sequence, s.code as station, p.passed_at as "passedAt"
    from passage p join company c on c.id = p.charger_id join station s on s.id = p.station_id
    where p.month_on = ${of.monthOn} and p.tag_of_another_vehicle and p.ended_because is null
    order by p.passed_at desc limit ${of.limit}`
}

/**
 * Nobody's: asked so many times, no owner was found. Foreign plates without an agreement are among them, for the register
 * has Norwegian owners only. The oldest first, with the plate that a collector abroad would ask by.
 */
export async function readOwnerless(
  db: Queryable,
  of: { triesMin: number; limit: number },
): Promise<
  readonly (ListedPassage & { readonly country: string; readonly plate: string; readonly tries: number })[]
> {
  return db`
    select w.id, c.code as charger, w.sequence, s.code as station, w.passed_at as "passedAt", v.country, v.plate, w.tries
    from passage_waiting w join company c on c.id = w.charger_id join station s on s.id = w.station_id
    join vehicle v on v.id = w.vehicle_id
    where w.state = 'waiting-for-owner' and w.tries >= ${of.triesMin}
    order by w.passed_at, w.id limit ${of.limit}`
}

/** Terms 2.6: read by a tag of ours that is stolen, and by no plate. Nobody answers for it, and no other issuer knows it. */
export async function readStolenTags(
  db: Queryable,
  of: { limit: number },
): Promise<readonly ListedPassage[]> {
  return readOfTags(db, { ...of, ours: true })
}

/** Read with a tag of another issuer: they wait for that issuer, and never become an owner's invoice. */
export async function readOtherIssuers(
  db: Queryable,
  of: { limit: number },
): Promise<readonly ListedPassage[]> {
  return readOfTags(db, { ...of, ours: false })
}

async function readOfTags(
  db: Queryable,
  { ours, limit }: { readonly ours: boolean; readonly limit: number },
): Promise<readonly ListedPassage[]> {
  return db<ListedPassage[]>`
    select w.id, c.code as charger, w.sequence, s.code as station, w.passed_at as "passedAt"
    from passage_waiting w join company c on c.id = w.charger_id join station s on s.id = w.station_id
    where w.state = 'other-issuer' and exists (select from tag t where t.tag_number = w.tag_number) = ${ours}
    order by w.passed_at desc limit ${limit}`
}
