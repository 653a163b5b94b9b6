import type { Stage } from './scenario.ts'

/** One wall less: texts of the sources replaced, and what the owner of the database takes away. */
export type Mutant = {
  readonly name: string
  readonly stage: Stage
  readonly edits: readonly { readonly file: string; readonly text: string; readonly becomes: string }[]
  readonly sql?: readonly string[]
}

/** Two workers read the same due vehicles, and take them away when they are done. */
const dueWithoutLock: Mutant['edits'] = [
  { file: 'src/db/due.ts', text: 'for update of s skip locked', becomes: '' },
  // An update locks its row as well, and a delete its rows.
  {
    file: 'src/db/due.ts',
    text: "  await tx`update due_slot set last_part = ${last}, turn = nextval('due_turn') where kind = ${kind} and slot = ${slot}`\n",
    becomes: '',
  },
  {
    file: 'src/db/due.ts',
    text: 'delete from due where ctid',
    becomes: 'select part, id, keys, from_at from due where ctid',
  },
  { file: 'src/db/due.ts', text: '\n     returning part, id, keys, from_at', becomes: '' },
  {
    file: 'src/rating/rate-passages.ts',
    text: '    await saveCheckpoints(',
    becomes:
      "    await tx`delete from due where kind = 'rate' and keys && ${vehicles.map((v) => v.key)}::text[]`\n    await saveCheckpoints(",
  },
]

const agreementsWithoutLock: Mutant['edits'] = [
  { file: 'src/invoices/read-uninvoiced.ts', text: 'for no key update of a skip locked', becomes: '' },
]

/** The moment between reading and writing is short, and two must meet in it: so it is made longer. */
const numbersNotAtomic: Mutant['edits'] = [
  {
    file: 'src/invoices/store.ts',
    text: 'select issuer_id, ${yearOf(issuedOn)}, count\n',
    becomes:
      'select issuer_id, ${yearOf(issuedOn)}, count + coalesce((select s.last_number from invoice_series s cross join pg_sleep(0.1) where s.issuer_id = wanted.issuer_id), 0)\n',
  },
  {
    file: 'src/invoices/store.ts',
    text: 'set last_number = invoice_series.last_number + excluded.last_number',
    becomes: 'set last_number = excluded.last_number',
  },
]

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'an open file is claimed without a lock',
    stage: 'import',
    edits: [
      {
        file: 'src/passages/store-files.ts',
        text: `order by id limit 1 for update skip locked`,
        becomes: 'order by id limit 1',
      },
    ],
  },
  {
    name: 'the natural key of a passage is not unique',
    stage: 'import',
    edits: [],
    sql: ['alter table passage_key drop constraint passage_key_pkey'],
  },
  // Stopped by the index on live charges; without that too, verify sees the doubles.
  { name: 'due vehicles are taken without a lock', stage: 'rating', edits: dueWithoutLock },
  {
    name: 'due vehicles are taken without a lock, and a passage may have two live charges',
    stage: 'rating',
    edits: dueWithoutLock,
    sql: ['drop index one_live_charge_per_passage'],
  },
  // Stopped by the unique numbers and KIDs; without those too, verify sees them.
  { name: 'invoice numbers are read before they are written', stage: 'invoicing', edits: numbersNotAtomic },
  // Stopped by «a charge stands on one invoice».
  { name: 'agreements are claimed without a lock', stage: 'invoicing', edits: agreementsWithoutLock },
  {
    name: 'agreements are claimed without a lock, and a charge may stand on two invoices',
    stage: 'invoicing',
    edits: agreementsWithoutLock,
    sql: ['alter table invoice_line drop constraint invoice_line_charge_id_key'],
  },
  {
    name: "the bank's key of a payment is not unique",
    stage: 'payments',
    edits: [
      {
        file: 'src/payments/store-incoming.ts',
        text: 'byKey.delete(row.bankRef)',
        becomes: "if (row.bankRef === '') byKey.delete(row.bankRef)",
      },
    ],
    sql: ['alter table payment drop constraint payment_bank_ref_key'],
  },
  {
    // The bank's keys still keep the payments from being booked twice; what tells is a file that is there twice.
    name: 'the same payment file is not recognised',
    stage: 'payments',
    edits: [
      {
        file: 'src/payments/store.ts',
        text: 'on conflict (sha256) do nothing returning',
        becomes: 'returning',
      },
    ],
    sql: ['alter table payment_file drop constraint payment_file_sha256_key'],
  },
]
