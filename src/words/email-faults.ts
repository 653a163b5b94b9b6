import type { Language } from '#core/language.ts'

/** What must be put right at a door where nobody is known yet. */
export type EmailFault =
  | 'email-missing'
  | 'not-an-email'
  | 'password-missing'
  | 'password-too-short'
  | 'password-too-long'
  | 'password-common'
  | 'password-is-email'
  | 'wrong-email-or-password'
  | 'too-busy'
  | 'try-later'
  | 'code-missing'
  | 'wrong-code'
  | 'code-outlived'
  | 'code-too-early'
  | 'phone-missing'
  | 'not-a-phone'

export const EMAIL_FAULTS: Record<Language, Readonly<Record<EmailFault, string>>> = {
  nb: {
    'email-missing': 'E-postadresse må fylles ut.',
    'not-an-email': 'E-postadresse må se ut som navn@eksempel.no.',
    'password-missing': 'Passord må fylles ut.',
    'password-too-short': 'Passord må ha minst 12 tegn.',
    'password-too-long': 'Passord kan ha høyst 200 tegn.',
    'password-common': 'Passordet er et av dem mange bruker. Velg et annet.',
    'password-is-email': 'Passordet kan ikke være e-postadressen din.',
    'wrong-email-or-password': 'E-postadressen eller passordet stemmer ikke.',
    'too-busy': 'Mange logger inn akkurat nå. Prøv igjen om litt.',
    'try-later': 'Det er prøvd for mange ganger på kort tid. Vent litt, og prøv igjen.',
    'code-missing': 'Koden må fylles ut.',
    'wrong-code': 'Koden stemmer ikke. Sjekk at det er den nyeste.',
    'code-outlived': 'Koden virker ikke lenger. Begynn på nytt.',
    'code-too-early': 'Koden virker først 72 timer etter at du ba om brevet.',
    'phone-missing': 'Mobilnummer må fylles ut.',
    'not-a-phone': 'Mobilnummer må ha åtte siffer, eller begynne med + og landkoden.',
  },
  nn: {
    'email-missing': 'E-postadresse må fyllast ut.',
    'not-an-email': 'E-postadresse må sjå ut som namn@eksempel.no.',
    'password-missing': 'Passord må fyllast ut.',
    'password-too-short': 'Passord må ha minst 12 teikn.',
    'password-too-long': 'Passord kan ha høgst 200 teikn.',
    'password-common': 'Passordet er eit av dei mange bruker. Vel eit anna.',
    'password-is-email': 'Passordet kan ikkje vere e-postadressa di.',
    'wrong-email-or-password': 'E-postadressa eller passordet stemmer ikkje.',
    'too-busy': 'Mange loggar inn akkurat no. Prøv igjen om litt.',
    'try-later': 'Det er prøvd for mange gonger på kort tid. Vent litt, og prøv igjen.',
    'code-missing': 'Koden må fyllast ut.',
    'wrong-code': 'Koden stemmer ikkje. Sjekk at det er den nyaste.',
    'code-outlived': 'Koden verkar ikkje lenger. Begynn på nytt.',
    'code-too-early': 'Koden verkar først 72 timar etter at du bad om brevet.',
    'phone-missing': 'Mobilnummer må fyllast ut.',
    'not-a-phone': 'Mobilnummer må ha åtte siffer, eller begynne med + og landkoden.',
  },
  en: {
    'email-missing': 'E-mail address must be filled in.',
    'not-an-email': 'E-mail address must look like name@example.com.',
    'password-missing': 'Password must be filled in.',
    'password-too-short': 'Password must have at least 12 characters.',
    'password-too-long': 'Password can have at most 200 characters.',
    'password-common': 'That password is one that many use. Choose another.',
    'password-is-email': 'The password cannot be your e-mail address.',
    'wrong-email-or-password': 'The e-mail address or the password is not right.',
    'too-busy': 'Many are logging in right now. Try again in a moment.',
    'try-later': 'There have been too many tries in a short time. Wait a little, and try again.',
    'code-missing': 'The code must be filled in.',
    'wrong-code': 'The code is not right. Check that it is the newest one.',
    'code-outlived': 'The code no longer works. Begin again.',
    'code-too-early': 'The code works 72 hours after you asked for the letter, and not before.',
    'phone-missing': 'Mobile number must be filled in.',
    'not-a-phone': 'Mobile number must have eight digits, or begin with + and the country code.',
  },
}
