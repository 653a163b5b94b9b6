-- Why: an eFaktura that the network has taken in is not yet in the bank: it is asked about until it is there, stopped or taken back.
alter table delivery add column ask_again_at timestamptz;
grant update (ask_again_at) on delivery to brikke_batch;
create index delivery_followed on delivery (coalesce(ask_again_at, handed_at)) where channel = 'efaktura' and state = 'handed-over';
