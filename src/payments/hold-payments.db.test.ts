import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'
import type { IncomingPayment } from './allocation.ts'
import { holdReversible } from './hold-payments.ts'

const database = testDatabase()
const PAYMENTS = 20_000

beforeAll(async () => {
  await aCompany(database.batch)
  await database.batch`
    with file as (
      insert into payment_file (sha256, format, transmission_number, state, declared_count, declared_sum_ore, received_at)
      values ('many', 'ocr-giro', '1', 'closed', ${PAYMENTS}, ${PAYMENTS * 100}, '2019-12-10T07:00:00Z') returning id)
    insert into payment (file_id, record_number, issuer_id, bank_ref, kid, amount_ore, paid_on, state)
    select file.id, n, 1, 'many ' || n, lpad(n::text, 12, '0'), 100, '2019-12-10', 'allocated'
    from file, generate_series(1, ${PAYMENTS}::int) n`
  await database.owner`analyze payment`
})

describe('a payment that a bank takes back', () => {
  test('is found by its KID, not by reading every payment there is', async () => {
    const reversal: IncomingPayment = { id: 0, issuerId: 1, kid: '000000000042', amount: ore(-100) }
    const { found, rowsRead } = await inTransaction(database.batch, async (tx) => {
      const held = await holdReversible(tx, { reversals: [reversal] })
      const [read] = await tx<{ rows: number }[]>`
        select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'payment'`
      return { found: held, rowsRead: read?.rows }
    })
    expect(found.map(({ kid }) => kid)).toEqual(['000000000042'])
    expect(rowsRead).toBeLessThan(10)
  })
})
