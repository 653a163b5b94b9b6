import type { Language } from '#core/language.ts'

type Message = { readonly subject: string; readonly body: string }
type To = { readonly name: string; readonly issuer: string }
/** An owner that passages without agreement went to has none that could be blocked. */
type HasAgreement = { readonly hasAgreement: boolean }

export type DunningTexts = {
  /** By mail: neither amount nor link, for it may be read by others, and customers must not learn to pay by a link. */
  readonly reminderMail: (to: To & HasAgreement & { dueOn: string }) => Message
  /** Terms 2.9: the agreement is blocked, and what lifts it. */
  readonly collection: (to: To & HasAgreement) => Message
  readonly lifted: (to: To) => Message
  /** The collector has given the claim up: nothing blocks the agreement, and the debt stands. */
  readonly givenUp: (to: To) => Message
  /** Terms 2.9: more is owed than the credit limit, and what lifts the block. No amount, as in a reminder's mail. */
  readonly creditLimit: (to: To) => Message
  readonly withinLimit: (to: To) => Message
}

export const DUNNING_TEXTS: Record<Language, DunningTexts> = {
  nb: {
    reminderMail: ({ name, issuer, dueOn, hasAgreement }) => ({
      subject: `Purring og inkassovarsel fra ${issuer}`,
      body: letter(
        `Hei, ${name}.`,
        `Vi kan ikke se at fakturaen fra ${issuer} er betalt. Du har derfor fått en purring, som også er et inkassovarsel.`,
        `Betal innen ${dueOn}. Etter det går kravet til inkasso${hasAgreement ? ', og avtalen din blir sperret' : ''}.`,
        'Logg inn på Min side for å se og betale purringen. Vi sender aldri lenker til betaling.',
        'Er du uenig i kravet, ta kontakt med oss før fristen.',
        `Hilsen ${issuer}`,
      ),
    }),
    collection: ({ name, issuer, hasAgreement }) => ({
      subject: `Kravet fra ${issuer} er sendt til inkasso`,
      body: letter(
        `Hei, ${name}.`,
        `Purringen fra ${issuer} er ikke betalt, og kravet er sendt til inkasso.`,
        ...(hasAgreement
          ? [
              'Avtalen er sperret fra nå av. Passeringer går til kjøretøyets eier til full pris, uten rabatt, timesregel og månedstak.',
              'Sperringen oppheves av seg selv når kravet er betalt. Du trenger ikke å gjøre noe mer.',
            ]
          : []),
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
    givenUp: ({ name, issuer }) => ({
      subject: `Avtalen din hos ${issuer} er åpnet igjen`,
      body: letter(
        `Hei, ${name}.`,
        `Inkassobyrået har gitt kravet tilbake til ${issuer}. Avtalen er ikke lenger sperret, og nye passeringer får rabatt som før.`,
        'Kravet er fortsatt ikke betalt. Logg inn på Min side for å se det. Vi sender aldri lenker til betaling.',
        'Passeringer mens avtalen var sperret, betales av kjøretøyets eier.',
        `Hilsen ${issuer}`,
      ),
    }),
    creditLimit: ({ name, issuer }) => ({
      subject: `Avtalen din hos ${issuer} er sperret`,
      body: letter(
        `Hei, ${name}.`,
        `Du skylder ${issuer} mer enn kredittgrensen i avtalen. Både fakturaer og passeringer du ikke har fått faktura for ennå, teller med.`,
        'Avtalen er sperret fra nå av. Passeringer går til kjøretøyets eier til full pris, uten rabatt, timesregel og månedstak.',
        'Sperringen oppheves av seg selv når du ikke lenger skylder mer enn grensen. Du trenger ikke å gjøre noe annet enn å betale.',
        'Logg inn på Min side for å se hva du skylder. Vi sender aldri lenker til betaling.',
        `Hilsen ${issuer}`,
      ),
    }),
    withinLimit: ({ name, issuer }) => ({
      subject: `Avtalen din hos ${issuer} er åpnet igjen`,
      body: letter(
        `Hei, ${name}.`,
        'Du skylder ikke lenger mer enn kredittgrensen. Avtalen er ikke lenger sperret, og nye passeringer får rabatt som før.',
        'Passeringer mens avtalen var sperret, betales av kjøretøyets eier.',
        `Hilsen ${issuer}`,
      ),
    }),
  },
  nn: {
    reminderMail: ({ name, issuer, dueOn, hasAgreement }) => ({
      subject: `Purring og inkassovarsel frå ${issuer}`,
      body: letter(
        `Hei, ${name}.`,
        `Vi kan ikkje sjå at fakturaen frå ${issuer} er betalt. Du har difor fått ei purring, som òg er eit inkassovarsel.`,
        `Betal innan ${dueOn}. Etter det går kravet til inkasso${hasAgreement ? ', og avtalen din blir sperra' : ''}.`,
        'Logg inn på Mi side for å sjå og betale purringa. Vi sender aldri lenkjer til betaling.',
        'Er du usamd i kravet, ta kontakt med oss før fristen.',
        `Helsing ${issuer}`,
      ),
    }),
    collection: ({ name, issuer, hasAgreement }) => ({
      subject: `Kravet frå ${issuer} er sendt til inkasso`,
      body: letter(
        `Hei, ${name}.`,
        `Purringa frå ${issuer} er ikkje betalt, og kravet er sendt til inkasso.`,
        ...(hasAgreement
          ? [
              'Avtalen er sperra frå no av. Passeringar går til eigaren av køyretøyet til full pris, utan rabatt, timesregel og månadstak.',
              'Sperringa blir oppheva av seg sjølv når kravet er betalt. Du treng ikkje gjere noko anna.',
            ]
          : []),
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
    givenUp: ({ name, issuer }) => ({
      subject: `Avtalen din hos ${issuer} er opna att`,
      body: letter(
        `Hei, ${name}.`,
        `Inkassobyrået har gitt kravet tilbake til ${issuer}. Avtalen er ikkje lenger sperra, og nye passeringar får rabatt som før.`,
        'Kravet er framleis ikkje betalt. Logg inn på Mi side for å sjå det. Vi sender aldri lenkjer til betaling.',
        'Passeringar medan avtalen var sperra, blir betalte av eigaren av køyretøyet.',
        `Helsing ${issuer}`,
      ),
    }),
    creditLimit: ({ name, issuer }) => ({
      subject: `Avtalen din hos ${issuer} er sperra`,
      body: letter(
        `Hei, ${name}.`,
        `Du skuldar ${issuer} meir enn kredittgrensa i avtalen. Både fakturaer og passeringar du ikkje har fått faktura for enno, tel med.`,
        'Avtalen er sperra frå no av. Passeringar går til eigaren av køyretøyet til full pris, utan rabatt, timesregel og månadstak.',
        'Sperringa blir oppheva av seg sjølv når du ikkje lenger skuldar meir enn grensa. Du treng ikkje gjere noko anna enn å betale.',
        'Logg inn på Mi side for å sjå kva du skuldar. Vi sender aldri lenkjer til betaling.',
        `Helsing ${issuer}`,
      ),
    }),
    withinLimit: ({ name, issuer }) => ({
      subject: `Avtalen din hos ${issuer} er opna att`,
      body: letter(
        `Hei, ${name}.`,
        'Du skuldar ikkje lenger meir enn kredittgrensa. Avtalen er ikkje lenger sperra, og nye passeringar får rabatt som før.',
        'Passeringar medan avtalen var sperra, blir betalte av eigaren av køyretøyet.',
        `Helsing ${issuer}`,
      ),
    }),
  },
  en: {
    reminderMail: ({ name, issuer, dueOn, hasAgreement }) => ({
      subject: `Reminder and collection notice from ${issuer}`,
      body: letter(
        `Hello ${name},`,
        `We cannot see that the invoice from ${issuer} has been paid. You have therefore been sent a reminder, which is a collection notice too.`,
        `Please pay by ${dueOn}. After that the claim goes to debt collection${hasAgreement ? ' and your agreement is blocked' : ''}.`,
        'Log in to Min side to see the reminder and pay. We never send links for payment.',
        'If you dispute the claim, contact us before that day.',
        `Kind regards, ${issuer}`,
      ),
    }),
    collection: ({ name, issuer, hasAgreement }) => ({
      subject: `The claim from ${issuer} has gone to debt collection`,
      body: letter(
        `Hello ${name},`,
        `The reminder from ${issuer} has not been paid, and the claim has gone to debt collection.`,
        ...(hasAgreement
          ? [
              'Your agreement is blocked from now on. Passages go to the owner of the vehicle at full price, without discount, hour rule and monthly cap.',
              'The block is lifted by itself when the claim is paid. You need do nothing more.',
            ]
          : []),
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
    givenUp: ({ name, issuer }) => ({
      subject: `Your agreement with ${issuer} is open again`,
      body: letter(
        `Hello ${name},`,
        `The debt collector has given the claim back to ${issuer}. Your agreement is no longer blocked, and new passages have their discount as before.`,
        'The claim is still not paid. Log in to Min side to see it. We never send links for payment.',
        'Passages while the agreement was blocked are paid by the owner of the vehicle.',
        `Kind regards, ${issuer}`,
      ),
    }),
    creditLimit: ({ name, issuer }) => ({
      subject: `Your agreement with ${issuer} is blocked`,
      body: letter(
        `Hello ${name},`,
        `You owe ${issuer} more than the credit limit of the agreement. Invoices count, and so do passages you have not been invoiced for yet.`,
        'Your agreement is blocked from now on. Passages go to the owner of the vehicle at full price, without discount, hour rule and monthly cap.',
        'The block is lifted by itself when you no longer owe more than the limit. You need do nothing but pay.',
        'Log in to Min side to see what you owe. We never send links for payment.',
        `Kind regards, ${issuer}`,
      ),
    }),
    withinLimit: ({ name, issuer }) => ({
      subject: `Your agreement with ${issuer} is open again`,
      body: letter(
        `Hello ${name},`,
        'You no longer owe more than the credit limit. Your agreement is no longer blocked, and new passages have their discount as before.',
        'Passages while the agreement was blocked are paid by the owner of the vehicle.',
        `Kind regards, ${issuer}`,
      ),
    }),
  },
}

function letter(...lines: readonly string[]): string {
  return lines.join('\n')
}
