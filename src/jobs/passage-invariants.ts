import type { Invariant } from './invariant.ts'

/** Passages and the files they come in: nothing is lost, doubled or stuck. */
export const PASSAGE_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I2',
    says: 'a source record exists once',
    sql: `select min(id) as id from (
            select id, charger_id, sequence from passage where ended_because is distinct from 're-attributed'
            union all select id, charger_id, sequence from passage_waiting) p
          group by charger_id, sequence having count(*) > 1`,
  },
  {
    code: 'I2b',
    says: 'every stored passage has its natural key, and every key its passage',
    sql: `select coalesce(p.id, k.passage_id) as id
          from (select id, charger_id, sequence from passage where ended_because is distinct from 're-attributed'
                union all select id, charger_id, sequence from passage_waiting) p
          full join (select * from passage_key where passage_id is not null) k
            on k.charger_id = p.charger_id and k.sequence = p.sequence and k.passage_id = p.id
          where p.id is null or k.passage_id is null`,
  },
  {
    code: 'I3',
    says: 'nothing is lost: a closed passage file declares what it accepted and rejected',
    sql: `select f.id from audit.import_file f
          left join (select file_id, count(*) as n from audit.passage group by 1) p on p.file_id = f.id
          left join (select file_id, count(*) as n from audit.rejected_record group by 1) r on r.file_id = f.id
          where f.kind = 'passage' and f.state = 'closed' and f.declared_count <> coalesce(p.n, 0) + coalesce(r.n, 0)`,
  },
  {
    code: 'I4',
    says: 'nothing is stuck: after a day a passage is charged, free, held with a reason, another issuer’s, or has a next try',
    sql: `select p.id from passage p
          left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                            and c.reverses is null and c.reversed_by is null
          left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on
          where not p.erased and p.ended_because is null and c.id is null and u.passage_id is null and p.received_at < $1::timestamptz
            and not exists (select from due_later d where d.kind = 'rate' and d.key = p.vehicle_id::text and d.from_at = p.passed_at)
          union all
          select id from passage_waiting where state = 'waiting-for-owner' and next_try_at < $1::timestamptz`,
  },
  {
    code: 'I5c',
    says: 'a passage that was withdrawn, replaced or given to another is charged to nobody',
    sql: `select p.id from passage p
          left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                            and c.reverses is null and c.reversed_by is null
          left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on
          where p.ended_because is not null and (c.id is not null or u.passage_id is not null)
            and not exists (select from due_key d where (d.kind = 'rate' and d.key = p.vehicle_id::text) or (d.kind = 'take-back' and split_part(d.key, ' ', -1) = p.id::text))`,
  },
  {
    code: 'I16c',
    says: 'whatever is due of a key is in one part of one slot, so that one worker has it all, and at once',
    sql: `select substring(key from '\\d+$')::bigint as id from due_key group by kind, key having count(distinct (slot, part)) > 1`,
  },
  {
    code: 'I17',
    says: 'a charged agreement was valid at the instant of the passage',
    sql: `select p.id from passage p join agreement a on a.id = p.agreement_id
          where not p.erased and p.ended_because is null and (p.passed_at < a.valid_from or p.passed_at >= coalesce(a.valid_to, 'infinity')
            or p.party_id <> a.party_id
            or exists (select from agreement_block b where b.agreement_id = a.id and b.during @> p.passed_at))`,
  },
  {
    code: 'I19',
    says: 'a charge counts in Oslo’s month of its passage, not in UTC’s',
    sql: `select c.id from charge c join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on
          where p.passed_at is not null and c.month_on <> date_trunc('month', p.passed_at at time zone 'Europe/Oslo')::date`,
  },
  {
    code: 'I20',
    says: 'an agreement with deletion keeps no plate, tag, time or place of a charged passage (terms 5.9)',
    sql: `select p.id from passage p
          join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
          join agreement a on a.id = p.agreement_id
          where a.deletes_passages and (not p.erased or c.vehicle_id is not null)
          union all
          select l.invoice_id from invoice_line l join invoice i on i.id = l.invoice_id join agreement a on a.id = i.agreement_id
          where a.deletes_passages and l.kind = 'toll' and (l.passed_at is not null or l.station_name is not null or l.plate is not null)`,
  },
]
