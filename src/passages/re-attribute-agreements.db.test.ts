import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { blockAgreement, unblockAgreement } from '#agreements/block-agreement.ts'
import { endAgreement } from '#agreements/end-agreement.ts'
import {
  again,
  db,
  december,
  did,
  giveAll,
  KARIS_TAG,
  kari,
  karisByPlate,
  karisByTag,
  owner,
  passes,
  whose,
} from './attribution.test-world.ts'

describe('an agreement', () => {
  const because = 'debt-collection'

  test('blocked and opened again gives its passages to the owner and takes them back', async () => {
    await passes(8, { tag: KARIS_TAG })
    await passes(9, { tag: KARIS_TAG, plate: 'EK12345' })
    await did((tx) => blockAgreement(tx, { agreementId: kari.agreementId, because, at: december(9) }))
    await again()
    await giveAll()
    expect(await whose()).toEqual([`1 ${karisByTag()}`, `2 owner ${owner} in ${kari.vehicleId}`])
    await did((tx) => unblockAgreement(tx, { agreementId: kari.agreementId, because, at: december(9) }))
    await again()
    expect(await whose()).toEqual([`1 ${karisByTag()}`, `2 ${karisByTag()}`])
    const rows = await db.batch<{ id: number; replaces_passage_id: number | null }[]>`
      select id, replaces_passage_id from passage where sequence = 2 order by id`
    expect(rows.map((row) => row.replaces_passage_id)).toEqual([null, rows[0]?.id, rows[1]?.id])
  })

  test('opened while the owner is still asked for gets the passage as it was', async () => {
    await passes(9, { tag: KARIS_TAG })
    await did((tx) => blockAgreement(tx, { agreementId: kari.agreementId, because, at: december(9) }))
    await again()
    await did((tx) => unblockAgreement(tx, { agreementId: kari.agreementId, because, at: december(9) }))
    await again()
    expect(await whose()).toEqual([`1 ${karisByTag()}`])
  })

  test('cannot be blocked twice for one reason, opened when open, or ended twice', async () => {
    const block = { agreementId: kari.agreementId, because, at: december(9) } as const
    expect(await did((tx) => unblockAgreement(tx, block))).toEqual({ refused: 'not-blocked' })
    await did((tx) => blockAgreement(tx, block))
    expect(await did((tx) => blockAgreement(tx, block))).toEqual({ refused: 'already-blocked' })
    expect(await did((tx) => blockAgreement(tx, { ...block, agreementId: 99 }))).toEqual({
      refused: 'unknown-agreement',
    })
    const end = { agreementId: kari.agreementId, at: december(9) }
    expect(await did((tx) => endAgreement(tx, { ...end, at: 0 }))).toEqual({
      refused: 'ends-before-it-began',
    })
    expect(await did((tx) => endAgreement(tx, end))).toEqual({ endedAt: end.at })
    expect(await did((tx) => endAgreement(tx, end))).toEqual({ refused: 'agreement-already-ended' })
  })

  test('that ends leaves what passes afterwards to the owner', async () => {
    await passes(8, { tag: KARIS_TAG })
    await passes(9, { tag: KARIS_TAG })
    await did((tx) => endAgreement(tx, { agreementId: kari.agreementId, at: december(9) }))
    await again()
    expect(await whose()).toEqual([`1 ${karisByTag()}`, `2 waiting-for-owner in ${kari.vehicleId}`])
  })

  test('supplementary, with the charger, pays that charger; blocked or ended with its own effect', async () => {
    const { id } = await aSupplementary()
    const at = { charger: 'fjellinjen', station: 'oslo-1' }
    await passes(8, { tag: KARIS_TAG, ...at })
    await passes(8, { tag: KARIS_TAG })
    await passes(9, { plate: 'EK12345', ...at })
    const supplementary = `agreement ${id} by tag in ${kari.vehicleId}`
    expect((await whose()).slice(0, 2)).toEqual([`1 ${supplementary}`, `2 ${karisByTag()}`])
    await did((tx) => blockAgreement(tx, { agreementId: id, because, at: december(9) }))
    await again()
    expect(await whose()).toEqual([
      `1 ${supplementary}`,
      `2 ${karisByTag()}`,
      `3 waiting-for-owner in ${kari.vehicleId}`,
    ])
    await did((tx) => endAgreement(tx, { agreementId: id, at: december(9) }))
    await again()
    expect((await whose())[2]).toBe(`3 ${karisByPlate()}`)
  })
})

async function aSupplementary(): Promise<{ id: number }> {
  const [row] = await db.batch<{ id: number }[]>`
    insert into agreement (public_id, party_id, issuer_id, agreement_number, kind, main_agreement_id, valid_from, terms_version)
    values (${randomUUID()}, ${kari.partyId}, 2, 'T1', 'supplementary', ${kari.agreementId}, '2019-01-15T00:00:00Z', '2019-01-15') returning id`
  return row!
}
