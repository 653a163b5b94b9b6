import { expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { ferryAccountInWords } from './show-ferry.ts'

test('that a vehicle without a card pays more is said while cards are used somewhere, and not of one that has a card', () => {
  const account = {
    agreementId: 1,
    publicId: 'a',
    number: '65000001',
    kind: 'private',
    state: 'active',
    balance: ore(350_000),
    agreed: ore(350_000),
    endedAt: null,
    closesAt: null,
    closedAt: null,
    lastTrips: [],
    beingInvoiced: [],
  } as const
  const vehicle = {
    vehicleId: 1,
    country: 'NO',
    plate: 'EF40001',
    length_cm: 480,
    zeroEmission: false,
    tagNumber: null,
    tagIssuer: null,
    cardId: null,
    cardNumber: null,
  } as const
  const mayLackCard = (isPaidByCard: boolean, cardState: 'ordered' | null) =>
    ferryAccountInWords(
      {
        account,
        awaited: undefined,
        prepayments: [],
        vehicles: [{ ...vehicle, cardState }],
        limits: undefined,
        isPaidByCard,
      },
      'nb',
    ).mayLackCard
  expect(mayLackCard(true, null)).toBe(true)
  expect(mayLackCard(false, null)).toBe(false)
  expect(mayLackCard(true, 'ordered')).toBe(false)
})
