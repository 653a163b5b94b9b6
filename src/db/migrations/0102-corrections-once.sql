-- Why: a correction is taken back once, and a station's clock is put right once: by its line, whatever row stands for it.
create unique index correction_taken_back_once on correction (undoes) where state <> 'rejected';
create index correction_passage_by_line on correction_passage (charger_id, sequence) where done;
