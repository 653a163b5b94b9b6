import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

const nb = {
  'empty-file': 'Filen er tom.',
  'no-end-record': 'Filen er avkortet: sluttposten mangler.',
  'wrong-line-length': 'En linje har ikke 80 tegn.',
  'unknown-record': 'Filen har en post som ikke hører hjemme i den.',
  'unknown-transaction-type': 'Transaksjonstypen finnes ikke.',
  'wrong-order': 'Postene står i gal rekkefølge.',
  'not-a-number': 'Et felt som skal være et tall, er ikke det, eller tallet er for stort.',
  'not-a-sign': 'Fortegnet er verken 0 eller minus.',
  'not-a-date': 'Datoen finnes ikke, eller ligger utenfor det som kan stå i filen.',
  'zero-amount': 'En betaling er på null kroner.',
  'repeated-transaction': 'Samme transaksjon står to ganger.',
  'count-disagrees': 'Antallet stemmer ikke med det filen selv oppgir.',
  'records-disagree': 'Antallet linjer stemmer ikke med det filen selv oppgir.',
  'sum-disagrees': 'Summen stemmer ikke med det filen selv oppgir.',
  'sum-too-large': 'Betalingene er til sammen mer enn vi kan regne med.',
  'repeated-serial': 'Et løpenummer står to ganger.',
  'unknown-registration': 'Registreringstypen finnes ikke.',
  'not-a-kid': 'KID-nummeret har feil kontrollsiffer.',
  'not-a-notice-choice': 'Ønsket om skriftlig varsel er verken J eller N.',
  'unknown-ocr-agreement': 'Ingen utsteder har denne OCR-avtalen.',
  'unknown-issuer': 'Vi har ingen utsteder med denne koden.',
  'not-our-account': 'Kontoen er ikke utstederens.',
  'other-payment-format': 'Utstederen får betalingene sine i et annet filformat.',
  'payment-changed':
    'En betaling vi har fra før, har fått et annet beløp, en annen KID eller en annen dag. Spør banken.',
  'not-an-amount': 'Beløpet kan ikke leses.',
  'not-an-account-number': 'Kontonummeret har feil kontrollsiffer, eller mangler.',
  'not-a-word': 'En kode er ikke blant dem som kan stå der.',
  'missing-element': 'Noe som må stå i filen, mangler.',
  'repeated-element': 'Noe som bare kan stå én gang, står to ganger.',
  'wrong-message': 'Innholdet hører til en annen melding enn den filen gir seg ut for.',
  'currency-disagrees': 'Beløp som hører sammen, er i forskjellig valuta.',
  'balance-disagrees': 'Inngående saldo og bevegelser gir ikke utgående saldo.',
  'not-of-an-order': 'Svaret gjelder ikke et betalingsoppdrag.',
  'unknown-order': 'Vi har ikke sendt dette betalingsoppdraget.',
  'unknown-refund': 'Utbetalingen er ikke i dette betalingsoppdraget.',
  'contradicts-earlier-status': 'Banken sier det motsatte av hva den har sagt før.',
  doctype: 'Filen har en DOCTYPE. Slike filer leser vi ikke.',
  'not-utf-8': 'Filen er ikke i UTF-8.',
  'not-well-formed': 'Filen er ikke gyldig XML, eller den er avkortet.',
  'unexpected-root': 'Filen er et annet slags dokument.',
  'unknown-namespace': 'Vi kjenner ikke denne meldingen eller versjonen.',
  'too-deep': 'Elementene ligger dypere i hverandre enn vi leser.',
  'too-long': 'En tekst i filen er lengre enn vi leser.',
  'too-many-attributes': 'Et element har flere attributter enn vi leser.',
  'element-too-large': 'En post i filen er større enn vi leser.',
}

/** Why a file of the bank’s is refused whole. */
export type BankFileRefusal = keyof typeof nb

const nn: Record<BankFileRefusal, string> = {
  'empty-file': 'Fila er tom.',
  'no-end-record': 'Fila er avkorta: sluttposten manglar.',
  'wrong-line-length': 'Ei linje har ikkje 80 teikn.',
  'unknown-record': 'Fila har ein post som ikkje høyrer heime i ho.',
  'unknown-transaction-type': 'Transaksjonstypen finst ikkje.',
  'wrong-order': 'Postane står i feil rekkjefølgje.',
  'not-a-number': 'Eit felt som skal vere eit tal, er ikkje det, eller talet er for stort.',
  'not-a-sign': 'Forteiknet er verken 0 eller minus.',
  'not-a-date': 'Datoen finst ikkje, eller ligg utanfor det som kan stå i fila.',
  'zero-amount': 'Ei betaling er på null kroner.',
  'repeated-transaction': 'Same transaksjon står to gonger.',
  'count-disagrees': 'Talet på postar stemmer ikkje med det fila sjølv oppgir.',
  'records-disagree': 'Talet på linjer stemmer ikkje med det fila sjølv oppgir.',
  'sum-disagrees': 'Summen stemmer ikkje med det fila sjølv oppgir.',
  'sum-too-large': 'Betalingane er til saman meir enn vi kan rekne med.',
  'repeated-serial': 'Eit løpenummer står to gonger.',
  'unknown-registration': 'Registreringstypen finst ikkje.',
  'not-a-kid': 'KID-nummeret har feil kontrollsiffer.',
  'not-a-notice-choice': 'Ønsket om skriftleg varsel er verken J eller N.',
  'unknown-ocr-agreement': 'Ingen utferdar har denne OCR-avtalen.',
  'unknown-issuer': 'Vi har ingen utferdar med denne koden.',
  'not-our-account': 'Kontoen er ikkje utferdaren sin.',
  'other-payment-format': 'Utferdaren får betalingane sine i eit anna filformat.',
  'payment-changed':
    'Ei betaling vi har frå før, har fått eit anna beløp, ein annan KID eller ein annan dag. Spør banken.',
  'not-an-amount': 'Beløpet kan ikkje lesast.',
  'not-an-account-number': 'Kontonummeret har feil kontrollsiffer, eller manglar.',
  'not-a-word': 'Ein kode er ikkje blant dei som kan stå der.',
  'missing-element': 'Ein del av det som må stå i fila, manglar.',
  'repeated-element': 'Ein del som berre kan stå éin gong, står to gonger.',
  'wrong-message': 'Innhaldet høyrer til ei anna melding enn den fila gir seg ut for.',
  'currency-disagrees': 'Beløp som høyrer saman, er i ulik valuta.',
  'balance-disagrees': 'Inngåande saldo og rørsler gir ikkje utgåande saldo.',
  'not-of-an-order': 'Svaret gjeld ikkje eit betalingsoppdrag.',
  'unknown-order': 'Vi har ikkje sendt dette betalingsoppdraget.',
  'unknown-refund': 'Utbetalinga er ikkje i dette betalingsoppdraget.',
  'contradicts-earlier-status': 'Banken seier det motsette av det han har sagt før.',
  doctype: 'Fila har ein DOCTYPE. Slike filer les vi ikkje.',
  'not-utf-8': 'Fila er ikkje i UTF-8.',
  'not-well-formed': 'Fila er ikkje gyldig XML, eller ho er avkorta.',
  'unexpected-root': 'Fila er eit anna slags dokument.',
  'unknown-namespace': 'Vi kjenner ikkje denne meldinga eller versjonen.',
  'too-deep': 'Elementa ligg djupare i kvarandre enn vi les.',
  'too-long': 'Ein tekst i fila er lengre enn vi les.',
  'too-many-attributes': 'Eit element har fleire attributt enn vi les.',
  'element-too-large': 'Ein post i fila er større enn vi les.',
}

const en: Record<BankFileRefusal, string> = {
  'empty-file': 'The file is empty.',
  'no-end-record': 'The file breaks off: its end record is missing.',
  'wrong-line-length': 'A line is not of 80 characters.',
  'unknown-record': 'The file has a record that does not belong in it.',
  'unknown-transaction-type': 'There is no such transaction type.',
  'wrong-order': 'The records are in the wrong order.',
  'not-a-number': 'A field that should be a number is none, or is too large.',
  'not-a-sign': 'The sign is neither 0 nor minus.',
  'not-a-date': 'There is no such date, or it is outside what the file may tell.',
  'zero-amount': 'A payment is of nothing.',
  'repeated-transaction': 'The same transaction stands there twice.',
  'count-disagrees': 'The count disagrees with what the file itself declares.',
  'records-disagree': 'The number of lines disagrees with what the file itself declares.',
  'sum-disagrees': 'The sum disagrees with what the file itself declares.',
  'sum-too-large': 'The payments together are more than can be reckoned with.',
  'repeated-serial': 'A serial number stands there twice.',
  'unknown-registration': 'There is no such kind of registration.',
  'not-a-kid': 'The check digit of the KID is wrong.',
  'not-a-notice-choice': 'The wish for notice in writing is neither J nor N.',
  'unknown-ocr-agreement': 'No issuer has this OCR agreement.',
  'unknown-issuer': 'We have no issuer with this code.',
  'not-our-account': 'The account is not the issuer’s.',
  'other-payment-format': 'The issuer is told of its payments in another format.',
  'payment-changed': 'A payment that we have already has another amount, KID or day. Ask the bank.',
  'not-an-amount': 'The amount cannot be read.',
  'not-an-account-number': 'The check digit of the account number is wrong, or there is no account.',
  'not-a-word': 'A code is none of those that may stand there.',
  'missing-element': 'Something that must be in the file is missing.',
  'repeated-element': 'Something that may stand there once stands there twice.',
  'wrong-message': 'The content belongs to another message than the file says it is.',
  'currency-disagrees': 'Amounts that belong together are in different currencies.',
  'balance-disagrees': 'Opening balance and movements do not make the closing balance.',
  'not-of-an-order': 'The answer is not to a payment order.',
  'unknown-order': 'We have not sent this payment order.',
  'unknown-refund': 'The refund is not in this payment order.',
  'contradicts-earlier-status': 'The bank says the opposite of what it has said before.',
  doctype: 'The file has a DOCTYPE. We do not read such files.',
  'not-utf-8': 'The file is not in UTF-8.',
  'not-well-formed': 'The file is not well-formed XML, or it breaks off.',
  'unexpected-root': 'The file is another kind of document.',
  'unknown-namespace': 'We do not know this message or version.',
  'too-deep': 'The elements are nested deeper than we read.',
  'too-long': 'A text in the file is longer than we read.',
  'too-many-attributes': 'An element has more attributes than we read.',
  'element-too-large': 'A record of the file is larger than we read.',
}

export const BANK_FILE_REFUSALS: Readonly<Record<Language, Readonly<Record<BankFileRefusal, string>>>> = {
  nb,
  nn,
  en,
}

/** What those who keep the books are told of a file that was refused. */
export type BankFileMail = {
  readonly subject: (file: string) => string
  readonly body: (file: string, because: string) => string
}

export const BANK_FILE_MAIL: Readonly<Record<Language, BankFileMail>> = {
  nb: {
    subject: (file) => `Betalingsfilen ${file} er avvist`,
    body: (file, because) =>
      [
        `Betalingsfilen ${file} er avvist, og ingen betaling i den er bokført: ${because}`,
        '',
        'Så lenge filen venter, purres ingen av dem betalingene kan være fra. Be banken om en ny fil, eller rett det som er feil hos oss: filen leses på nytt av seg selv.',
        'refused-bank-files viser filer som venter. Den som vet at pengene er kommet i en annen fil, legger denne til side der.',
      ].join('\n'),
  },
  nn: {
    subject: (file) => `Betalingsfila ${file} er avvist`,
    body: (file, because) =>
      [
        `Betalingsfila ${file} er avvist, og inga betaling i ho er bokført: ${because}`,
        '',
        'Så lenge fila ventar, blir ingen av dei betalingane kan vere frå, purra. Be banken om ei ny fil, eller rett det som er feil hos oss: fila blir lesen på nytt av seg sjølv.',
        'refused-bank-files viser filer som ventar. Den som veit at pengane er komne i ei anna fil, legg denne til side der.',
      ].join('\n'),
  },
  en: {
    subject: (file) => `The payment file ${file} is refused`,
    body: (file, because) =>
      [
        `The payment file ${file} is refused, and no payment in it is booked: ${because}`,
        '',
        'While it waits, nobody whose payment may be in it is reminded. Ask the bank for a new file, or put right what is wrong with us: the file is read anew by itself.',
        'refused-bank-files shows the files that wait. Who knows that the money has come in another sets this one aside there.',
      ].join('\n'),
  },
}

/** Why what somebody decides of a refused file is not done. */
export type RefusedFileRefusal =
  | 'unknown-file'
  | 'file-settled'
  | 'file-waits'
  | 'no-reason-given'
  | StaffRefusal

export const REFUSED_FILE_REFUSALS: Readonly<Record<Language, Readonly<Record<RefusedFileRefusal, string>>>> =
  {
    nb: {
      ...STAFF_REFUSALS.nb,
      'unknown-file': 'Vi har ingen avvist fil med dette nummeret.',
      'file-settled': 'Filen er lest inn eller lagt til side.',
      'file-waits': 'Filen er ikke lagt til side.',
      'no-reason-given': 'Skriv hvorfor.',
    },
    nn: {
      ...STAFF_REFUSALS.nn,
      'unknown-file': 'Vi har inga avvist fil med dette nummeret.',
      'file-settled': 'Fila er lesen inn eller lagd til side.',
      'file-waits': 'Fila er ikkje lagd til side.',
      'no-reason-given': 'Skriv kvifor.',
    },
    en: {
      ...STAFF_REFUSALS.en,
      'unknown-file': 'We have no refused file with this number.',
      'file-settled': 'The file has been taken or set aside.',
      'file-waits': 'The file has not been set aside.',
      'no-reason-given': 'Write why.',
    },
  }
