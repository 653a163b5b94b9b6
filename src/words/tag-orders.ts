import type { Language } from '#core/language.ts'

/** Why a tag is not ordered. */
export type OrderRefusal =
  | 'unknown-agreement'
  | 'agreement-not-valid'
  | 'vehicle-has-another-tag'
  | 'vehicle-under-another-agreement'
  | 'tag-ordered-already'

export const ORDER_REFUSALS: Record<Language, Readonly<Record<OrderRefusal, string>>> = {
  nb: {
    'unknown-agreement': 'Velg en av avtalene dine.',
    'agreement-not-valid': 'Avtalen gjelder ikke lenger. Velg en annen, eller lag en ny.',
    'vehicle-has-another-tag': 'Kjøretøyet har allerede en brikke.',
    'vehicle-under-another-agreement':
      'Kjøretøyet står på en annen avtale. Den som har avtalen, må fjerne kjøretøyet der først. Har du kjøpt bilen, kan du be selgeren om det eller kontakte oss.',
    'tag-ordered-already': 'En brikke til kjøretøyet er allerede bestilt.',
  },
  nn: {
    'unknown-agreement': 'Vel ein av avtalane dine.',
    'agreement-not-valid': 'Avtalen gjeld ikkje lenger. Vel ein annan, eller lag ein ny.',
    'vehicle-has-another-tag': 'Køyretøyet har allereie ei brikke.',
    'vehicle-under-another-agreement':
      'Køyretøyet står på ein annan avtale. Den som har avtalen, må fjerne køyretøyet der først. Har du kjøpt bilen, kan du be seljaren om det eller kontakte oss.',
    'tag-ordered-already': 'Ei brikke til køyretøyet er allereie tinga.',
  },
  en: {
    'unknown-agreement': 'Choose one of your agreements.',
    'agreement-not-valid': 'The agreement is no longer valid. Choose another, or make a new one.',
    'vehicle-has-another-tag': 'The vehicle has a tag already.',
    'vehicle-under-another-agreement':
      'The vehicle stands under another agreement. Whoever has that agreement must remove the vehicle from it first. If you have bought the car, ask the seller to do so or contact us.',
    'tag-ordered-already': 'A tag for the vehicle has been ordered already.',
  },
}

type Letter = { readonly subject: string; readonly body: string }

/** To the registered owner, who may be nobody's customer: so it names the vehicle and no person. */
export const TAG_ORDER_LETTERS: Record<Language, { readonly owner: (plate: string) => Letter }> = {
  nb: {
    owner: (plate) => ({
      subject: `Kjøretøyet ${plate} er registrert på en AutoPASS-avtale`,
      body: `Du står som eier av ${plate} i Kjøretøyregisteret. Noen andre enn deg har nå registrert kjøretøyet på sin AutoPASS-avtale, og betaler for passeringene.\n\nEr det avtalt, trenger du ikke gjøre noe. Er det ikke det, kontakter du bompengeselskapet ditt. Den som har registrert kjøretøyet, ser ingen passeringer fra før det.`,
    }),
  },
  nn: {
    owner: (plate) => ({
      subject: `Køyretøyet ${plate} er registrert på ein AutoPASS-avtale`,
      body: `Du står som eigar av ${plate} i Køyretøyregisteret. Nokon andre enn deg har no registrert køyretøyet på sin AutoPASS-avtale, og betaler for passeringane.\n\nEr det avtalt, treng du ikkje gjere noko. Er det ikkje det, kontaktar du bompengeselskapet ditt. Den som har registrert køyretøyet, ser ingen passeringar frå før det.`,
    }),
  },
  en: {
    owner: (plate) => ({
      subject: `The vehicle ${plate} is registered on an AutoPASS agreement`,
      body: `You are the owner of ${plate} in the vehicle register. Somebody else has registered the vehicle on their AutoPASS agreement, and pays for its passages.\n\nIf you have agreed to this, you need not do anything. If not, contact your toll company. Whoever registered the vehicle sees no passages from before that.`,
    }),
  },
}
