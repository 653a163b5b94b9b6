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

/** Read with a tag of another issuer: they wait for that issuer, and never become an owner's invoice. */
export async function readOtherIssuers(
  db: Queryable,
  of: { limit: number },
): Promise<readonly ListedPassage[]> {
  return db<ListedPassage[]>`
    select w.id, c.code as charger, w.sequence, s.code as station, w.passed_at as "passedAt"
    from passage_waiting w join company c on c.id = w.charger_id join station s on s.id = w.station_id
    where w.state = 'other-issuer'
    order by w.passed_at desc limit ${of.limit}`
}
