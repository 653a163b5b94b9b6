import type { Language } from '#core/language.ts'

/** Terms 2.9: why an agreement is blocked. */
export type BlockReason =
  | 'credit-limit'
  | 'debt-collection'
  | 'prepayment-missing'
  | 'negative-balance'
  | 'address-missing'

export type BlockTexts = {
  readonly heading: (issuer: string) => string
  readonly agreement: (number: string, since: string) => string
  readonly because: Readonly<Record<BlockReason, string>>
  /** What it means for who drives. */
  readonly meanwhile: string
  /** What it means on board, where the agreement is a ferry account. */
  readonly meanwhileFerry: string
  readonly lifts: Readonly<Record<BlockReason, string>>
  readonly toAddress: string
}

export const BLOCK_TEXTS: Record<Language, BlockTexts> = {
  nb: {
    heading: (issuer) => `Avtalen din hos ${issuer} er sperret`,
    agreement: (number, since) => `Avtale ${number}, sperret siden ${since}.`,
    because: {
      'credit-limit': 'Du skylder mer enn kredittgrensen i avtalen.',
      'debt-collection': 'Et krav som ikke er betalt, er sendt til inkasso.',
      'prepayment-missing': 'Forskuddet er ikke betalt.',
      'negative-balance': 'Det er ikke dekning på kontoen.',
      'address-missing': 'En faktura kom ikke fram til deg på noen av måtene vi har.',
    },
    meanwhile:
      'Så lenge avtalen er sperret, betaler kjøretøyets eier full pris for nye passeringer, uten rabatt, timesregel og månedstak.',
    meanwhileFerry:
      'Så lenge kontoen er sperret, gir den ingen rabatt på ferjeturer, og turene trekkes ikke fra den.',
    lifts: {
      'credit-limit': 'Sperringen oppheves av seg selv når du ikke lenger skylder mer enn grensen.',
      'debt-collection': 'Sperringen oppheves av seg selv når kravet er betalt.',
      'prepayment-missing': 'Sperringen oppheves når forskuddet er betalt.',
      'negative-balance': 'Sperringen oppheves når kontoen er fylt på.',
      'address-missing':
        'Sperringen oppheves av seg selv når du har rettet adressen, eller vi har fått en annen måte å nå deg på. Er adressen riktig, si fra til oss.',
    },
    toAddress: 'Rett adressen',
  },
  nn: {
    heading: (issuer) => `Avtalen din hos ${issuer} er sperra`,
    agreement: (number, since) => `Avtale ${number}, sperra sidan ${since}.`,
    because: {
      'credit-limit': 'Du skuldar meir enn kredittgrensa i avtalen.',
      'debt-collection': 'Eit krav som ikkje er betalt, er sendt til inkasso.',
      'prepayment-missing': 'Forskotet er ikkje betalt.',
      'negative-balance': 'Det er ikkje dekning på kontoen.',
      'address-missing': 'Ein faktura kom ikkje fram til deg på nokon av måtane vi har.',
    },
    meanwhile:
      'Så lenge avtalen er sperra, betaler eigaren av køyretøyet full pris for nye passeringar, utan rabatt, timesregel og månadstak.',
    meanwhileFerry:
      'Så lenge kontoen er sperra, gir han ingen rabatt på ferjeturar, og turane blir ikkje trekte frå han.',
    lifts: {
      'credit-limit': 'Sperringa blir oppheva av seg sjølv når du ikkje lenger skuldar meir enn grensa.',
      'debt-collection': 'Sperringa blir oppheva av seg sjølv når kravet er betalt.',
      'prepayment-missing': 'Sperringa blir oppheva når forskotet er betalt.',
      'negative-balance': 'Sperringa blir oppheva når kontoen er fylt på.',
      'address-missing':
        'Sperringa blir oppheva av seg sjølv når du har retta adressa, eller vi har fått ein annan måte å nå deg på. Er adressa rett, sei frå til oss.',
    },
    toAddress: 'Rett adressa',
  },
  en: {
    heading: (issuer) => `Your agreement with ${issuer} is blocked`,
    agreement: (number, since) => `Agreement ${number}, blocked since ${since}.`,
    because: {
      'credit-limit': 'You owe more than the credit limit of the agreement.',
      'debt-collection': 'A claim that has not been paid has gone to debt collection.',
      'prepayment-missing': 'The prepayment has not been paid.',
      'negative-balance': 'There is not enough on the account.',
      'address-missing': 'An invoice did not reach you in any of the ways we have.',
    },
    meanwhile:
      'While the agreement is blocked, the owner of the vehicle pays the full price of new passages, without discount, hour rule and monthly cap.',
    meanwhileFerry:
      'While the account is blocked, it gives no discount on ferry trips, and they are not drawn from it.',
    lifts: {
      'credit-limit': 'The block is lifted by itself when you no longer owe more than the limit.',
      'debt-collection': 'The block is lifted by itself when the claim is paid.',
      'prepayment-missing': 'The block is lifted when the prepayment is paid.',
      'negative-balance': 'The block is lifted when the account is topped up.',
      'address-missing':
        'The block is lifted by itself when you have put the address right, or we have another way to reach you. If the address is right, tell us.',
    },
    toAddress: 'Put the address right',
  },
}
