import type { Language } from '#core/language.ts'

/** Why a tag is not handed out. */
export type HandOutRefusal =
  | 'not-a-tag-number'
  | 'unknown-agreement'
  | 'agreement-not-valid'
  | 'tag-of-another-issuer'
  | 'tag-in-use'
  | 'vehicle-has-another-tag'
  | 'vehicle-under-another-agreement'

/** Why a tag is not taken back, or not written down as lost or damaged. */
export type TakeBackRefusal = 'unknown-tag' | 'tag-ended-already'

export const DEPOSIT_REFUSALS: Record<
  Language,
  Readonly<Record<HandOutRefusal | TakeBackRefusal, string>>
> = {
  nb: {
    'not-a-tag-number': 'Dette er ikke et brikkenummer.',
    'unknown-agreement': 'Vi har ingen slik avtale.',
    'agreement-not-valid': 'Avtalen er ikke gyldig.',
    'tag-of-another-issuer': 'Brikken er fra et annet selskap enn avtalen.',
    'tag-in-use': 'Brikken er utlevert fra før.',
    'vehicle-has-another-tag': 'Kjøretøyet har en annen brikke. Ta den ut av kjøretøyet først.',
    'vehicle-under-another-agreement': 'Kjøretøyet står på en annen avtale.',
    'unknown-tag': 'Vi har ingen brikke med dette nummeret.',
    'tag-ended-already': 'Brikken er levert tilbake, tapt, stjålet eller skadd fra før.',
  },
  nn: {
    'not-a-tag-number': 'Dette er ikkje eit brikkenummer.',
    'unknown-agreement': 'Vi har ingen slik avtale.',
    'agreement-not-valid': 'Avtalen er ikkje gyldig.',
    'tag-of-another-issuer': 'Brikka er frå eit anna selskap enn avtalen.',
    'tag-in-use': 'Brikka er utlevert frå før.',
    'vehicle-has-another-tag': 'Køyretøyet har ei anna brikke. Ta ho ut av køyretøyet først.',
    'vehicle-under-another-agreement': 'Køyretøyet står på ein annan avtale.',
    'unknown-tag': 'Vi har inga brikke med dette nummeret.',
    'tag-ended-already': 'Brikka er levert tilbake, tapt, stolen eller skadd frå før.',
  },
  en: {
    'not-a-tag-number': 'This is not a tag number.',
    'unknown-agreement': 'We have no such agreement.',
    'agreement-not-valid': 'The agreement is not valid.',
    'tag-of-another-issuer': 'The tag is of another company than the agreement.',
    'tag-in-use': 'The tag is handed out already.',
    'vehicle-has-another-tag': 'The vehicle has another tag. Take that one out first.',
    'vehicle-under-another-agreement': 'The vehicle stands under another agreement.',
    'unknown-tag': 'We have no tag with this number.',
    'tag-ended-already': 'The tag is returned, lost, stolen or damaged already.',
  },
}
