import fc from 'fast-check'
import { type AccountNumber, parseAccountNumber } from '#core/account-number.ts'
import { makeKid } from '#core/kid.ts'
import { NO_MONEY, type Ore, ore, sumOre } from '#core/money.ts'
import { type OrganisationNumber, parseOrganisationNumber } from '#core/organisation-number.ts'
import { addDays } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { type EhfDocument, type EhfLine, norwegianEndpoint } from '#formats/ehf-document.ts'
import type { EhfReminder } from '#formats/ehf-reminder.ts'

/** An e-invoice of two lines, with what the test wants otherwise. Payable follows the lines unless it is said. */
export function anEhfDocument(wanted: Partial<EhfDocument> = {}): EhfDocument {
  const document = { ...ORDINARY, ...wanted }
  const owed = sumOre(document.lines.map(({ amount }) => amount))
  return { ...document, payable: wanted.payable ?? ore(owed - document.prepaid) }
}

/** What the customer is owed: lines below nought, nothing due. */
export function anEhfCreditNote(wanted: Partial<EhfDocument> = {}): EhfDocument {
  return anEhfDocument({ lines: [toll(-12_300)], dueOn: null, payment: null, corrects: [EARLIER], ...wanted })
}

export function anEhfReminder(wanted: Partial<EhfReminder> = {}): EhfReminder {
  const { fee = ore(7_000), feeReason = 'Purregebyr', lines = [LEFT], remindsOf = EARLIER, ...rest } = wanted
  const { period: _, orderReference: __, attachments: ___, corrects: ____, ...document } = anEhfDocument(rest)
  const owed = sumOre([...lines.map(({ amount }) => amount), fee])
  return { ...document, remindsOf, lines, fee, feeReason, payable: ore(owed - document.prepaid) }
}

export function toll(amount: number, wanted: Partial<EhfLine> = {}): EhfLine {
  return { ...PLAIN_LINE, name: 'Bompassering, AB 12345', amount: ore(amount), vat: 'exempt', ...wanted }
}

export function fare(amount: number, percent = 12, wanted: Partial<EhfLine> = {}): EhfLine {
  return { ...PLAIN_LINE, name: 'Ferje Flakk–Rørvik', amount: ore(amount), vat: { percent }, ...wanted }
}

const PLAIN_LINE = { description: null, accountingCost: null }

export const SELLER_NUMBER = known(parseOrganisationNumber('123456785'))
export const BUYER_NUMBER = known(parseOrganisationNumber('987654325'))
const ACCOUNT: AccountNumber = known(parseAccountNumber('12345678903'))

function known<T>(parsed: T): Exclude<T, { readonly refused: string }> {
  if (isRefusal(parsed)) throw new TypeError(parsed.refused)
  return parsed as Exclude<T, { readonly refused: string }>
}

const EARLIER = { number: '2019-1001', issuedOn: '2019-11-30' }
const LEFT = { name: 'Faktura 2019-1001', accountingCost: null, amount: ore(134_600), vat: 'exempt' } as const
const BARE = { street: null, postalCode: null, place: null, country: 'NO' } as const

const ORDINARY: EhfDocument = {
  number: '2019-1042',
  issuedOn: '2019-12-10',
  dueOn: '2019-12-24',
  period: { from: '2019-11-01', to: '2019-11-30' },
  seller: {
    name: 'Bompengeselskap Nord AS',
    organisationNumber: SELLER_NUMBER,
    vatRegistered: true,
    address: { street: 'Prøveveien 1', postalCode: '7010', place: 'Trondheim', country: 'NO' },
    phone: '00 00 00 00',
    email: 'post@bps-nord.example',
  },
  buyer: {
    name: 'Kjøper og Sønner AS',
    endpoint: norwegianEndpoint(BUYER_NUMBER as OrganisationNumber),
    registration: { scheme: '0192', value: BUYER_NUMBER },
    vatNumber: 'NO987654325MVA',
    address: { street: 'Øvre gate 3', postalCode: '0150', place: 'Oslo', country: 'NO' },
  },
  buyerReference: 'Avdeling 7',
  orderReference: null,
  agreementNumber: '10000017',
  note: null,
  payment: { accountNumber: ACCOUNT, kid: makeKid('31000000001042'), terms: null },
  corrects: [],
  attachments: [],
  lines: [toll(123_400, { accountingCost: '4025' }), fare(11_200)],
  exemptionReason: 'Bompenger er unntatt merverdiavgift',
  prepaid: NO_MONEY,
  payable: NO_MONEY,
}

const SWEDISH = {
  name: 'Åkeri Ängsö AB',
  endpoint: { scheme: '0007', value: '5560125790' },
  registration: { scheme: '0007', value: '5560125790' },
  vatNumber: 'SE556012579001',
  address: { street: 'Vägen 2', postalCode: '111 22', place: 'Stockholm', country: 'SE' },
}

const NASTY = 'Å\u0000 \u0007<b>&amp;</b> ]]> "x" \'y\' \uFFFE\uD800 🚗 &#0; <!-- '
const PDF = { filename: 'faktura.pdf', mime: 'application/pdf', description: 'Faktura' } as const
const CSV = { filename: 'passeringer.csv', mime: 'text/csv', description: null } as const
const bytes = (text: string) => new TextEncoder().encode(text)

/** Every kind of invoice that we can make. */
export const INVOICES: Readonly<Record<string, EhfDocument>> = {
  ordinary: anEhfDocument(),
  'single line': anEhfDocument({ lines: [toll(3_100)] }),
  'ferry fares alone': anEhfDocument({ lines: [fare(9_801), fare(4_903)], exemptionReason: null }),
  'two rates and tolls': anEhfDocument({
    lines: [toll(3_100), fare(9_800, 12), fare(9_805, 6), fare(103, 25)],
  }),
  zero: anEhfDocument({ lines: [toll(0)] }),
  'zero with a fare': anEhfDocument({ lines: [toll(0), fare(0)] }),
  'a line below nought': anEhfDocument({ lines: [toll(12_300), toll(-3_100), fare(9_800), fare(-1_200)] }),
  'a sum below nought': anEhfDocument({ lines: [toll(2_000), fare(-9_800)], payment: null }),
  'a thousand lines': anEhfDocument({
    lines: Array.from({ length: 1_000 }, (_, i) =>
      i % 3 ? toll(i * 7 + 1) : fare(i * 11 + 3, i % 2 ? 6 : 12),
    ),
  }),
  'a thousand fares of an øre': anEhfDocument({ lines: Array.from({ length: 1_000 }, () => fare(1)) }),
  'a rounding': anEhfDocument({ lines: [fare(5)] }),
  'foreign buyer': anEhfDocument({ buyer: SWEDISH }),
  'foreign buyer without a register': anEhfDocument({
    buyer: { ...SWEDISH, registration: { scheme: null, value: 'X-1' }, vatNumber: null },
  }),
  'as little as there can be': anEhfDocument({
    period: null,
    buyerReference: null,
    agreementNumber: null,
    payment: null,
    seller: { ...ORDINARY.seller, address: BARE, phone: null, email: null },
    buyer: { ...ORDINARY.buyer, registration: null, vatNumber: null, address: BARE },
  }),
  'an order and no reference': anEhfDocument({ buyerReference: ' ', orderReference: 'PO-17' }),
  'without due date': anEhfDocument({
    dueOn: null,
    payment: { accountNumber: ACCOUNT, kid: makeKid('31'), terms: 'Forskudd: betales før bruk' },
  }),
  'a KID with a minus': anEhfDocument({
    payment: { accountNumber: ACCOUNT, kid: '40-' as ReturnType<typeof makeKid>, terms: null },
  }),
  prepaid: anEhfDocument({ prepaid: ore(50_000) }),
  'prepaid in full': anEhfDocument({ prepaid: ore(134_600) }),
  'tolls of a seller without VAT': anEhfDocument({
    seller: { ...ORDINARY.seller, vatRegistered: false },
    lines: [toll(3_100)],
  }),
  'characters of all kinds': anEhfDocument({
    number: `2019-${NASTY}`,
    note: NASTY,
    buyerReference: NASTY,
    buyer: { ...ORDINARY.buyer, name: NASTY, address: { ...BARE, street: NASTY, place: '\u0001' } },
    exemptionReason: NASTY,
    lines: [toll(3_100, { name: NASTY, description: '\u0000', accountingCost: NASTY })],
  }),
  corrections: anEhfDocument({
    corrects: [EARLIER, { number: '2019-0999', issuedOn: null }],
    lines: [toll(-3_100), toll(6_200)],
  }),
  attachments: anEhfDocument({
    attachments: [
      { ...PDF, content: bytes('%PDF-1.7') },
      { ...CSV, content: bytes('dag;beløp\r\n') },
    ],
  }),
}

export const CREDIT_NOTES: Readonly<Record<string, EhfDocument>> = {
  ordinary: anEhfCreditNote(),
  'two rates and tolls': anEhfCreditNote({
    lines: [toll(-3_100), fare(-9_800, 12), fare(-9_805, 6), toll(200)],
  }),
  'a rounding': anEhfCreditNote({ lines: [fare(-5)] }),
  zero: anEhfCreditNote({ lines: [toll(-3_100), toll(3_100)] }),
  'foreign buyer': anEhfCreditNote({ buyer: SWEDISH }),
  'an earlier invoice and attachments': anEhfCreditNote({
    orderReference: 'PO-17',
    attachments: [{ ...CSV, content: bytes('x') }],
    note: 'Retting',
  }),
  'a credit that the customer owes': anEhfCreditNote({
    lines: [toll(100)],
    payment: { accountNumber: ACCOUNT, kid: null, terms: 'Avregnes' },
  }),
  'of what was prepaid': anEhfCreditNote({ prepaid: ore(-2_000) }),
}

export const REMINDERS: Readonly<Record<string, EhfReminder>> = {
  ordinary: anEhfReminder(),
  'with VAT': anEhfReminder({ lines: [LEFT, fare(9_801), toll(-100)] }),
  'without a fee': anEhfReminder({ fee: ore(0) }),
  'of fares alone': anEhfReminder({ lines: [fare(9_801)] }),
  'of an invoice whose day is not known': anEhfReminder({
    remindsOf: { number: '2019-0999', issuedOn: null },
  }),
  'to a foreign buyer': anEhfReminder({ buyer: SWEDISH }),
}

const text = fc.string({ unit: 'binary', maxLength: 40 })
const something = fc.tuple(text, fc.constantFrom('x', 'Ø', '<', '&', '1')).map(([rest, one]) => one + rest)
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const day = fc.nat(4_000).map((days) => addDays('2019-01-01', days))
const amount: fc.Arbitrary<Ore> = fc
  .oneof(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -100_000_000, max: 100_000_000 }))
  .map(ore)

const line: fc.Arbitrary<EhfLine> = fc.record({
  name: something,
  description: perhaps(text),
  accountingCost: perhaps(text),
  amount,
  vat: fc.constantFrom<EhfLine['vat']>('exempt', { percent: 12 }, { percent: 6 }, { percent: 25 }),
})
const place = fc.record({
  street: perhaps(text),
  postalCode: perhaps(text),
  place: perhaps(text),
  country: fc.constantFrom('NO', 'SE', 'PL'),
})

/** Any e-invoice that can be; on a credit note nothing is due. */
export const ehfDocuments: fc.Arbitrary<EhfDocument> = fc
  .record({
    number: something,
    issuedOn: day,
    note: perhaps(text),
    period: perhaps(fc.tuple(day, fc.nat(60)).map(([from, days]) => ({ from, to: addDays(from, days) }))),
    buyerReference: perhaps(text),
    orderReference: perhaps(text),
    agreementNumber: perhaps(text),
    buyerName: something,
    buyerPlace: place,
    corrects: fc.array(fc.record({ number: something, issuedOn: perhaps(day) }), { maxLength: 2 }),
    attached: fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 2 }),
    lines: fc.array(line, { minLength: 1, maxLength: 30 }),
    exemptionReason: something,
    prepaid: fc.oneof(fc.constant(NO_MONEY), amount),
  })
  .map(({ buyerName, buyerPlace, attached, ...rest }) =>
    anEhfDocument({
      ...rest,
      buyer: { ...ORDINARY.buyer, name: buyerName, address: buyerPlace },
      attachments: attached.map((content, i) => ({ ...CSV, filename: `fil ${i}.csv`, content })),
    }),
  )
