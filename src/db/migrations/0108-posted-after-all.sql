-- Why: an order that was taken back may be under way again when that is undone, and its tag was posted meanwhile: the maker posts it once.
alter table tag_order
  add column posted_tag_number text,                       -- what the maker says it has posted, where it was issued to nobody then
  add column posted_at timestamptz,
  add column posted_refused text,                          -- why it was issued to nobody all the same
  add check (num_nulls(posted_tag_number, posted_at) in (0, 2));
-- That nothing is both posted and shipped is no check: a worker of the version before ships without forgetting the post.
create index tag_order_posted_after_all on tag_order (id) where posted_at is not null and posted_refused is null and ended_at is null and shipped_at is null;
grant update (posted_tag_number, posted_at, posted_refused) on tag_order to brikke_batch;
