import { beforeEach, describe, expect, test } from 'vitest'
import { asParty } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCustomer, aMandate, at, emptyBooks, issue, tries } from './channels.test-world.ts'
import { readChoices } from './read-choices.ts'
import { recordChoice } from './record-choice.ts'
import { saveChannelChoice } from './store-deliveries.ts'

const database = testDatabase()
const issued = at('2019-12-10')

beforeEach(() => emptyBooks(database))

const outbox = () =>
  database.owner<{ dedupe_key: string; kind: string; body: string }[]>`
    select dedupe_key, kind, body from outbox order by id`

describe('the first channel', () => {
  test('is e-mail where nothing goes before it, and the mail is written with the invoice', async () => {
    await aCustomer(database)
    await issue(database)
    expect(await tries(database)).toEqual(['e-mail handed-over'])
    expect(await outbox()).toMatchObject([{ dedupe_key: 'invoice:1', kind: 'mail' }])
  })

  test('is post without an e-mail address, and no mail is written', async () => {
    await aCustomer(database, { email: null })
    await issue(database)
    expect(await tries(database)).toEqual(['post chosen'])
    expect(await outbox()).toEqual([])
  })

  test('is AvtaleGiro with a mandate; a payer whose bank tells nothing is told by us', async () => {
    await aMandate(database, await aCustomer(database), false)
    await issue(database)
    expect(await tries(database)).toEqual(['avtalegiro chosen'])
    expect(await outbox()).toHaveLength(1)
  })

  test('is AvtaleGiro with a mandate; a payer whose bank tells is not told twice', async () => {
    await aMandate(database, await aCustomer(database), true)
    await issue(database)
    expect(await tries(database)).toEqual(['avtalegiro chosen'])
    expect(await outbox()).toEqual([])
  })

  test('is the register’s EHF for who receives it, and eFaktura goes before that', async () => {
    const { partyId } = await aCustomer(database)
    await database.owner`insert into channel_reach values (${partyId}, 'ehf', '0192:923456783', now(), null)`
    await issue(database)
    await aCustomer(database)
    await database.owner`insert into channel_reach values (2, 'ehf', '0192:1', now(), null), (2, 'efaktura', 'e', now(), null)`
    await issue(database)
    expect(await tries(database, 1)).toEqual(['ehf chosen'])
    expect(await tries(database, 2)).toEqual(['efaktura chosen'])
  })

  test('is no receiver that has left the register', async () => {
    const { partyId } = await aCustomer(database)
    await database.owner`insert into channel_reach values (${partyId}, 'ehf', '0192:923456783', now(), now())`
    await issue(database)
    expect(await tries(database)).toEqual(['e-mail handed-over'])
  })

  test('is what the customer has chosen, and can have', async () => {
    const { partyId } = await aCustomer(database)
    await database.owner`insert into channel_reach values (${partyId}, 'ehf', '0192:923456783', now(), null)`
    const [agreement] = await database.owner<{ public_id: string }[]>`select public_id from agreement`
    const asked = { partyIds: [partyId], publicId: agreement?.public_id ?? '', now: issued, alsoMail: true }
    const choose = (...channels: string[]) =>
      asParty(database.app, [partyId], (tx) => recordChoice(tx, { ...asked, channels }))
    expect(await choose('post', 'avtalegiro')).toEqual({ refused: 'channel-not-possible' })
    expect(await choose('post', 'fax')).toEqual({ refused: 'channel-not-possible' })
    expect(await choose()).toEqual({ refused: 'channel-not-possible' })
    expect(await choose('post', 'post')).toEqual({ refused: 'channel-chosen-twice' })
    expect(await choose('post', 'ehf')).toEqual({ chosen: ['post', 'ehf'] })
    await issue(database)
    expect(await tries(database)).toEqual(['post chosen'])
    expect(await outbox()).toEqual([])
    expect(await choose('ehf')).toEqual({ chosen: ['ehf'] })
    const [choice] = await asParty(database.app, [partyId], (tx) => readChoices(tx, [partyId], issued))
    expect(choice).toMatchObject({
      possible: ['ehf', 'e-mail', 'post'],
      notPossible: ['avtalegiro', 'efaktura'],
      alsoMail: true,
    })
  })

  test('has the mail beside it that the customer wants', async () => {
    const { partyId, agreementId } = await aCustomer(database)
    await database.owner`insert into channel_reach values (${partyId}, 'ehf', '0192:923456783', now(), null)`
    await database.owner`insert into channel_choice values (${partyId}, ${agreementId}, '{ehf}', true, now())`
    await issue(database)
    expect(await tries(database)).toEqual(['ehf chosen'])
    expect(await outbox()).toMatchObject([{ dedupe_key: 'invoice:1' }])
  })

  test('is chosen by nobody for another’s agreement', async () => {
    const mine = await aCustomer(database)
    const other = await aCustomer(database)
    const [agreement] = await database.owner<{ public_id: string }[]>`
      select public_id from agreement where id = ${other.agreementId}`
    const partyIds = [mine.partyId]
    const asked = { publicId: agreement?.public_id ?? '', channels: ['post'], alsoMail: false, now: issued }
    expect(await asParty(database.app, partyIds, (tx) => recordChoice(tx, { ...asked, partyIds }))).toEqual({
      refused: 'unknown-agreement',
    })
    // The second wall: the row itself.
    const forged = {
      partyId: mine.partyId,
      agreementId: other.agreementId,
      channels: ['post' as const],
      alsoMail: false,
    }
    await expect(
      asParty(database.app, partyIds, (tx) => saveChannelChoice(tx, forged, issued)),
    ).rejects.toThrow('row-level security')
  })

  test('is none for who cannot be reached: that is written, and the run goes on', async () => {
    await aCustomer(database, { email: null, street: null })
    await aCustomer(database)
    expect((await issue(database)).issued).toBe(2)
    expect(await tries(database, 1)).toEqual(['post refused'])
    expect(await tries(database, 2)).toEqual(['e-mail handed-over'])
  })
})
