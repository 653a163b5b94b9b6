import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { formatKroner } from './format.ts'

/** What a posting day did to a ferry account that its holder should know. */
export type FerryWarning = 'opened' | 'running-low' | 'discount-lost' | 'discount-back' | 'blocked'

type Text = { readonly subject: string; readonly body: (balance: string) => string }

export function warningTexts(
  warning: FerryWarning,
  balance: Ore,
  language: Language,
): { readonly subject: string; readonly body: string } {
  const { subject, body } = TEXTS[language][warning]
  return { subject, body: body(formatKroner(balance, language)) }
}

const TEXTS: Record<Language, Readonly<Record<FerryWarning, Text>>> = {
  nb: {
    opened: {
      subject: 'Ferjekontoen er åpnet',
      body: (balance) => `Hele forskuddet er kommet inn, og du har rabatt på ferjene. Saldoen er ${balance}.`,
    },
    'running-low': {
      subject: 'Lite igjen på ferjekontoen',
      body: (balance) =>
        `Saldoen på ferjekontoen er ${balance}. Vi har sendt deg en faktura som fyller den på. Den har ingen forfallsdato, men rabatten faller bort hvis den ikke er betalt før kontoen er tom.`,
    },
    'discount-lost': {
      subject: 'Ferjerabatten er falt bort',
      body: (balance) =>
        `Saldoen på ferjekontoen er ${balance}, og det er for lite. Rabatten er tilbake når forskuddet du er bedt om, er betalt.`,
    },
    'discount-back': {
      subject: 'Ferjerabatten er tilbake',
      body: (balance) =>
        `Takk for innbetalingen. Saldoen på ferjekontoen er ${balance}, og rabatten gjelder igjen.`,
    },
    blocked: {
      subject: 'Ferjekontoen er sperret',
      body: (balance) =>
        `Saldoen på ferjekontoen er ${balance}. Avtalen er sperret til saldoen er over null, og kan bli sagt opp.`,
    },
  },
  nn: {
    opened: {
      subject: 'Ferjekontoen er opna',
      body: (balance) => `Heile forskotet er kome inn, og du har rabatt på ferjene. Saldoen er ${balance}.`,
    },
    'running-low': {
      subject: 'Lite igjen på ferjekontoen',
      body: (balance) =>
        `Saldoen på ferjekontoen er ${balance}. Vi har sendt deg ein faktura som fyller henne på. Han har ingen forfallsdato, men rabatten fell bort om han ikkje er betalt før kontoen er tom.`,
    },
    'discount-lost': {
      subject: 'Ferjerabatten er fallen bort',
      body: (balance) =>
        `Saldoen på ferjekontoen er ${balance}, og det er for lite. Rabatten er tilbake når forskotet du er beden om, er betalt.`,
    },
    'discount-back': {
      subject: 'Ferjerabatten er tilbake',
      body: (balance) =>
        `Takk for innbetalinga. Saldoen på ferjekontoen er ${balance}, og rabatten gjeld igjen.`,
    },
    blocked: {
      subject: 'Ferjekontoen er sperra',
      body: (balance) =>
        `Saldoen på ferjekontoen er ${balance}. Avtalen er sperra til saldoen er over null, og kan bli sagd opp.`,
    },
  },
  en: {
    opened: {
      subject: 'Your ferry account is open',
      body: (balance) =>
        `The whole prepayment has come in, and you have your discount on the ferries. The balance is ${balance}.`,
    },
    'running-low': {
      subject: 'Little left on your ferry account',
      body: (balance) =>
        `The balance of your ferry account is ${balance}. We have sent you an invoice that tops it up. It has no due date, but the discount ends if it is not paid before the account is empty.`,
    },
    'discount-lost': {
      subject: 'Your ferry discount has ended',
      body: (balance) =>
        `The balance of your ferry account is ${balance}, which is too little. The discount is back when the prepayment you are asked for is paid.`,
    },
    'discount-back': {
      subject: 'Your ferry discount is back',
      body: (balance) =>
        `Thank you for your payment. The balance of your ferry account is ${balance}, and the discount is back.`,
    },
    blocked: {
      subject: 'Your ferry account is blocked',
      body: (balance) =>
        `The balance of your ferry account is ${balance}. The agreement is blocked until the balance is above nothing, and may be ended.`,
    },
  },
}
