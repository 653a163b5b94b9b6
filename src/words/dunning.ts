import type { Language } from '#core/language.ts'

/** Why a claim is not held or released. */
export type ClaimRefusal =
  | 'unknown-invoice'
  | 'claim-already-held'
  | 'claim-not-held'
  | 'claim-settled'
  | 'unknown-hold-reason'
  | 'no-reason-given'
  | 'unknown-staff'

export type ReminderInWords = {
  readonly name: string
  readonly issuer: string
  readonly dueOn: string
  readonly amount: string
  readonly fee: string
  readonly kid: string
  readonly account: string
}

type Message = { readonly subject: string; readonly body: string }
type To = { readonly name: string; readonly issuer: string }

export type DunningTexts = {
  readonly refusals: Readonly<Record<ClaimRefusal, string>>
  /** By mail: neither amount nor link, for it may be read by others, and customers must not learn to pay by a link. */
  readonly reminderMail: (to: To & { dueOn: string }) => Message
  /** By post: all it takes to pay. */
  readonly reminderLetter: (to: ReminderInWords) => Message
  /** Terms 2.9: the agreement is blocked, and what lifts it. */
  readonly collection: (to: To) => Message
  readonly lifted: (to: To) => Message
  /** The bank took a payment back, and the reminder asks for it too. By mail without amount, as the reminder. */
  readonly raisedMail: (to: To & { dueOn: string }) => Message
  readonly raisedLetter: (to: Omit<ReminderInWords, 'fee'> & { raised: string }) => Message
}

export const DUNNING_TEXTS: Record<Language, DunningTexts> = {
  nb: {
    refusals: {
      'unknown-invoice': 'Vi har ingen slik faktura.',
      'claim-already-held': 'Kravet er på vent fra før.',
      'claim-not-held': 'Kravet er ikke på vent.',
      'claim-settled': 'Kravet er betalt eller kreditert.',
      'unknown-hold-reason': 'Velg en av grunnene vi kjenner.',
      'no-reason-given': 'Skriv hvorfor.',
      'unknown-staff': 'Vi kjenner ingen ansatt med den e-postadressen.',
    },
    reminderMail: ({ name, issuer, dueOn }) => ({
      subject: `Purring og inkassovarsel fra ${issuer}`,
      body: letter(
        `Hei, ${name}.`,
        `Vi kan ikke se at fakturaen fra ${issuer} er betalt. Du har derfor fått en purring, som også er et inkassovarsel.`,
        `Betal innen ${dueOn}. Etter det går kravet til inkasso, og avtalen din blir sperret.`,
        'Logg inn på Min side for å se og betale purringen. Vi sender aldri lenker til betaling.',
        'Er du uenig i kravet, ta kontakt med oss før fristen.',
        `Hilsen ${issuer}`,
      ),
    }),
    reminderLetter: ({ name, issuer, dueOn, amount, fee, kid, account }) => ({
      subject: `Purring og inkassovarsel fra ${issuer}`,
      body: letter(
        `Hei, ${name}.`,
        `Vi kan ikke se at fakturaen fra ${issuer} er betalt. Dette er en purring og et inkassovarsel.`,
        `Betal ${amount} innen ${dueOn} til konto ${account} med KID ${kid}. Purregebyret på ${fee} er med.`,
        'Etter fristen går kravet til inkasso, og avtalen din blir sperret.',
        'Er du uenig i kravet, ta kontakt med oss før fristen.',
        `Hilsen ${issuer}`,
      ),
    }),
    collection: ({ name, issuer }) => ({
      subject: `Kravet fra ${issuer} er sendt til inkasso`,
      body: letter(
        `Hei, ${name}.`,
        `Purringen fra ${issuer} er ikke betalt, og kravet er sendt til inkasso.`,
        'Avtalen er sperret fra nå av. Passeringer går til kjøretøyets eier til full pris, uten rabatt, timesregel og månedstak.',
        'Sperringen oppheves av seg selv når kravet er betalt. Du trenger ikke å gjøre noe mer.',
        'Logg inn på Min side for å se kravet.',
        `Hilsen ${issuer}`,
      ),
    }),
    lifted: ({ name, issuer }) => ({
      subject: `Avtalen din hos ${issuer} er åpnet igjen`,
      body: letter(
        `Hei, ${name}.`,
        'Kravet som lå til inkasso, er gjort opp. Avtalen er ikke lenger sperret, og nye passeringer får rabatt som før.',
        'Passeringer mens avtalen var sperret, betales av kjøretøyets eier.',
        `Hilsen ${issuer}`,
      ),
    }),
    raisedMail: ({ name, issuer, dueOn }) => ({
      subject: `Purringen fra ${issuer} er høyere enn før`,
      body: letter(
        `Hei, ${name}.`,
        'Banken har tatt tilbake en betaling du hadde gjort før purringen. Beløpet er lagt til purringen.',
        `Betal innen ${dueOn}. Logg inn på Min side for å se og betale purringen. Vi sender aldri lenker til betaling.`,
        'Er dette feil, ta kontakt med banken din eller med oss før fristen.',
        `Hilsen ${issuer}`,
      ),
    }),
    raisedLetter: ({ name, issuer, dueOn, amount, raised, kid, account }) => ({
      subject: `Purringen fra ${issuer} er høyere enn før`,
      body: letter(
        `Hei, ${name}.`,
        `Banken har tatt tilbake en betaling på ${raised} som du hadde gjort før purringen. Beløpet er lagt til purringen.`,
        `Betal ${amount} innen ${dueOn} til konto ${account} med KID ${kid}.`,
        'Er dette feil, ta kontakt med banken din eller med oss før fristen.',
        `Hilsen ${issuer}`,
      ),
    }),
  },
  nn: {
    refusals: {
      'unknown-invoice': 'Vi har ingen slik faktura.',
      'claim-already-held': 'Kravet er på vent frå før.',
      'claim-not-held': 'Kravet er ikkje på vent.',
      'claim-settled': 'Kravet er betalt eller kreditert.',
      'unknown-hold-reason': 'Vel ein av grunnane vi kjenner.',
      'no-reason-given': 'Skriv kvifor.',
      'unknown-staff': 'Vi kjenner ingen tilsett med den e-postadressa.',
    },
    reminderMail: ({ name, issuer, dueOn }) => ({
      subject: `Purring og inkassovarsel frå ${issuer}`,
      body: letter(
        `Hei, ${name}.`,
        `Vi kan ikkje sjå at fakturaen frå ${issuer} er betalt. Du har difor fått ei purring, som òg er eit inkassovarsel.`,
        `Betal innan ${dueOn}. Etter det går kravet til inkasso, og avtalen din blir sperra.`,
        'Logg inn på Mi side for å sjå og betale purringa. Vi sender aldri lenkjer til betaling.',
        'Er du usamd i kravet, ta kontakt med oss før fristen.',
        `Helsing ${issuer}`,
      ),
    }),
    reminderLetter: ({ name, issuer, dueOn, amount, fee, kid, account }) => ({
      subject: `Purring og inkassovarsel frå ${issuer}`,
      body: letter(
        `Hei, ${name}.`,
        `Vi kan ikkje sjå at fakturaen frå ${issuer} er betalt. Dette er ei purring og eit inkassovarsel.`,
        `Betal ${amount} innan ${dueOn} til konto ${account} med KID ${kid}. Purregebyret på ${fee} er med.`,
        'Etter fristen går kravet til inkasso, og avtalen din blir sperra.',
        'Er du usamd i kravet, ta kontakt med oss før fristen.',
        `Helsing ${issuer}`,
      ),
    }),
    collection: ({ name, issuer }) => ({
      subject: `Kravet frå ${issuer} er sendt til inkasso`,
      body: letter(
        `Hei, ${name}.`,
        `Purringa frå ${issuer} er ikkje betalt, og kravet er sendt til inkasso.`,
        'Avtalen er sperra frå no av. Passeringar går til eigaren av køyretøyet til full pris, utan rabatt, timesregel og månadstak.',
        'Sperringa blir oppheva av seg sjølv når kravet er betalt. Du treng ikkje gjere noko anna.',
        'Logg inn på Mi side for å sjå kravet.',
        `Helsing ${issuer}`,
      ),
    }),
    lifted: ({ name, issuer }) => ({
      subject: `Avtalen din hos ${issuer} er opna att`,
      body: letter(
        `Hei, ${name}.`,
        'Kravet som låg til inkasso, er gjort opp. Avtalen er ikkje lenger sperra, og nye passeringar får rabatt som før.',
        'Passeringar medan avtalen var sperra, blir betalte av eigaren av køyretøyet.',
        `Helsing ${issuer}`,
      ),
    }),
    raisedMail: ({ name, issuer, dueOn }) => ({
      subject: `Purringa frå ${issuer} er høgare enn før`,
      body: letter(
        `Hei, ${name}.`,
        'Banken har teke tilbake ei betaling du hadde gjort før purringa. Beløpet er lagt til purringa.',
        `Betal innan ${dueOn}. Logg inn på Mi side for å sjå og betale purringa. Vi sender aldri lenkjer til betaling.`,
        'Er dette feil, ta kontakt med banken din eller med oss før fristen.',
        `Helsing ${issuer}`,
      ),
    }),
    raisedLetter: ({ name, issuer, dueOn, amount, raised, kid, account }) => ({
      subject: `Purringa frå ${issuer} er høgare enn før`,
      body: letter(
        `Hei, ${name}.`,
        `Banken har teke tilbake ei betaling på ${raised} som du hadde gjort før purringa. Beløpet er lagt til purringa.`,
        `Betal ${amount} innan ${dueOn} til konto ${account} med KID ${kid}.`,
        'Er dette feil, ta kontakt med banken din eller med oss før fristen.',
        `Helsing ${issuer}`,
      ),
    }),
  },
  en: {
    refusals: {
      'unknown-invoice': 'We have no such invoice.',
      'claim-already-held': 'The claim is on hold already.',
      'claim-not-held': 'The claim is not on hold.',
      'claim-settled': 'The claim is paid or credited.',
      'unknown-hold-reason': 'Choose one of the reasons we know.',
      'no-reason-given': 'Write why.',
      'unknown-staff': 'We know no member of staff with that e-mail address.',
    },
    reminderMail: ({ name, issuer, dueOn }) => ({
      subject: `Reminder and collection notice from ${issuer}`,
      body: letter(
        `Hello ${name},`,
        `We cannot see that the invoice from ${issuer} has been paid. You have therefore been sent a reminder, which is a collection notice too.`,
        `Please pay by ${dueOn}. After that the claim goes to debt collection and your agreement is blocked.`,
        'Log in to Min side to see the reminder and pay. We never send links for payment.',
        'If you dispute the claim, contact us before that day.',
        `Kind regards, ${issuer}`,
      ),
    }),
    reminderLetter: ({ name, issuer, dueOn, amount, fee, kid, account }) => ({
      subject: `Reminder and collection notice from ${issuer}`,
      body: letter(
        `Hello ${name},`,
        `We cannot see that the invoice from ${issuer} has been paid. This is a reminder and a collection notice.`,
        `Please pay ${amount} by ${dueOn} to account ${account} with KID ${kid}. The reminder fee of ${fee} is included.`,
        'After that day the claim goes to debt collection and your agreement is blocked.',
        'If you dispute the claim, contact us before that day.',
        `Kind regards, ${issuer}`,
      ),
    }),
    collection: ({ name, issuer }) => ({
      subject: `The claim from ${issuer} has gone to debt collection`,
      body: letter(
        `Hello ${name},`,
        `The reminder from ${issuer} has not been paid, and the claim has gone to debt collection.`,
        'Your agreement is blocked from now on. Passages go to the owner of the vehicle at full price, without discount, hour rule and monthly cap.',
        'The block is lifted by itself when the claim is paid. You need do nothing more.',
        'Log in to Min side to see the claim.',
        `Kind regards, ${issuer}`,
      ),
    }),
    lifted: ({ name, issuer }) => ({
      subject: `Your agreement with ${issuer} is open again`,
      body: letter(
        `Hello ${name},`,
        'The claim that was in debt collection is settled. Your agreement is no longer blocked, and new passages have their discount as before.',
        'Passages while the agreement was blocked are paid by the owner of the vehicle.',
        `Kind regards, ${issuer}`,
      ),
    }),
    raisedMail: ({ name, issuer, dueOn }) => ({
      subject: `The reminder from ${issuer} is higher than before`,
      body: letter(
        `Hello ${name},`,
        'The bank has taken back a payment you had made before the reminder. The amount has been added to the reminder.',
        `Please pay by ${dueOn}. Log in to Min side to see the reminder and pay. We never send links for payment.`,
        'If this is wrong, contact your bank or us before that day.',
        `Kind regards, ${issuer}`,
      ),
    }),
    raisedLetter: ({ name, issuer, dueOn, amount, raised, kid, account }) => ({
      subject: `The reminder from ${issuer} is higher than before`,
      body: letter(
        `Hello ${name},`,
        `The bank has taken back a payment of ${raised} that you had made before the reminder. The amount has been added to the reminder.`,
        `Please pay ${amount} by ${dueOn} to account ${account} with KID ${kid}.`,
        'If this is wrong, contact your bank or us before that day.',
        `Kind regards, ${issuer}`,
      ),
    }),
  },
}

function letter(...lines: readonly string[]): string {
  return lines.join('\n')
}
