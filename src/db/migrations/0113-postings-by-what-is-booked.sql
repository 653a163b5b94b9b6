-- Why: the key of a posting began with its party, and so was written all over its index, though nobody looks a month's postings up by
-- the party. What is booked is numbered as it comes: begun with that, the key is written where it was written last. The one that asks
-- by the party asks for credit, which few have. Built at once: nothing is booked for as long as that takes.
create index posting_of_credit on posting (party_id) where 'customer-credit' in (from_account, to_account);
alter table posting drop constraint posting_pkey;
alter table posting add primary key (ref_id, kind, party_id, month_on);
