import type { Invariant } from './invariant.ts'

/** Who has which tag and vehicle, and who may see whom. */
export const ACCESS_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I16',
    says: 'a tag, and a vehicle, belongs to one agreement at a time',
    sql: `select a.id from tag_assignment a join tag_assignment b on a.tag_id = b.tag_id and a.id < b.id and a.valid && b.valid
          union
          select a.id from tag_assignment a join tag_assignment b
            on a.vehicle_id = b.vehicle_id and a.id < b.id and a.valid && b.valid`,
  },
  {
    code: 'I16b',
    says: 'an assignment carries the number of its tag and the plate of its vehicle',
    sql: `select a.id from tag_assignment a join vehicle v on v.id = a.vehicle_id left join tag t on t.id = a.tag_id
          where a.plate <> v.country || ' ' || v.plate or a.tag_number is distinct from t.tag_number`,
  },
  {
    code: 'I24',
    says: 'staff who looked at a customer had a case, or a reason of ten characters',
    sql: `select id from audit.staff_access where case_id is null and length(reason) < 10`,
  },
  {
    code: 'I25',
    says: 'a link between somebody logged in and an agreement has its proof: the holder’s own identity number, or a code to who has none known',
    sql: `select l.id from user_agreement l
          join app_user u on u.id = l.user_id join agreement a on a.id = l.agreement_id join party p on p.id = a.party_id
          where l.revoked_at is null
            and (l.party_id <> a.party_id
                 or p.national_id_digest is distinct from u.national_id_digest
                    and (l.proof = 'national-id' or p.national_id_digest is not null))`,
  },
]
