-- Why: a claim that is given up for lost had VAT in it, which the seller has accounted for and may take back (merverdiavgiftsloven § 4-7).
alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note',
    'refund', 'refund-returned', 'settlement', 'fee', 'forfeit', 'set-off', 'credit-used', 'credit-used-undone',
    'bulk-payment', 'bulk-payment-fee', 'collected-abroad', 'charger-payout', 'charger-payout-returned', 'ferry-trip', 'ferry-card',
    'payment-returned', 'payment-return-rejected', 'lost-vat'));

create table lost_vat (
  decision_id bigint not null references claim_decision,
  party_id bigint not null,
  issuer_id smallint not null references company,
  vat_percent smallint not null check (vat_percent > 0),
  basis_ore bigint not null,                                  -- without VAT; less than nothing where it is owed again
  vat_ore bigint not null,
  decided_on date not null,                                   -- the Oslo day, and so the term of the VAT return
  primary key (decision_id, vat_percent)
);
create index lost_vat_by_day on lost_vat (decided_on);
grant select, insert on lost_vat to brikke_batch;

-- What was held and is let go is asked for again only after a fresh deadline: a run of dunning looks for it with each late claim.
create index claim_hold_of_invoice on claim_hold (invoice_id);
