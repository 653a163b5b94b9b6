-- Why: a form is answered once, however often it is sent: double click, back button, two tabs.
create table form_answer (
  form_key uuid primary key,
  user_id bigint not null references app_user,
  -- Where the answer led. Null only inside the transaction that answers.
  leads_to text,
  answered_at timestamptz not null
);
create index form_answer_by_time on form_answer (answered_at);
grant select, insert, update (leads_to), delete on form_answer to brikke_app;
grant select on form_answer to brikke_batch;
