import { beforeEach, expect, test } from 'vitest'
import { makeSupplementary } from '#agreements/make-agreement.ts'
import { saveInvoicing } from '#agreements/save-invoicing.ts'
import { endOwnAgreement } from './end-own-agreement.ts'
import {
  as,
  DEPOSITS,
  database,
  due,
  HOUR,
  held,
  KARIS_TAG,
  NOW,
  newId,
  type Own,
  ownTags,
  stateOf,
} from './own-tags.test-world.ts'

let kari: Own
let ola: Own

beforeEach(async () => {
  ;({ kari, ola } = await ownTags())
})

const end = (who: Own, agreementId = who.agreementId) =>
  as(who, (tx) => endOwnAgreement(tx, { agreementId, now: NOW, terms: DEPOSITS }))

const supplementary = (issuer: string, mainAgreementId = kari.agreementId) =>
  as(kari, (tx) =>
    makeSupplementary(tx, {
      publicId: newId(),
      partyId: kari.partyId,
      mainAgreementId,
      issuer,
      termsVersion: '2019-01-15',
      validFrom: NOW - HOUR,
    }),
  )

test('an agreement that is ended takes its vehicles, tags, deposits and supplementary agreements with it', async () => {
  await supplementary('vegfinans')
  expect(await end(kari)).toEqual({ returned: 20000 })
  expect(
    (await held()).filter((row) => row.includes('K1')).every((row) => row.endsWith('to 2019-12-10T08:00')),
  ).toBe(true)
  expect(await stateOf(KARIS_TAG)).toBe('settled')
  const open =
    await database.owner`select from agreement where party_id = ${kari.partyId} and valid_to is null`
  expect(open).toHaveLength(0)
  expect(await due()).toEqual(
    expect.arrayContaining(['deposit 1', 're-attribute tag 1', 're-attribute vehicle 1']),
  )
  expect(await end(kari)).toEqual({ refused: 'agreement-already-ended' })
})

test('one supplementary takes nothing with it', async () => {
  const made = await supplementary('vegfinans')
  if ('refused' in made) throw new Error(made.refused)
  expect(await end(kari, made.agreementId)).toEqual({ returned: 0 })
  expect(await stateOf(KARIS_TAG)).toBe('active')
})

test('one that does not hold yet ends before it begins, and never holds', async () => {
  await database.owner`update agreement set valid_from = ${NOW + 24 * HOUR} where id = ${kari.agreementId}`
  expect(await end(kari)).toEqual({ returned: 20000 })
  const held = await database.owner`
    select from agreement where id = ${kari.agreementId} and valid_to > valid_from + interval '1 millisecond' or valid_to is null and id = ${kari.agreementId}`
  expect(held).toHaveLength(0)
  expect(await stateOf(KARIS_TAG)).toBe('settled')
})

test('a stranger ends none, and changes how none is invoiced', async () => {
  expect(await end(ola, kari.agreementId)).toEqual({ refused: 'unknown-agreement' })
  const choice = { agreementId: kari.agreementId, detailed: false, reference: 'mine' }
  expect(await as(ola, (tx) => saveInvoicing(tx, choice))).toEqual({ refused: 'unknown-agreement' })
  expect(await as(kari, (tx) => saveInvoicing(tx, choice))).toEqual({ saved: true })
})

test('a supplementary agreement is with another company, once, and under a main agreement that is valid', async () => {
  expect(await supplementary('ferde')).toEqual({ refused: 'main-agreement-with-company' })
  expect(await supplementary('nobody')).toEqual({ refused: 'not-an-issuer' })
  expect(await supplementary('vegfinans', ola.agreementId)).toEqual({ refused: 'unknown-agreement' })
  await supplementary('vegfinans')
  expect(await supplementary('vegfinans')).toEqual({ refused: 'supplementary-already' })
  await end(kari)
  await database.owner`update agreement set valid_to = ${NOW - 2 * HOUR} where id = ${kari.agreementId}`
  expect(await supplementary('vegfinans')).toEqual({ refused: 'no-main-agreement' })
})
