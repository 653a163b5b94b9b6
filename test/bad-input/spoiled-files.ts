import type { OutsideFile } from './outside-files.ts'
import { put } from './spoil.ts'

type Spoil = (valid: Buffer) => Readonly<Record<string, Buffer>>

/** 17 digits, as OCR giro writes an amount; of 20 kroner the first time it stands. */
const ocrAmount = (amount: string) => (valid: Buffer) => put(valid, /0{13}2000(?= )/, amount)
const camt: Spoil = (valid) => ({
  'amount of zero': put(valid, /1\.00(?=<\/Amt>)/, '0.00'),
  'amount below zero': put(valid, /1\.00(?=<\/Amt>)/, '-1.00'),
  'amount of 17 digits': put(valid, /1\.00(?=<\/Amt>)/, '99999999999999999.00'),
  'stranger’s account': put(valid, /(12345678903|98765432103)(?=<\/Id><SchmeNm>)/, '15030000045'),
  'account with a wrong check digit': put(
    valid,
    /(12345678903|98765432103)(?=<\/Id><SchmeNm>)/,
    '12345678904',
  ),
  'day of 1900': put(valid, '<Dt>2019-12-10', '<Dt>1900-01-01'),
  'day of 2999': put(valid, '<Dt>2019-12-10', '<Dt>2999-01-01'),
  'half in Latin-1': Buffer.from(valid.toString('utf8'), 'latin1'),
  'null character': put(valid, /1\.00(?=<\/Amt>)/, '1.0\0'),
})

/** What may be wrong with a file that is otherwise the right one. */
export const SPOILED: Partial<Readonly<Record<OutsideFile, Spoil>>> = {
  'OCR giro': (valid) => ({
    'amount of zero': ocrAmount('0'.repeat(17))(valid),
    'amount below zero': put(valid, /(?<=NY091030\d{7}091219.{10})0/, '-'),
    'amount of 17 digits': ocrAmount('9'.repeat(17))(valid),
    'wrong count': put(valid, 'NY09008800000002', 'NY09008800000003'),
    'wrong sum': put(valid, /(?<=NY090088.{16}0{13})2100/, '2101'),
    'wrong check digit': put(valid, /12345(?=0|$|\r)/, '12346'),
    'null character': put(valid, /12345(?=0|$|\r)/, '1234\0'),
    'stranger’s account': put(valid, '15030000001', '15030000045'),
    'day of 1900': put(valid, '091219', '010100'),
    'day that is none': put(valid, '091219', '310219'),
  }),
  'camt.054': (valid) => ({
    ...camt(valid),
    'wrong count': put(valid, '<NbOfNtries>2', '<NbOfNtries>3'),
    'wrong sum': put(valid, '<Sum>21.00', '<Sum>21.01'),
  }),
  'camt.053': camt,
  mandates: (valid) => ({
    'wrong count': put(valid, 'NY21248800000001', 'NY21248800000002'),
    'wrong sum': put(valid, /(?<=NY212488.{16})0{17}/, '0'.repeat(16) + '1'),
    'wrong check digit': put(valid, /\d(?=[JN])|\d(?= +[JN])/, 'x'),
    'stranger’s account': put(valid, '15030000001', '15030000045'),
  }),
  'pain.002': (valid) => ({
    'order of somebody else': put(valid, /<OrgnlMsgId>[^<]+/, '<OrgnlMsgId>NOBODY'),
    'status that is none': put(valid, 'RCVD', 'PAID'),
  }),
  'collection status': (valid) => ({
    'null character': put(valid, 'ferde', 'ferde\0'),
    'wrong count': put(valid, 'Z;1', 'Z;2'),
    'amount of zero': put(valid, '27000', '0'),
    'amount below zero': put(valid, '27000', '-27000'),
    'amount of 17 digits': put(valid, '27000', '9'.repeat(17)),
    'day of 1900': put(valid, '2019-12-09', '1900-01-01'),
    'day of 2999': put(valid, '2019-12-09', '2999-01-01'),
    'stranger’s issuer': put(valid, 'ferde', 'nobody'),
  }),
  'report of Vipps': (valid) => ({
    'another’s JSON': Buffer.from('{"hello":"you"}'),
    'deep brackets': Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    'amount of zero': put(valid, '"amount":2000', '"amount":0'),
    'amount below zero': put(valid, '"amount":2000', '"amount":-2000'),
    'amount of 17 digits': put(valid, '"amount":2000', `"amount":${'9'.repeat(17)}`),
    'amount as text': put(valid, '"amount":2000', '"amount":"2000"'),
    'wrong sum': put(valid, '"amount":-1900', '"amount":-1901'),
    'another currency': put(valid, 'NOK', 'SEK'),
    'stranger’s money': put(valid, 'brikke-bad-input', 'brikke-nobodys'),
    'an entry we do not know': put(valid, '"entryType":"fees-retained"', '"entryType":"dispute"'),
    'day of 1900': Buffer.from(valid.toString().replaceAll('2019-12-09', '1900-01-01')),
    'day of 2999': Buffer.from(valid.toString().replaceAll('2019-12-09', '2999-01-01')),
    'one line of 20 MB': Buffer.alloc(20_000_000, '['),
  }),
  'status from abroad': (valid) => ({
    'null character': put(valid, 'ferde', 'ferde\0'),
    'wrong count': put(valid, 'Z;1', 'Z;2'),
    'amount of zero': put(valid, /(?<=S;\d+;)2000/, '0'),
    'amount below zero': put(valid, /(?<=S;\d+;)2000/, '-2000'),
    'amount of 17 digits': put(valid, /(?<=S;\d+;)2000/, '9'.repeat(17)),
    'wrong sum': put(valid, /(?<=S;\d+;)2000/, '1999'),
    'stranger’s issuer': put(valid, 'ferde', 'nobody'),
    'stranger’s money': put(valid, /S;\d+/, 'S;1'),
    'day of 1900': put(valid, '2019-12-09', '1900-01-01'),
    'day of 2999': put(valid, '2019-12-09', '2999-01-01'),
  }),
  'returned letters': (valid) => ({
    'wrong count': put(valid, 'Z;1', 'Z;2'),
    'day of 1900': put(valid, '2019-12-09', '1900-01-01'),
    'day of 2999': put(valid, '2019-12-09', '2999-01-01'),
  }),
  portfolio: (valid) => ({
    'one line of 20 MB': Buffer.alloc(20_000_000, '['),
    'half in Latin-1': Buffer.from(valid.toString('utf8'), 'latin1'),
    'name with a null character': put(valid, 'Ola Prøve', 'Ola\\u0000'),
  }),
  passages: (valid) => ({
    'null character': put(valid, 'EK12345', 'EK1234\0'),
    'null character in its head': put(valid, 'ferde', 'ferde\0'),
    'wrong count': put(valid, 'T;2', 'T;3'),
    'stranger’s issuer': put(valid, 'ferde', 'nobody'),
    'day of 1900': put(valid, '2019-12-09', '1900-01-01'),
    'day of 2999': put(valid, '2019-12-09', '2999-01-01'),
  }),
  tariff: (valid) => ({
    'one line of 20 MB': Buffer.alloc(20_000_000, '['),
    'half in Latin-1': put(valid, /"name": "[^"]+"/, '"name": "\uFFFD"'),
    'amount below zero': put(valid, /(?<="off": )\d+(\.\d+)?/, '-1'),
    'amount of 17 digits': put(valid, /(?<="off": )\d+(\.\d+)?/, '99999999999999999'),
    'day of 1900': put(valid, /(?<="from": ")\d{4}-\d\d-\d\d/, '1900-02-30'),
    'day of 2999': put(valid, /(?<="from": ")\d{4}-\d\d-\d\d/, '2999-02-30'),
  }),
}
