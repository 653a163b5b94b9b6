import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

export type ChannelName = 'avtalegiro' | 'efaktura' | 'ehf' | 'e-mail' | 'post'

/** Why somebody's decision on an invoice that reaches nobody is not taken. */
export type DeliveryRefusal =
  | 'unknown-invoice'
  | 'invoice-settled'
  | 'delivery-under-way'
  | 'channel-not-possible'
  | 'address-not-missing'
  | 'nothing-to-undo'
  | 'already-sent'
  | 'no-reason-given'
  | StaffRefusal

type Message = {
  readonly subject: (issuer: string) => string
  readonly body: (name: string, issuer: string) => string
  readonly sms: (issuer: string) => string
}

export type ChannelTexts = {
  readonly names: Readonly<Record<ChannelName, string>>
  /** What one does to have the channel, of one that the customer does not have. */
  readonly toHave: Readonly<Record<ChannelName, string>>
  readonly heading: string
  readonly about: string
  readonly link: string
  readonly toInvoices: string
  readonly agreement: (number: string, issuer: string) => string
  readonly place: (n: number) => string
  readonly order: string
  readonly alsoMail: string
  readonly save: string
  readonly saved: string
  readonly chosenTwice: string
  readonly notPossible: string
  readonly none: string
  readonly noAgreement: string
  readonly addressMissing: Message
  readonly addressMended: Message
  readonly refusals: Readonly<Record<DeliveryRefusal, string>>
}

export const CHANNEL_TEXTS: Record<Language, ChannelTexts> = {
  nb: {
    names: {
      avtalegiro: 'AvtaleGiro',
      efaktura: 'eFaktura i nettbanken',
      ehf: 'EHF til regnskapssystemet',
      'e-mail': 'E-post',
      post: 'Brev i posten',
    },
    toHave: {
      avtalegiro: 'AvtaleGiro inngår du i nettbanken, med KID fra en faktura du har fått.',
      efaktura: 'eFaktura sier du ja til i nettbanken.',
      ehf: 'EHF får bedrifter som er registrert som mottaker i ELMA.',
      'e-mail': 'Vi har ingen e-postadresse til deg.',
      post: 'Vi har ingen adresse som brev kommer fram til.',
    },
    heading: 'Slik får du fakturaene',
    about:
      'Velg hvilken måte vi skal prøve først. Kommer fakturaen ikke fram, prøver vi den neste. En faktura på e-post som ikke er åpnet etter noen dager, sender vi på neste måte.',
    link: 'Endre hvordan du får fakturaene',
    toInvoices: 'Til fakturaene',
    agreement: (number, issuer) => `Avtale ${number} hos ${issuer}`,
    place: (n) => `${n}. valg`,
    order: 'Rekkefølge',
    alsoMail: 'Send meg også en e-post når fakturaen er kommet på en annen måte',
    save: 'Lagre rekkefølgen',
    saved: 'Rekkefølgen er lagret. Den gjelder fra neste faktura.',
    chosenTwice: 'Velg hver måte én gang.',
    notPossible: 'Velg en av måtene i listen.',
    none: 'Vi har ingen måte å nå deg på. Ta kontakt med bompengeselskapet ditt.',
    noAgreement: 'Du har ingen avtale å velge for.',
    addressMissing: {
      subject: (issuer) => `Vi mangler adressen din, og avtalen hos ${issuer} er sperret`,
      body: (name, issuer) =>
        letter(
          `Hei, ${name}.`,
          `Fakturaen fra ${issuer} kom ikke fram til deg på noen av måtene vi har.`,
          'Avtalen er sperret fra nå av. Passeringer går til kjøretøyets eier til full pris, uten rabatt, timesregel og månedstak.',
          'Sperringen oppheves av seg selv når vi har fått riktig adresse. Da sender vi fakturaen på nytt.',
          `Ta kontakt med ${issuer} og oppgi adressen din. Fakturaen ligger også på Min side.`,
          `Hilsen ${issuer}`,
        ),
      sms: (issuer) =>
        `Fakturaen fra ${issuer} kom ikke fram, og avtalen din er sperret. Sperringen oppheves når vi har fått riktig adresse. Ta kontakt med ${issuer}.`,
    },
    addressMended: {
      subject: (issuer) => `Avtalen din hos ${issuer} er åpnet igjen`,
      body: (name, issuer) =>
        letter(
          `Hei, ${name}.`,
          'Vi kan nå deg igjen. Avtalen er ikke lenger sperret for manglende adresse, og fakturaer som ikke kom fram, er på vei.',
          'Passeringer mens avtalen var sperret, betales av kjøretøyets eier.',
          `Hilsen ${issuer}`,
        ),
      sms: (issuer) => `${issuer} kan nå deg igjen. Avtalen er ikke lenger sperret for manglende adresse.`,
    },
    refusals: {
      'unknown-invoice': 'Vi har ingen slik faktura.',
      'invoice-settled': 'Fakturaen er betalt, kreditert eller erstattet.',
      'delivery-under-way': 'Fakturaen er på vei eller kommet fram.',
      'channel-not-possible': 'Kunden kan ikke nås på denne måten.',
      'address-not-missing': 'Kunden mangler ingen adresse.',
      'nothing-to-undo': 'Ingen ny sending er bestemt.',
      'already-sent': 'Fakturaen er sendt.',
      'no-reason-given': 'Skriv hvorfor.',
      ...STAFF_REFUSALS.nb,
    },
  },
  nn: {
    names: {
      avtalegiro: 'AvtaleGiro',
      efaktura: 'eFaktura i nettbanken',
      ehf: 'EHF til rekneskapssystemet',
      'e-mail': 'E-post',
      post: 'Brev i posten',
    },
    toHave: {
      avtalegiro: 'AvtaleGiro inngår du i nettbanken, med KID frå ein faktura du har fått.',
      efaktura: 'eFaktura seier du ja til i nettbanken.',
      ehf: 'EHF får bedrifter som er registrerte som mottakar i ELMA.',
      'e-mail': 'Vi har inga e-postadresse til deg.',
      post: 'Vi har inga adresse som brev kjem fram til.',
    },
    heading: 'Slik får du fakturaene',
    about:
      'Vel kva måte vi skal prøve først. Kjem fakturaen ikkje fram, prøver vi den neste. Ein faktura på e-post som ikkje er opna etter nokre dagar, sender vi på neste måte.',
    link: 'Endre korleis du får fakturaene',
    toInvoices: 'Til fakturaene',
    agreement: (number, issuer) => `Avtale ${number} hos ${issuer}`,
    place: (n) => `${n}. val`,
    order: 'Rekkjefølgje',
    alsoMail: 'Send meg òg ein e-post når fakturaen er komen på ein annan måte',
    save: 'Lagre rekkjefølgja',
    saved: 'Rekkjefølgja er lagra. Ho gjeld frå neste faktura.',
    chosenTwice: 'Vel kvar måte éin gong.',
    notPossible: 'Vel ein av måtane i lista.',
    none: 'Vi har ingen måte å nå deg på. Ta kontakt med bompengeselskapet ditt.',
    noAgreement: 'Du har ingen avtale å velje for.',
    addressMissing: {
      subject: (issuer) => `Vi manglar adressa di, og avtalen hos ${issuer} er sperra`,
      body: (name, issuer) =>
        letter(
          `Hei, ${name}.`,
          `Fakturaen frå ${issuer} kom ikkje fram til deg på nokon av måtane vi har.`,
          'Avtalen er sperra frå no av. Passeringar går til eigaren av køyretøyet til full pris, utan rabatt, timesregel og månadstak.',
          'Sperringa blir oppheva av seg sjølv når vi har fått rett adresse. Då sender vi fakturaen på nytt.',
          `Ta kontakt med ${issuer} og oppgje adressa di. Fakturaen ligg òg på Mi side.`,
          `Helsing ${issuer}`,
        ),
      sms: (issuer) =>
        `Fakturaen frå ${issuer} kom ikkje fram, og avtalen din er sperra. Sperringa blir oppheva når vi har fått rett adresse. Ta kontakt med ${issuer}.`,
    },
    addressMended: {
      subject: (issuer) => `Avtalen din hos ${issuer} er opna att`,
      body: (name, issuer) =>
        letter(
          `Hei, ${name}.`,
          'Vi kan nå deg att. Avtalen er ikkje lenger sperra for manglande adresse, og fakturaer som ikkje kom fram, er på veg.',
          'Passeringar medan avtalen var sperra, blir betalte av eigaren av køyretøyet.',
          `Helsing ${issuer}`,
        ),
      sms: (issuer) => `${issuer} kan nå deg att. Avtalen er ikkje lenger sperra for manglande adresse.`,
    },
    refusals: {
      'unknown-invoice': 'Vi har ingen slik faktura.',
      'invoice-settled': 'Fakturaen er betalt, kreditert eller erstatta.',
      'delivery-under-way': 'Fakturaen er på veg eller komen fram.',
      'channel-not-possible': 'Kunden kan ikkje nåast på denne måten.',
      'address-not-missing': 'Kunden manglar inga adresse.',
      'nothing-to-undo': 'Inga ny sending er bestemd.',
      'already-sent': 'Fakturaen er send.',
      'no-reason-given': 'Skriv kvifor.',
      ...STAFF_REFUSALS.nn,
    },
  },
  en: {
    names: {
      avtalegiro: 'AvtaleGiro (direct debit)',
      efaktura: 'eFaktura in your online bank',
      ehf: 'EHF to your accounting system',
      'e-mail': 'E-mail',
      post: 'Letter by post',
    },
    toHave: {
      avtalegiro: 'You set up AvtaleGiro in your online bank, with the KID of an invoice you have had.',
      efaktura: 'You accept eFaktura in your online bank.',
      ehf: 'EHF goes to businesses that are registered as receivers in ELMA.',
      'e-mail': 'We have no e-mail address for you.',
      post: 'We have no address that letters reach you at.',
    },
    heading: 'How you get your invoices',
    about:
      'Choose which way we try first. If the invoice does not get through, we try the next. An invoice by e-mail that has not been opened within some days goes the next way.',
    link: 'Change how you get your invoices',
    toInvoices: 'To your invoices',
    agreement: (number, issuer) => `Agreement ${number} with ${issuer}`,
    place: (n) => `Choice ${n}`,
    order: 'Order',
    alsoMail: 'Also send me an e-mail when the invoice has come another way',
    save: 'Save the order',
    saved: 'The order is saved. It holds from your next invoice.',
    chosenTwice: 'Choose each way once.',
    notPossible: 'Choose one of the ways in the list.',
    none: 'We have no way to reach you. Please contact your toll company.',
    noAgreement: 'You have no agreement to choose for.',
    addressMissing: {
      subject: (issuer) => `We lack your address, and your agreement with ${issuer} is blocked`,
      body: (name, issuer) =>
        letter(
          `Hello ${name},`,
          `The invoice from ${issuer} did not reach you in any of the ways we have.`,
          'Your agreement is blocked from now on. Passages go to the owner of the vehicle at full price, without discount, hour rule and monthly cap.',
          'The block is lifted by itself when we have your right address. Then we send the invoice again.',
          `Contact ${issuer} and give your address. The invoice is also on Min side.`,
          `Kind regards, ${issuer}`,
        ),
      sms: (issuer) =>
        `The invoice from ${issuer} did not reach you, and your agreement is blocked. The block is lifted when we have your right address. Contact ${issuer}.`,
    },
    addressMended: {
      subject: (issuer) => `Your agreement with ${issuer} is open again`,
      body: (name, issuer) =>
        letter(
          `Hello ${name},`,
          'We can reach you again. Your agreement is no longer blocked for a missing address, and invoices that did not reach you are on their way.',
          'Passages while the agreement was blocked are paid by the owner of the vehicle.',
          `Kind regards, ${issuer}`,
        ),
      sms: (issuer) =>
        `${issuer} can reach you again. Your agreement is no longer blocked for a missing address.`,
    },
    refusals: {
      'unknown-invoice': 'We have no such invoice.',
      'invoice-settled': 'The invoice is paid, credited or replaced.',
      'delivery-under-way': 'The invoice is on its way or has arrived.',
      'channel-not-possible': 'The customer cannot be reached that way.',
      'address-not-missing': 'The customer lacks no address.',
      'nothing-to-undo': 'No new attempt has been decided.',
      'already-sent': 'The invoice has been sent.',
      'no-reason-given': 'Write why.',
      ...STAFF_REFUSALS.en,
    },
  },
}

function letter(...lines: readonly string[]): string {
  return lines.join('\n')
}
