import { expect, test } from 'vitest'
import { payableDatabase } from '#payments/payments.test-world.ts'
import { dun, morningOf, REMINDED_ON, reminderOf, toldTo } from './dunning.test-world.ts'

const { database, invoices } = payableDatabase()

test('a reminder is told of by its channel: by mail, without amount or link; by post where there is no mail', async () => {
  const [mailed, posted] = await invoices([20_000, 30_000])
  await database.batch`update party set email = null where id = ${posted!.partyId}`
  await dun(database.batch, REMINDED_ON)
  const [mail] = await toldTo(database.batch, 'reminder', (await reminderOf(database.batch, mailed!.id)).id)
  expect(mail).toMatchObject({ kind: 'mail', subject: 'Purring og inkassovarsel fra Ferde AS' })
  expect(mail?.body).toContain('21. januar 2020')
  expect(mail?.body).not.toMatch(/270|http/)
  const reminder = await reminderOf(database.batch, posted!.id)
  expect(await toldTo(database.batch, 'reminder', reminder.id)).toEqual([])
  const told = await database.batch`
    select channel, state from delivery where invoice_id = ${reminder.id}`
  expect([...told]).toEqual([{ channel: 'post', state: 'chosen' }])
})

test('a reminder goes to an organisation as EHF, and no mail beside it; what is claimed of an account is told by mail', async () => {
  const [organisation, payer] = await invoices([20_000, 30_000])
  await database.batch`
    insert into channel_reach (party_id, channel, receiver, known_at)
    values (${organisation!.partyId}, 'ehf', '0192:912345602', ${morningOf('2020-01-01')})`
  await database.owner`
    insert into mandate_file (sha256, transmission_number, declared_count, received_at) values ('m', '0000001', 1, now())`
  await database.owner`
    insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at)
    select 1, kid, party_id, agreement_id, true, (select max(id) from mandate_file), now() from invoice where id = ${payer!.id}`
  await dun(database.batch, REMINDED_ON)
  const told = async (invoiceId: number) => {
    const { id } = await reminderOf(database.batch, invoiceId)
    const [delivery, ...more] = await database.batch<{ channel: string }[]>`
      select channel from delivery where invoice_id = ${id}`
    expect(more).toEqual([])
    return `${delivery?.channel}, ${(await toldTo(database.batch, 'reminder', id)).length} mail`
  }
  expect(await told(organisation!.id)).toBe('ehf, 0 mail')
  expect(await told(payer!.id)).toBe('e-mail, 1 mail')
})
