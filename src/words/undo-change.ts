import type { Language } from '#core/language.ts'

/** What can be undone from the message that told of it. */
export type UndoneChange = 'payout-account' | 'lost-factor'

const nb = {
  heading: 'Angre endringen',
  about: 'Det noen har endret eller bedt om, blir stoppet.',
  undo: 'Angre',
  undone: {
    'payout-account': 'Endringen av utbetalingskontoen er angret',
    'lost-factor': 'Koden i brevet virker ikke lenger',
  } as Record<UndoneChange, string>,
  what: {
    'payout-account':
      'Den som endret kontoen, er logget ut. Konto og adresser er fremdeles låst til de 72 timene er gått. Bruker noen e-posten eller telefonen din, bør du sikre dem nå.',
    'lost-factor': 'Noen kjenner passordet ditt. Lag et nytt med en gang, og bytt passord på e-posten din.',
  } as Record<UndoneChange, string>,
  newPassword: 'Lag nytt passord',
  outlived: 'Det er ingenting å angre her',
  outlivedWhy: 'Det er angret fra før, eller det er for lenge siden. Ta kontakt med selskapet.',
}

export type UndoChangeTexts = typeof nb

export const UNDO_CHANGE_TEXTS: Record<Language, UndoChangeTexts> = {
  nb,
  nn: {
    heading: 'Angre endringa',
    about: 'Det nokon har endra eller bede om, blir stoppa.',
    undo: 'Angre',
    undone: {
      'payout-account': 'Endringa av utbetalingskontoen er angra',
      'lost-factor': 'Koden i brevet verkar ikkje lenger',
    },
    what: {
      'payout-account':
        'Den som endra kontoen, er logga ut. Konto og adresser er framleis låste til dei 72 timane er gått. Bruker nokon e-posten eller telefonen din, bør du sikre dei no.',
      'lost-factor':
        'Nokon kjenner passordet ditt. Lag eit nytt med ein gong, og byt passord på e-posten din.',
    },
    newPassword: 'Lag nytt passord',
    outlived: 'Det er ingenting å angre her',
    outlivedWhy: 'Det er angra frå før, eller det er for lenge sidan. Ta kontakt med selskapet.',
  },
  en: {
    heading: 'Undo the change',
    about: 'What somebody has changed or asked for is stopped.',
    undo: 'Undo',
    undone: {
      'payout-account': 'The change of the account for payments is undone',
      'lost-factor': 'The code in the letter no longer works',
    },
    what: {
      'payout-account':
        'Whoever changed the account is logged out. Account and addresses stay locked until the 72 hours have passed. If somebody uses your e-mail or telephone, secure them now.',
      'lost-factor':
        'Somebody knows your password. Make a new one at once, and change the password of your e-mail.',
    },
    newPassword: 'Make a new password',
    outlived: 'There is nothing to undo here',
    outlivedWhy: 'It has been undone already, or it is too long ago. Contact the company.',
  },
}
