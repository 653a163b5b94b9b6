-- Why: an order that was taken back may be under way again when that is undone, and its tag was posted meanwhile: the maker posts it once.
alter table tag_order
  add column posted_tag_number text,                       -- what the maker says it has posted for an order that was taken back
  add column posted_at timestamptz,
  add check (num_nulls(posted_tag_number, posted_at) in (0, 2)),
  add check (num_nulls(posted_at, shipped_at) > 0);
create index tag_order_posted_after_all on tag_order (id) where posted_at is not null and ended_at is null;
grant update (posted_tag_number, posted_at) on tag_order to brikke_batch;
