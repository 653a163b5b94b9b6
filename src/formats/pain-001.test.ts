import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountNumber, parseAccountNumber } from '#core/account-number.ts'
import { ore } from '#core/money.ts'
import { parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal } from '#core/refusal.ts'
import { amountOf, oreOf } from './iso-20022.ts'
import { type PaymentOrder, type RefundOrder, writePain001 } from './pain-001.ts'
import { all, neededText, textAt, type XmlElement } from './xml-elements.ts'
import { openXml, readXml } from './xml-reading.ts'

const account = (digits: string): AccountNumber => {
  const parsed = parseAccountNumber(digits)
  if (isRefusal(parsed)) throw new TypeError(digits)
  return parsed
}
const organisation = parseOrganisationNumber('987654325')
if (isRefusal(organisation)) throw new TypeError('not an organisation number')

const aRefund = (more: Partial<RefundOrder> = {}): RefundOrder => ({
  refundId: 'R-17',
  name: 'Ola Prøve',
  account: account('98765432103'),
  amount: ore(12_050),
  text: 'Tilbakebetaling 2019-000017',
  ...more,
})

const anOrder = (more: Partial<PaymentOrder> = {}): PaymentOrder => ({
  messageId: 'FERDE-20191210-1',
  createdAt: Date.parse('2019-12-10T08:00:00.123+01:00'),
  sender: { name: 'Ferde AS', organisationNumber: organisation },
  paymentId: 'FERDE-20191210-1-1',
  executeOn: '2019-12-11',
  debtor: { name: 'Ferde AS', account: account('12345678903'), bic: 'DNBANOKK' },
  refunds: [aRefund(), aRefund({ refundId: 'R-18', amount: ore(5) })],
  ...more,
})

/** Header and payment of the order, as a bank would read them. */
function readOrder(order: PaymentOrder): { header: XmlElement; payment: XmlElement } {
  const found: XmlElement[] = []
  const keep = (element: XmlElement) => void found.push(element)
  const shape = {
    root: 'Document',
    namespaces: ['urn:iso:std:iso:20022:tech:xsd:pain.001.001.03'],
    take: { 'CstmrCdtTrfInitn/GrpHdr': keep, 'CstmrCdtTrfInitn/PmtInf': keep },
  }
  const read = readXml(
    [Buffer.from(writePain001(order))],
    openXml(shape, () => found),
  )
  if (isRefusal(read)) throw new TypeError(read.refused)
  const [header, payment] = read
  if (!header || !payment || read.length !== 2) throw new TypeError('not one header and one payment')
  return { header, payment }
}

describe('a payment order', () => {
  test('names itself, its sender, day and account, with count and control sum twice', () => {
    const { header, payment } = readOrder(anOrder())
    const told = (element: XmlElement, paths: readonly string[]) =>
      paths.map((path) => neededText(element, path))
    expect(
      told(header, ['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum', 'InitgPty/Nm', 'InitgPty/Id/OrgId/Othr/Id']),
    ).toEqual(['FERDE-20191210-1', '2019-12-10T07:00:00Z', '2', '120.55', 'Ferde AS', '987654325'])
    const paths = [
      'PmtInfId',
      'PmtMtd',
      'NbOfTxs',
      'CtrlSum',
      'PmtTpInf/InstrPrty',
      'PmtTpInf/CtgyPurp/Cd',
      'ReqdExctnDt',
    ]
    expect(told(payment, paths)).toEqual([
      'FERDE-20191210-1-1',
      'TRF',
      '2',
      '120.55',
      'NORM',
      'SUPP',
      '2019-12-11',
    ])
    expect(
      told(payment, ['Dbtr/Nm', 'DbtrAcct/Id/Othr/Id', 'DbtrAcct/Ccy', 'DbtrAgt/FinInstnId/BIC']),
    ).toEqual(['Ferde AS', '12345678903', 'NOK', 'DNBANOKK'])
  })

  test('pays each refund by its own id to the account of the one who gets it', () => {
    const { payment } = readOrder(anOrder())
    const [first] = all(payment, 'CdtTrfTxInf')
    if (!first) throw new TypeError('no refund')
    expect(neededText(first, 'PmtId/EndToEndId')).toBe('R-17')
    expect(all(first, 'Amt/InstdAmt')[0]).toMatchObject({ text: '120.50', attributes: { Ccy: 'NOK' } })
    expect(neededText(first, 'CdtrAcct/Id/Othr/Id')).toBe('98765432103')
    expect(neededText(first, 'CdtrAcct/Id/Othr/SchmeNm/Cd')).toBe('BBAN')
    expect(neededText(first, 'RmtInf/Ustrd')).toBe('Tilbakebetaling 2019-000017')
  })

  test.each([
    ['Bø & Sønn <AS>', 'Bø & Sønn <AS>'],
    ['Áilu Ŋorj', 'Áilu Norj'],
    ['Nordmann '.repeat(20), 'Nordmann '.repeat(20).slice(0, 70).trim()],
  ])('writes the name %s as a bank can carry it', (name, short) => {
    const { payment } = readOrder(anOrder({ refunds: [aRefund({ name })] }))
    expect(textAt(payment, 'CdtTrfTxInf/Cdtr/Nm')).toBe(short)
  })

  test('sums to the øre whatever the amounts', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1e12 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(amounts, (list) => {
        const refunds = list.map((amount, i) => aRefund({ refundId: `R-${i}`, amount: ore(amount) }))
        const { header, payment } = readOrder(anOrder({ refunds }))
        const paid = all(payment, 'CdtTrfTxInf/Amt/InstdAmt').map((told) => oreOf(amountOf(told).parts))
        expect(paid).toEqual(list)
        const total = list.reduce((sum, amount) => sum + amount, 0)
        expect(neededText(header, 'CtrlSum').replace('.', '').replace(/^0+/, '')).toBe(String(total))
        expect(neededText(header, 'NbOfTxs')).toBe(String(list.length))
      }),
      { numRuns: 50 },
    )
  })

  const { name, account: debit } = anOrder().debtor
  test.each([
    ['without refunds', { refunds: [] }, /without refunds/],
    ['with a refund twice', { refunds: [aRefund(), aRefund()] }, /twice/],
    ['of nothing', { refunds: [aRefund({ amount: ore(0) })] }, /no amount/],
    ['that asks for money', { refunds: [aRefund({ amount: ore(-1) })] }, /no amount/],
    ['without a text', { refunds: [aRefund({ text: ' ' })] }, /no text/],
    ['to nobody', { refunds: [aRefund({ name: ' ' })] }, /without a name/],
    ['with too long an id', { messageId: 'M'.repeat(36) }, /not an identifier/],
    ['with no id', { paymentId: '' }, /not an identifier/],
    [
      'with an id that a bank would change',
      { refunds: [aRefund({ refundId: 'R//17' })] },
      /not an identifier/,
    ],
    ['with an id of other letters', { refunds: [aRefund({ refundId: 'Å-17' })] }, /not an identifier/],
    ['without a bank', { debtor: { name, account: debit, bic: 'DNB' } }, /not a BIC/],
    ['for no day', { executeOn: 'tomorrow' }, /not a day/],
    [
      'beyond counting',
      { refunds: [aRefund({ amount: ore(Number.MAX_SAFE_INTEGER) }), aRefund({ refundId: 'R-18' })] },
      /whole number/,
    ],
  ])('%s is our own mistake, and thrown', (_, wrong, message) => {
    expect(() => writePain001(anOrder(wrong))).toThrow(message)
  })
})
