-- Why: a payment taken back names only its KID; the one it takes back was looked for through all payments ever made.
create index payment_kid on payment (kid);
