-- Why: a correction for many follows a passage to the row that stands for it when it is booked, says which it could not change, and takes those that wait too.
alter table correction_passage
  add charger_id smallint,                              -- with the sequence: the line, whatever row stands for it
  add sequence bigint,
  add passed_over boolean not null default false;       -- it stood no longer, or was so already: nothing was changed
-- No party (0): it waits for its owner or issuer.
update correction_passage c set charger_id = p.charger_id, sequence = p.sequence
from passage p where p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on;

-- Category M1 above 3 500 kg in class 1 is a dated rule of a tariff file (rules: from 2016-04-04). Files loaded before held it for all days.
update tariff_file set content = content || jsonb_build_object('m1ByAgreement', jsonb_build_array(jsonb_build_object(
  'from', '2016-04-04', 'source', 'ferde.no/ufaqs/i-kva-takstklasse-er-kjoretoygruppe-m1: from 4 April 2016, with tag and valid agreement')))
where not content ? 'm1ByAgreement';
