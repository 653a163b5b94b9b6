-- Why: a debt collector that is told of a claim once goes on asking for what has been paid to us since.

-- What the collector was last told to ask for. Null: not told of it yet.
alter table collection_claim add told_ore bigint check (told_ore > 0);
grant update (told_ore) on collection_claim to brikke_batch;
update collection_claim set told_ore = amount_ore where file_id is not null;
