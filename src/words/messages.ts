import type { Language } from '#core/language.ts'

/** How something was said to a customer. */
export type MessageKind = 'mail' | 'sms' | 'letter' | 'case'

const nb = {
  heading: 'Meldinger',
  about: 'Her står det vi har sendt deg på e-post, SMS og brev, og svar i sakene dine. Koder viser vi ikke.',
  newest: 'Nyeste meldinger',
  all: 'Alle meldinger',
  none: 'Vi har ikke sendt deg noe ennå.',
  unread: 'Ulest',
  kinds: { mail: 'E-post', sms: 'SMS', letter: 'Brev', case: 'Svar i sak' } as Record<MessageKind, string>,
  sms: 'SMS fra oss',
  sent: 'Sendt',
  by: 'Sendt som',
  notices: 'Velg hva vi varsler om',
}

export type MessageTexts = typeof nb

export const MESSAGE_TEXTS: Record<Language, MessageTexts> = {
  nb,
  nn: {
    heading: 'Meldingar',
    about:
      'Her står det vi har sendt deg på e-post, SMS og brev, og svar i sakene dine. Kodar viser vi ikkje.',
    newest: 'Nyaste meldingar',
    all: 'Alle meldingar',
    none: 'Vi har ikkje sendt deg noko enno.',
    unread: 'Ulesen',
    kinds: { mail: 'E-post', sms: 'SMS', letter: 'Brev', case: 'Svar i sak' },
    sms: 'SMS frå oss',
    sent: 'Sendt',
    by: 'Sendt som',
    notices: 'Vel kva vi varslar om',
  },
  en: {
    heading: 'Messages',
    about:
      'Here is what we have sent you by e-mail, SMS and letter, and answers in your cases. Codes are not shown.',
    newest: 'Newest messages',
    all: 'All messages',
    none: 'We have not sent you anything yet.',
    unread: 'Unread',
    kinds: { mail: 'E-mail', sms: 'SMS', letter: 'Letter', case: 'Answer in a case' },
    sms: 'SMS from us',
    sent: 'Sent',
    by: 'Sent as',
    notices: 'Choose what we notify you of',
  },
}
