-- Why: the reasons of a price are json that we write ourselves, by the million, and read one at a time. Checked by the server,
-- each cost a fifth of writing its charge; kept as text it is cast where it is read.
alter table charge alter because type text;
