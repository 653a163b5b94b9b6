import { describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { parsePain002, refundVerdict } from './pain-002.ts'

const reason = (code: string) =>
  `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn><AddtlInf>Fritekst</AddtlInf></StsRsnInf>`
const refund = (id: string, status?: string, reasons = '') =>
  `<TxInfAndSts><StsId>S</StsId><OrgnlEndToEndId>${id}</OrgnlEndToEndId>${status ? `<TxSts>${status}</TxSts>` : ''}${reasons}</TxInfAndSts>`
const counted = (status: string, count: number | string) =>
  `<NbOfTxsPerSts><DtldNbOfTxs>${count}</DtldNbOfTxs><DtldSts>${status}</DtldSts></NbOfTxsPerSts>`
const payment = (inside: string, status = '', id = 'P-1') =>
  `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${id}</OrgnlPmtInfId>${status && `<PmtInfSts>${status}</PmtInfSts>`}${inside}</OrgnlPmtInfAndSts>`
const group = (status = '', about = 'pain.001.001.03') =>
  `<OrgnlGrpInfAndSts><OrgnlMsgId>M-1</OrgnlMsgId><OrgnlMsgNmId>${about}</OrgnlMsgNmId>${status && `<GrpSts>${status}</GrpSts>`}</OrgnlGrpInfAndSts>`
const HEADER = '<GrpHdr><MsgId>B-1</MsgId><CreDtTm>2019-12-10T09:00:00</CreDtTm></GrpHdr>'

const report = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
${inside}
</CstmrPmtStsRpt></Document>`
const read = (inside: string) => parsePain002(Buffer.from(report(inside)))

describe('a status report', () => {
  test('tells of the order, its payments and each refund, with the reasons', () => {
    const refunds = refund('R-1', 'ACSC') + refund('R-2', 'RJCT', reason('AC01') + reason('AC04'))
    expect(read(HEADER + group('PART') + payment(refunds, 'PART'))).toEqual({
      messageId: 'B-1',
      answers: 'M-1',
      status: 'PART',
      reasons: [],
      payments: [
        {
          paymentId: 'P-1',
          status: 'PART',
          reasons: [],
          refunds: [
            { refundId: 'R-1', status: 'ACSC', reasons: [] },
            { refundId: 'R-2', status: 'RJCT', reasons: ['AC01', 'AC04'] },
          ],
        },
      ],
    })
  })

  test.each(['ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACWC', 'PDNG', 'RJCT'])(
    'knows the status %s of a refund',
    (status) => {
      const result = read(HEADER + group() + payment(refund('R-1', status)))
      expect(result).toMatchObject({ status: undefined, payments: [{ refunds: [{ status }] }] })
    },
  )

  test('takes a reason of the bank’s own as well', () => {
    const own =
      '<StsRsnInf><Rsn><Prtry>B17</Prtry></Rsn></StsRsnInf><StsRsnInf><AddtlInf>Fritekst</AddtlInf></StsRsnInf>'
    const result = read(HEADER + group() + payment(refund('R-1', 'RJCT', own)))
    expect(result).toMatchObject({ payments: [{ refunds: [{ reasons: ['B17'] }] }] })
  })

  test('may be of the whole order alone', () => {
    const wholly = `<OrgnlGrpInfAndSts><OrgnlMsgId>M-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId><GrpSts>RJCT</GrpSts>${reason('AM05')}</OrgnlGrpInfAndSts>`
    expect(read(HEADER + wholly)).toMatchObject({ status: 'RJCT', reasons: ['AM05'], payments: [] })
  })

  test('may count what it does not tell one by one', () => {
    const counts = counted('ACCP', 90) + counted('RJCT', 1)
    expect(read(HEADER + group() + payment(counts + refund('R-1', 'RJCT')))).toMatchObject({ payments: [{}] })
  })
})

describe('the verdict on a refund', () => {
  const verdict = (inside: string, refundId = 'R-1', paymentId = 'P-1') => {
    const result = read(HEADER + inside)
    if (isRefusal(result)) throw new TypeError(result.refused)
    return refundVerdict(result, { paymentId, refundId })
  }

  test.each([
    ['its own', group('ACCP') + payment(refund('R-1', 'RJCT', reason('AC04')), 'ACSP'), 'RJCT', ['AC04']],
    [
      'that of the payment',
      group('ACCP') + payment(refund('R-2', 'RJCT', reason('AC04')), 'ACSP'),
      'ACSP',
      [],
    ],
    [
      'that of the payment where its own is left out',
      group('ACCP') + payment(refund('R-1'), 'ACSP'),
      'ACSP',
      [],
    ],
    ['that of the order', group('ACCP') + payment(refund('R-1')), 'ACCP', []],
    ['that of the order where its payment is not told', group('ACTC'), 'ACTC', []],
    ['nothing where some are accepted', group('PART') + payment(refund('R-2', 'RJCT')), undefined, []],
    ['nothing where nothing is told', group(), undefined, []],
  ])('is %s', (_, inside, status, reasons) => {
    expect(verdict(inside)).toEqual({ status, reasons })
  })

  test('is not that of a refund of the same id in another payment', () => {
    expect(verdict(group('ACCP') + payment(refund('R-1', 'RJCT')), 'R-1', 'P-2').status).toBe('ACCP')
  })
})

describe('a status report is refused whole', () => {
  const good = HEADER + group() + payment(refund('R-1', 'ACSC'))
  test.each([
    ['for a status that is none', HEADER + group() + payment(refund('R-1', 'OKAY')), 'not-a-word'],
    ['for a status of the order that is none', HEADER + group('DONE'), 'not-a-word'],
    ['without a header', group(), 'missing-element'],
    ['without the order it answers', HEADER, 'missing-element'],
    ['with two headers', HEADER + good, 'repeated-element'],
    ['with two orders', good + group(), 'repeated-element'],
    ['for a message that was no order', HEADER + group('', 'pain.008.001.02'), 'not-of-an-order'],
    [
      'for a refund without its id',
      HEADER + group() + payment('<TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts>'),
      'missing-element',
    ],
    ['for a payment without its id', HEADER + group() + payment('', '', ''), 'missing-element'],
    ['for a refund told twice', good + payment(refund('R-1', 'RJCT')), 'repeated-transaction'],
    [
      'for a count',
      HEADER + group() + payment(counted('RJCT', 2) + refund('R-1', 'RJCT')),
      'count-disagrees',
    ],
    ['for a count that is no number', HEADER + group() + payment(counted('RJCT', 'two')), 'not-a-number'],
  ])('%s', (_, inside, code) => {
    const result = read(inside)
    expect(isRefusal(result) && result.refused).toBe(code)
    expect(isRefusal(result) && result.line).toBeGreaterThan(0)
  })

  test.each([
    ['with a DOCTYPE', `<!DOCTYPE Document>${report(good).slice(39)}`, 'doctype'],
    ['of another version', report(good).replace('002.001.03', '002.001.10'), 'unknown-namespace'],
    ['that breaks off', report(good).slice(0, -30), 'not-well-formed'],
  ])('%s', (_, text, code) => {
    const result = parsePain002(Buffer.from(text))
    expect(isRefusal(result) && result.refused).toBe(code)
  })
})
