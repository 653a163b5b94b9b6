import type { Language } from '#core/language.ts'
import { type Plate, shownPlate } from '#core/plate.ts'

type Message = { readonly subject: string; readonly body: string }

/** To who has an agreement for a vehicle that has got another owner. A mail names no plate; a letter does. */
export function soldVehicleMessage(
  of: { readonly name: string; readonly issuer: string; readonly plate?: Plate },
  language: Language,
): Message {
  const { hello, subject, what, pay, hidden, how, greeting } = TEXTS[language]
  const body = [hello(of.name), what(of.plate && shownPlate(of.plate)), pay, hidden, how, greeting(of.issuer)]
  return { subject, body: body.join('\n\n') }
}

/** To who has neither mail nor address. No plate and no link: it may be read by others. */
export function soldVehicleSms(issuer: string, language: Language): Message {
  return { subject: '', body: TEXTS[language].sms(issuer) }
}

type Texts = {
  readonly hello: (name: string) => string
  readonly subject: string
  readonly what: (plate: string | undefined) => string
  readonly pay: string
  readonly hidden: string
  readonly how: string
  readonly greeting: (company: string) => string
  readonly sms: (company: string) => string
}

const TEXTS: Record<Language, Texts> = {
  nb: {
    hello: (name) => `Hei, ${name}.`,
    subject: 'Har du solgt bilen?',
    what: (plate) =>
      `Kjøretøyregisteret har fått en ny eier på ${plate ?? 'et kjøretøy'} som står på avtalen din.`,
    pay: 'Du betaler for passeringene til vi har fått melding fra deg om salget (avtalevilkårene, punkt 2.8).',
    hidden: 'Fra eierskiftet ser du dag og pris for passeringene, ikke hvor og når det ble kjørt.',
    how: 'Logg inn på Min side og meld salget, eller kontakt oss. Eier eller leier du kjøretøyet fortsatt, kan du sende oss dokumentasjon på det.',
    greeting: (company) => `Hilsen ${company}`,
    sms: (company) =>
      `Et kjøretøy på avtalen din hos ${company} har fått ny eier. Er det solgt, meld det på Min side. Vi sender aldri lenker på SMS.`,
  },
  nn: {
    hello: (name) => `Hei, ${name}.`,
    subject: 'Har du selt bilen?',
    what: (plate) =>
      `Køyretøyregisteret har fått ein ny eigar på ${plate ?? 'eit køyretøy'} som står på avtalen din.`,
    pay: 'Du betaler for passeringane til vi har fått melding frå deg om salet (avtalevilkåra, punkt 2.8).',
    hidden: 'Frå eigarskiftet ser du dag og pris for passeringane, ikkje kvar og når det vart køyrt.',
    how: 'Logg inn på Mi side og meld salet, eller kontakt oss. Eig eller leiger du køyretøyet framleis, kan du sende oss dokumentasjon på det.',
    greeting: (company) => `Helsing ${company}`,
    sms: (company) =>
      `Eit køyretøy på avtalen din hos ${company} har fått ny eigar. Er det selt, meld det på Mi side. Vi sender aldri lenkjer på SMS.`,
  },
  en: {
    hello: (name) => `Hello ${name},`,
    subject: 'Have you sold the car?',
    what: (plate) =>
      `The vehicle register has a new owner of ${plate ?? 'a vehicle'} that stands under your agreement.`,
    pay: 'You pay for its passages until we have your notice of the sale (terms, point 2.8).',
    hidden:
      'From the change of owner you see the day and price of its passages, not where and when it was driven.',
    how: 'Log in to Min side and report the sale, or contact us. If you still own or lease the vehicle, you can send us papers that say so.',
    greeting: (company) => `Kind regards, ${company}`,
    sms: (company) =>
      `A vehicle of your agreement with ${company} has a new owner. If you have sold it, say so on Min side. We never send links by SMS.`,
  },
}
