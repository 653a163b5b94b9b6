import type { Language } from '#core/language.ts'

/** Why a tag is not moved. */
export type MoveRefusal =
  | 'move-too-far-back'
  | 'move-in-the-future'
  | 'unknown-tag'
  | 'tag-not-mounted'
  | 'tag-moved-since'
  | 'tag-already-stolen'
  | 'agreement-not-valid'
  | 'same-vehicle'
  | 'vehicle-has-another-tag'
  | 'vehicle-under-another-agreement'

/** Why a sale or a theft is not recorded. */
export type NoticeRefusal =
  | 'notice-in-the-future'
  | 'vehicle-not-registered'
  | 'unknown-tag'
  | 'no-police-report'
  | 'tag-already-stolen'

export const TAG_REFUSALS: Record<Language, Readonly<Record<MoveRefusal | NoticeRefusal, string>>> = {
  nb: {
    'move-too-far-back': 'Et kjøretøybytte kan tilbakedateres høyst tre dager.',
    'move-in-the-future': 'Velg dagen i dag eller en dag som har vært.',
    'unknown-tag': 'Vi har ingen brikke med dette nummeret.',
    'tag-not-mounted': 'Brikken satt ikke i noe kjøretøy på avtalen den dagen.',
    'tag-moved-since': 'Brikken er flyttet etter den dagen du valgte. Velg en senere dag.',
    'agreement-not-valid': 'Avtalen var ikke gyldig den dagen.',
    'same-vehicle': 'Brikken sitter i dette kjøretøyet allerede.',
    'vehicle-has-another-tag': 'Kjøretøyet har en annen brikke. Ta den ut av kjøretøyet først.',
    'vehicle-under-another-agreement':
      'Kjøretøyet står på en annen avtale. Hva du kan gjøre, står under «Legg til kjøretøy».',
    'notice-in-the-future': 'Meldingen kan ikke være mottatt i framtiden.',
    'vehicle-not-registered': 'Kjøretøyet sto ikke på noen avtale da meldingen kom.',
    'no-police-report': 'Tyveriet må være meldt til politiet. Oppgi nummeret på anmeldelsen.',
    'tag-already-stolen': 'Brikken er meldt stjålet fra før.',
  },
  nn: {
    'move-too-far-back': 'Eit køyretøybyte kan tilbakedaterast høgst tre dagar.',
    'move-in-the-future': 'Vel dagen i dag eller ein dag som har vore.',
    'unknown-tag': 'Vi har inga brikke med dette nummeret.',
    'tag-not-mounted': 'Brikka sat ikkje i noko køyretøy på avtalen den dagen.',
    'tag-moved-since': 'Brikka er flytta etter den dagen du valde. Vel ein seinare dag.',
    'agreement-not-valid': 'Avtalen var ikkje gyldig den dagen.',
    'same-vehicle': 'Brikka sit i dette køyretøyet allereie.',
    'vehicle-has-another-tag': 'Køyretøyet har ei anna brikke. Ta ho ut av køyretøyet først.',
    'vehicle-under-another-agreement':
      'Køyretøyet står på ein annan avtale. Kva du kan gjere, står under «Legg til køyretøy».',
    'notice-in-the-future': 'Meldinga kan ikkje vere motteken i framtida.',
    'vehicle-not-registered': 'Køyretøyet stod ikkje på nokon avtale då meldinga kom.',
    'no-police-report': 'Tjuveriet må vere meldt til politiet. Oppgi nummeret på meldinga.',
    'tag-already-stolen': 'Brikka er meld stolen frå før.',
  },
  en: {
    'move-too-far-back': 'A change of vehicle can be dated back three days at the most.',
    'move-in-the-future': 'Choose today or a day that has been.',
    'unknown-tag': 'We have no tag with this number.',
    'tag-not-mounted': 'The tag sat in no vehicle of the agreement on that day.',
    'tag-moved-since': 'The tag has been moved after the day you chose. Choose a later day.',
    'agreement-not-valid': 'The agreement was not valid on that day.',
    'same-vehicle': 'The tag is in this vehicle already.',
    'vehicle-has-another-tag': 'The vehicle has another tag. Take that one out first.',
    'vehicle-under-another-agreement':
      'The vehicle stands under another agreement. What you can do is said under “Add a vehicle”.',
    'notice-in-the-future': 'The notice cannot have been received in the future.',
    'vehicle-not-registered': 'The vehicle stood under no agreement when the notice came.',
    'no-police-report': 'The theft must be reported to the police. Give the number of the report.',
    'tag-already-stolen': 'The tag is reported stolen already.',
  },
}
