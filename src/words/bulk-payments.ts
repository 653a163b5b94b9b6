import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why what a file tells of a sum that others hold for us is not taken. */
export type BulkTakingRefusal = 'unknown-company' | 'told-before' | 'money-not-known' | 'nothing-comes'

/** Why such a sum and a payment are not the same. */
export type BulkMatchRefusal = StaffRefusal | 'payment-not-queued' | 'no-such-bulk-payment' | 'not-its-sum'

/** Why a file that tells of such a sum is not read. */
export type BulkFileRefusal =
  | 'not-json'
  | 'not-a-vipps-report'
  | 'unknown-entry'
  | 'not-one-payout'
  | 'sum-differs'
  | 'not-utf8'
  | 'bad-header'
  | 'bad-trailer'
  | 'count-differs'
  | 'wrong-fields'
  | 'bad-charge-number'
  | 'bad-amount'
  | 'charge-twice'

export const BULK_PAYMENT_TEXTS: Record<
  Language,
  Readonly<Record<BulkTakingRefusal | BulkMatchRefusal | BulkFileRefusal, string>>
> = {
  nb: {
    'unknown-company': 'Vi har ikke noe selskap med denne koden.',
    'told-before': 'Referansen er brukt før, i en fil med annet innhold.',
    'money-not-known':
      'Filen har penger vi ikke kjenner, med et annet beløp, eller som det er gjort greie for før.',
    'nothing-comes': 'Det blir ingenting igjen til oss av det filen forteller om.',
    ...STAFF_REFUSALS.nb,
    'payment-not-queued': 'Betalingen venter ikke på noen.',
    'no-such-bulk-payment': 'Vi venter ikke på et slikt beløp.',
    'not-its-sum': 'Betalingen er en annen utsteders, eller et annet beløp.',
    'not-json': 'Filen er ikke JSON.',
    'not-a-vipps-report': 'Filen er ikke en oppgjørsrapport fra Vipps.',
    'unknown-entry': 'Rapporten har en post av et slag vi ikke kjenner.',
    'not-one-payout': 'Rapporten har ikke én utbetaling.',
    'sum-differs': 'Postene er til sammen et annet beløp enn utbetalingen.',
    'not-utf8': 'Filen er ikke i UTF-8.',
    'bad-header': 'Første linje er ikke den som filen skal begynne med.',
    'bad-trailer': 'Siste linje er ikke den som filen skal slutte med.',
    'count-differs': 'Antallet linjer er et annet enn det filen selv oppgir.',
    'wrong-fields': 'En linje har feil antall felter.',
    'bad-charge-number': 'Nummeret på belastningen er ikke et helt tall over null.',
    'bad-amount': 'Beløpet er ikke et helt tall, eller null.',
    'charge-twice': 'En belastning står på to linjer.',
  },
  nn: {
    'unknown-company': 'Vi har ikkje noko selskap med denne koden.',
    'told-before': 'Referansen er brukt før, i ei fil med anna innhald.',
    'money-not-known':
      'Fila har pengar vi ikkje kjenner, med eit anna beløp, eller som det er gjort greie for før.',
    'nothing-comes': 'Det blir ingenting att til oss av det fila fortel om.',
    ...STAFF_REFUSALS.nn,
    'payment-not-queued': 'Betalinga ventar ikkje på nokon.',
    'no-such-bulk-payment': 'Vi ventar ikkje på eit slikt beløp.',
    'not-its-sum': 'Betalinga er ein annan utferdar sin, eller eit anna beløp.',
    'not-json': 'Fila er ikkje JSON.',
    'not-a-vipps-report': 'Fila er ikkje ein oppgjersrapport frå Vipps.',
    'unknown-entry': 'Rapporten har ein post av eit slag vi ikkje kjenner.',
    'not-one-payout': 'Rapporten har ikkje éi utbetaling.',
    'sum-differs': 'Postane er til saman eit anna beløp enn utbetalinga.',
    'not-utf8': 'Fila er ikkje i UTF-8.',
    'bad-header': 'Første linje er ikkje den som fila skal byrje med.',
    'bad-trailer': 'Siste linje er ikkje den som fila skal slutte med.',
    'count-differs': 'Talet på linjer er eit anna enn det fila sjølv oppgir.',
    'wrong-fields': 'Ei linje har feil tal på felt.',
    'bad-charge-number': 'Nummeret på belastninga er ikkje eit heilt tal over null.',
    'bad-amount': 'Beløpet er ikkje eit heilt tal, eller null.',
    'charge-twice': 'Ei belastning står på to linjer.',
  },
  en: {
    'unknown-company': 'We have no company with this code.',
    'told-before': 'The reference was used before, in a file with other content.',
    'money-not-known': 'The file has money that we do not know, of another sum, or accounted for before.',
    'nothing-comes': 'Nothing is left for us of what the file tells of.',
    ...STAFF_REFUSALS.en,
    'payment-not-queued': 'The payment waits for nobody.',
    'no-such-bulk-payment': 'We do not wait for such a sum.',
    'not-its-sum': 'The payment is of another issuer, or of another sum.',
    'not-json': 'The file is not JSON.',
    'not-a-vipps-report': 'The file is no settlement report of Vipps.',
    'unknown-entry': 'The report has an entry of a kind we do not know.',
    'not-one-payout': 'The report does not have one payout.',
    'sum-differs': 'The entries come to another sum than the payout.',
    'not-utf8': 'The file is not in UTF-8.',
    'bad-header': 'The first line is not the one the file must begin with.',
    'bad-trailer': 'The last line is not the one the file must end with.',
    'count-differs': 'The count of lines is another than the file says.',
    'wrong-fields': 'A line has the wrong number of fields.',
    'bad-charge-number': 'The charge number is no whole number above zero.',
    'bad-amount': 'The amount is no whole number, or zero.',
    'charge-twice': 'A charge stands on two lines.',
  },
}
