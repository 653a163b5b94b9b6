import type { Language } from '#core/language.ts'

/** What a customer may be told of. */
export type NoticeEvent = 'invoice' | 'low-balance' | 'payment-failed' | 'tag-not-read' | 'unusual-charge'
export type NoticeChannel = 'e-mail' | 'sms'

const nb = {
  link: 'Velg varsler',
  heading: 'Varsler',
  about: 'Velg hva vi skal si fra om, og hvordan. Meldingene finner du også under Meldinger her på Min side.',
  /** Reached by: e-mail, telephone. */
  to: { 'e-mail': (to: string) => `E-post til ${to}`, sms: (to: string) => `SMS til ${to}` },
  none: {
    'e-mail': 'E-post: vi har ingen e-postadresse til deg',
    sms: 'SMS: vi har ikke telefonnummeret ditt',
  },
  toProfile: 'Oppgi det i profilen',
  channels: { 'e-mail': 'E-post', sms: 'SMS' } as Record<NoticeChannel, string>,
  events: {
    invoice: 'Ny faktura',
    'low-balance': 'Lite igjen på ferjekontoen',
    'payment-failed': 'En betaling gikk ikke gjennom',
    'tag-not-read': 'Brikken blir ikke lest',
    'unusual-charge': 'Uvanlige passeringer',
  } as Record<NoticeEvent, string>,
  abouts: {
    invoice: 'Fakturaen kommer alltid, på den måten du har valgt. Den kan ikke slås av her.',
    'low-balance': 'Gjelder deg som har en forhåndsbetalt konto for ferje.',
    'payment-failed':
      'Banken trakk ikke det som skulle trekkes, tok en betaling tilbake, eller avviste en utbetaling til deg.',
    'tag-not-read': 'Høyst én gang i uken for hvert kjøretøy.',
    'unusual-charge': 'Vi holder noe tilbake fra fakturaen fordi det ser uvanlig ut.',
  } as Record<NoticeEvent, string>,
  howInvoices: 'Velg hvordan du får fakturaer',
  mandatory: 'Meldinger om purring, inkasso, sperring, koder og endringer av profilen sender vi alltid.',
  save: 'Lagre varslene',
  saved: 'Varslene er lagret.',
}

export type NoticeTexts = typeof nb

export const NOTICE_TEXTS: Record<Language, NoticeTexts> = {
  nb,
  nn: {
    link: 'Vel varsel',
    heading: 'Varsel',
    about: 'Vel kva vi skal seie frå om, og korleis. Meldingane finn du òg under Meldingar her på Mi side.',
    to: { 'e-mail': (to) => `E-post til ${to}`, sms: (to) => `SMS til ${to}` },
    none: {
      'e-mail': 'E-post: vi har inga e-postadresse til deg',
      sms: 'SMS: vi har ikkje telefonnummeret ditt',
    },
    toProfile: 'Oppgi det i profilen',
    channels: { 'e-mail': 'E-post', sms: 'SMS' },
    events: {
      invoice: 'Ny faktura',
      'low-balance': 'Lite att på ferjekontoen',
      'payment-failed': 'Ei betaling gjekk ikkje gjennom',
      'tag-not-read': 'Brikka blir ikkje lesen',
      'unusual-charge': 'Uvanlege passeringar',
    },
    abouts: {
      invoice: 'Fakturaen kjem alltid, på den måten du har valt. Han kan ikkje slåast av her.',
      'low-balance': 'Gjeld deg som har ein førehandsbetalt konto for ferje.',
      'payment-failed':
        'Banken trekte ikkje det som skulle trekkjast, tok ei betaling tilbake, eller avviste ei utbetaling til deg.',
      'tag-not-read': 'Høgst éin gong i veka for kvart køyretøy.',
      'unusual-charge': 'Vi held noko tilbake frå fakturaen fordi det ser uvanleg ut.',
    },
    howInvoices: 'Vel korleis du får fakturaer',
    mandatory: 'Meldingar om purring, inkasso, sperring, kodar og endringar av profilen sender vi alltid.',
    save: 'Lagre varsla',
    saved: 'Varsla er lagra.',
  },
  en: {
    link: 'Choose notices',
    heading: 'Notices',
    about:
      'Choose what we notify you of, and how. You also find the messages under Messages here on Min side.',
    to: { 'e-mail': (to) => `E-mail to ${to}`, sms: (to) => `SMS to ${to}` },
    none: {
      'e-mail': 'E-mail: we have no e-mail address of yours',
      sms: 'SMS: we do not have your telephone number',
    },
    toProfile: 'Give it in your profile',
    channels: { 'e-mail': 'E-mail', sms: 'SMS' },
    events: {
      invoice: 'New invoice',
      'low-balance': 'Little left on the ferry account',
      'payment-failed': 'A payment did not go through',
      'tag-not-read': 'The tag is not read',
      'unusual-charge': 'Unusual passages',
    },
    abouts: {
      invoice: 'The invoice always comes, the way you have chosen. It cannot be turned off here.',
      'low-balance': 'For those who have a prepaid account for ferries.',
      'payment-failed':
        'The bank did not draw what it should, took a payment back, or rejected a payment to you.',
      'tag-not-read': 'At most once a week for each vehicle.',
      'unusual-charge': 'We hold something back from the invoice because it looks unusual.',
    },
    howInvoices: 'Choose how you get invoices',
    mandatory:
      'Messages about reminders, debt collection, blocks, codes and changes of the profile are always sent.',
    save: 'Save the notices',
    saved: 'The notices are saved.',
  },
}
