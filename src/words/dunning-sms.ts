import type { Language } from '#core/language.ts'

/** Of what somebody is told by SMS too. */
export const SMS_OCCASIONS = ['reminder', 'collection', 'blocked', 'opened'] as const
export type SmsOccasion = (typeof SMS_OCCASIONS)[number]
/** An owner without agreement has none that is blocked. */
export const SMS_TEXTS = [...SMS_OCCASIONS, 'collection-of-owner'] as const
export type SmsText = (typeof SMS_TEXTS)[number]

/**
 * Beside the mail or the letter, never in its place. No link, name or amount: an SMS may be read by others, and whoever gets a
 * link in one in our name is to know that it is not from us. Short enough to be one message.
 */
export const DUNNING_SMS: Record<Language, Readonly<Record<SmsText, (issuer: string) => string>>> = {
  nb: {
    reminder: (issuer) =>
      `${issuer} har sendt deg en purring. Logg inn på Min side for å se den. Vi sender aldri lenker på SMS.`,
    collection: (issuer) =>
      `Kravet fra ${issuer} er sendt til inkasso, og avtalen er sperret. Logg inn på Min side. Vi sender aldri lenker på SMS.`,
    'collection-of-owner': (issuer) =>
      `Kravet fra ${issuer} er sendt til inkasso. Logg inn på Min side for å se det. Vi sender aldri lenker på SMS.`,
    blocked: (issuer) =>
      `Avtalen hos ${issuer} er sperret: kredittgrensen er nådd. Logg inn på Min side. Vi sender aldri lenker på SMS.`,
    opened: (issuer) => `Avtalen hos ${issuer} er åpnet igjen. Vi sender aldri lenker på SMS.`,
  },
  nn: {
    reminder: (issuer) =>
      `${issuer} har sendt deg ei purring. Logg inn på Mi side for å sjå ho. Vi sender aldri lenkjer på SMS.`,
    collection: (issuer) =>
      `Kravet frå ${issuer} er sendt til inkasso, og avtalen er sperra. Logg inn på Mi side. Vi sender aldri lenkjer på SMS.`,
    'collection-of-owner': (issuer) =>
      `Kravet frå ${issuer} er sendt til inkasso. Logg inn på Mi side for å sjå det. Vi sender aldri lenkjer på SMS.`,
    blocked: (issuer) =>
      `Avtalen hos ${issuer} er sperra: kredittgrensa er nådd. Logg inn på Mi side. Vi sender aldri lenkjer på SMS.`,
    opened: (issuer) => `Avtalen hos ${issuer} er opna att. Vi sender aldri lenkjer på SMS.`,
  },
  en: {
    reminder: (issuer) =>
      `${issuer} has sent you a reminder. Log in to Min side to see it. We never send links by SMS.`,
    collection: (issuer) =>
      `The claim from ${issuer} is in debt collection, and the agreement is blocked. Log in to Min side. We never send links by SMS.`,
    'collection-of-owner': (issuer) =>
      `The claim from ${issuer} is in debt collection. Log in to Min side to see it. We never send links by SMS.`,
    blocked: (issuer) =>
      `The agreement with ${issuer} is blocked: the credit limit is reached. Log in to Min side. We never send links by SMS.`,
    opened: (issuer) => `The agreement with ${issuer} is open again. We never send links by SMS.`,
  },
}
