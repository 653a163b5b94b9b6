import { isTest, type Source } from './source.ts'

/** Who owns a table, and so alone writes it. Everybody may read. */
export const OWNERS: Readonly<Record<string, readonly string[]>> = {
  db: ['outbox', 'due', 'due_later', 'due_slot', 'business_clock', 'schema_migration'],
  ledger: ['posting', 'balance'],
  customers: ['company', 'party', 'notice_choice'],
  access: [
    'app_user',
    'login_session',
    'login_attempt',
    'staff_member',
    'staff_access',
    'form_answer',
    'second_factor',
    'email_attempt',
    'proof_code',
    'try_limit',
    'acted_for',
    'favourite_organisation',
  ],
  agreements: ['agreement', 'agreement_block', 'user_agreement', 'change_pause', 'agreement_series'],
  tags: [
    'vehicle',
    'vehicle_facts_before',
    'tag',
    'tag_assignment',
    'tag_move',
    'tag_theft',
    'vehicle_sale',
    'cost_centre',
    'tag_deposit',
    'tag_order',
    'tag_order_file',
    'tag_change',
    'unproven_holding',
    'owner_watch',
    'wanted_vehicle',
  ],
  passages: [
    'station',
    'passage_file',
    'passage_file_chunk',
    'passage_file_answer',
    'rejected_line',
    'passage_key',
    'passage',
    'passage_waiting',
    'passage_correction',
    'owner_decision',
  ],
  rating: [
    'tariff_file',
    'charge',
    'uncharged_passage',
    'rating_checkpoint',
    'exemption',
    'erased_memory',
    'correction',
    'correction_passage',
    'correction_largest',
    'suspicion_limits',
    'passage_hold',
    'agreement_hold',
  ],
  invoices: [
    'invoice_series',
    'invoice',
    'invoice_line',
    'unpaid_invoice',
    'asked_again',
    'credit_use',
    'deposit_charge',
    'foreign_owner_file',
    'foreign_owner_charge',
    'e_invoice_receiver',
    'efaktura_question',
    'delivery',
    'channel_choice',
    'channel_reach',
    'print_file',
    'print_letter',
    'returned_file',
    'returned_letter',
    'missing_address',
  ],
  payments: [
    'payment_file',
    'refused_payment_file',
    'payment',
    'bank_movement',
    'mandate_file',
    'mandate',
    'claim_transmission',
    'claim',
    'allocation',
    'customer_credit',
    'payout_account',
    'refund',
    'refund_file',
    'refund_status_file',
    'bulk_payment_file',
    'bulk_payment',
    'payment_decision',
    'payment_return',
    'bulk_payment_part',
    'foreign_owner_payment',
    'vipps_payment',
    'vipps_event',
    'vipps_webhook',
  ],
  dunning: [
    'dunning_step',
    'claim_hold',
    'claim_decision',
    'lost_vat',
    'collection_claim',
    'collection_file',
    'collection_status_file',
    'agreement_credit_limit',
  ],
  settlement: [
    'settlement',
    'settlement_line',
    'closed_month',
    'closed_month_sum',
    'charger_account',
    'charger_payout',
    'charger_payout_line',
  ],
  ferry: [
    'ferry_account',
    'ferry_vehicle',
    'ferry_card',
    'ferry_card_file',
    'ferry_prepayment',
    'ferry_prepayment_order',
    'ferry_receipt_file',
    'ferry_trip',
    'ferry_trip_received',
    'ferry_entry',
    'ferry_connection',
    'ferry_connection_terms',
    'ferry_connection_company',
    'ferry_leg',
    'ferry_leg_zone',
    'ferry_leg_free',
    'ferry_fare_table',
    'ferry_fare_table_leg',
    'ferry_fare',
    'ferry_vehicle_group',
    'ferry_zero_emission',
    'ferry_zone_surcharge',
    'ferry_vat',
    'ferry_prepaid_amount',
    'ferry_invoice_fee',
    'ferry_limits',
    'ferry_fare_file',
  ],
  cases: [
    'customer_case',
    'case_message',
    'case_attachment',
    'attachment_content',
    'complaint',
    'complained_passage',
  ],
  jobs: ['scheduled_run'],
  api: ['api_client', 'demo_seeded'],
}

const OWNER_OF = new Map(
  Object.entries(OWNERS).flatMap(([folder, tables]) => tables.map((table) => [table, folder])),
)

/** Tables that a file writes and that are another's, or its own folder's but outside store.ts. */
export function foreignWrites({ path, folder, literals }: Source): readonly string[] {
  if (isTest(path)) return []
  const written = new Set(literals.flatMap(tablesWritten))
  return [...written].flatMap((table) => {
    const owner = OWNER_OF.get(table)
    if (owner === undefined) return []
    // A folder with much to write parts its store by what it is about: `store-….ts`.
    const allowed = owner === 'db' ? folder === 'db' : /^store(-[a-z-]+)?\.ts$/.test(fileIn(path, owner))
    const where = owner === 'db' ? 'src/db' : `src/${owner}/store.ts`
    return allowed ? [] : [`${path} writes ${table}: only ${where} does`]
  })
}

function fileIn(path: string, folder: string): string {
  return path.startsWith(`src/${folder}/`) ? path.slice(`src/${folder}/`.length) : ''
}

/** Names after `insert into`, `update`, `delete from`, `merge into`, `truncate`, `copy`; and what copyRows is given. */
export function tablesWritten(literal: string): readonly string[] {
  const sql = literal.replace(/--.*$/gm, ' ')
  const written = sql.matchAll(
    /\b(?:insert\s+into|update(?:\s+only)?|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)\s+(?:public\.)?"?([a-z_]+)/gi,
  )
  const copied = /^([a-z_]+) \([a-z_, \n]+\)$/.exec(sql.trim())
  return [...[...written].map(([, table = '']) => table), ...(copied ? [copied[1] ?? ''] : [])]
}

/** Tables that the migrations make and nobody is said to own. */
export function ownerlessTables(migrations: readonly string[]): readonly string[] {
  return migrations
    .flatMap((sql) => [...sql.matchAll(/^create (?:unlogged )?table (?:if not exists )?([a-z_]+)/gim)])
    .map(([, table = '']) => table)
    .filter((table) => !OWNER_OF.has(table))
    .map((table) => `no folder owns the table ${table}`)
}

/** Pages ask the folders; they hold no SQL. */
export function sqlInPages({ path, folder, literals }: Source): readonly string[] {
  if (folder !== 'web' || isTest(path)) return []
  return literals
    .filter((literal) => /\bselect\b[\s\S]+\bfrom\b|\binsert\s+into\b|\bdelete\s+from\b/.test(literal))
    .map((literal) => `${path} holds SQL: ${literal.trim().slice(0, 40)}`)
}
