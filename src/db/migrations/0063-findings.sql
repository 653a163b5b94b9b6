-- Why: of several passages complained of, some may be right and some wrong, or read as if there were no tag (terms 3.4).
alter table complaint drop constraint complaint_decision_check,
  add constraint complaint_decision_check check (decision in ('upheld', 'partly-upheld', 'dismissed'));

alter table complained_passage
  add finding text check (finding in ('not-charged', 'as-if-tag-read', 'stands'));
update complained_passage k set finding = case c.decision when 'upheld' then 'not-charged' else 'stands' end
from complaint c where c.case_id = k.case_id and k.decided_at is not null;
alter table complained_passage
  add constraint complained_passage_is_found check ((finding is null) = (decided_at is null));
grant update (finding) on complained_passage to brikke_batch;
