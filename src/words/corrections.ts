import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why a correction for many is not asked for, decided or taken back. */
export type CorrectionRefusal =
  | 'unknown-correction'
  | 'unknown-station'
  | 'unknown-project'
  | StaffRefusal
  | 'no-passages-chosen'
  | 'not-previewed'
  | 'already-decided'
  | 'not-booked'
  | 'already-undone'
  | 'same-person-approves'
  | 'station-of-several'
  | 'tariff-outside-period'
  | 'tariff-of-another-project'
  | 'tariff-changed-since'

/** Why an exemption is not granted. */
export type ExemptionRefusal =
  | 'unknown-vehicle'
  | 'no-tag-in-vehicle'
  | 'agreement-not-valid'
  | 'permit-expires-too-early'
  | 'permit-without-day'
  | StaffRefusal
  | 'already-exempt'

/** Why a price cannot be explained. Terms 5.9: an erased passage cannot be rated again. */
export type NotExplained = 'unknown-passage' | 'erased-passage'

export const RATING_REFUSALS: Record<
  Language,
  Readonly<Record<CorrectionRefusal | ExemptionRefusal | NotExplained, string>>
> = {
  nb: {
    'unknown-correction': 'Vi har ingen retting med dette nummeret.',
    'unknown-station': 'Vi har ingen bomstasjon med denne koden.',
    'unknown-project': 'Vi har ikke noe bompengeprosjekt med denne koden.',
    ...STAFF_REFUSALS.nb,
    'no-passages-chosen': 'Ingen passeringer er valgt. Se på stasjon og tid.',
    'not-previewed': 'Se hva rettingen fører til før den godkjennes.',
    'already-decided': 'Rettingen er avgjort fra før.',
    'not-booked': 'Bare en bokført retting kan tas tilbake.',
    'already-undone': 'Rettingen er tatt tilbake fra før, eller noen har bedt om det.',
    'same-person-approves': 'Den som har bedt om rettingen, kan ikke godkjenne den selv.',
    'station-of-several':
      'Flere selskaper har en stasjon med denne koden. Skriv selskapet foran: ferde/KODE.',
    'tariff-outside-period':
      'Takstfilen endrer priser på passeringer utenfor perioden eller stasjonen som er valgt. Velg alt det gjelder, eller endre bare det som er valgt.',
    'tariff-of-another-project': 'Takstfilen er for et annet prosjekt enn det som er valgt.',
    'tariff-changed-since': 'Prosjektet har fått en annen takstfil siden. Be om en ny retting i stedet.',
    'unknown-vehicle': 'Vi har ikke noe kjøretøy med dette kjennemerket.',
    'no-tag-in-vehicle': 'Kjøretøyet har ingen brikke. Fritak krever brikke.',
    'agreement-not-valid': 'Kjøretøyet står ikke på en gyldig avtale.',
    'permit-expires-too-early': 'Tillatelsen gjelder ikke lenge nok.',
    'permit-without-day': 'Skriv den siste dagen tillatelsen gjelder.',
    'already-exempt': 'Kjøretøyet har dette fritaket fra før.',
    'unknown-passage': 'Vi har ingen passering med dette nummeret.',
    'erased-passage': 'Passeringen er slettet. Bare prisen er igjen.',
  },
  nn: {
    'unknown-correction': 'Vi har inga retting med dette nummeret.',
    'unknown-station': 'Vi har ingen bomstasjon med denne koden.',
    'unknown-project': 'Vi har ikkje noko bompengeprosjekt med denne koden.',
    ...STAFF_REFUSALS.nn,
    'no-passages-chosen': 'Ingen passeringar er valde. Sjå på stasjon og tid.',
    'not-previewed': 'Sjå kva rettinga fører til før ho blir godkjend.',
    'already-decided': 'Rettinga er avgjord frå før.',
    'not-booked': 'Berre ei bokført retting kan takast tilbake.',
    'already-undone': 'Rettinga er teken tilbake frå før, eller nokon har bede om det.',
    'same-person-approves': 'Den som har bede om rettinga, kan ikkje godkjenne henne sjølv.',
    'station-of-several':
      'Fleire selskap har ein stasjon med denne koden. Skriv selskapet framfor: ferde/KODE.',
    'tariff-outside-period':
      'Takstfila endrar prisar på passeringar utanfor perioden eller stasjonen som er vald. Vel alt det gjeld, eller endre berre det som er valt.',
    'tariff-of-another-project': 'Takstfila er for eit anna prosjekt enn det som er valt.',
    'tariff-changed-since': 'Prosjektet har fått ei anna takstfil sidan. Be om ei ny retting i staden.',
    'unknown-vehicle': 'Vi har ikkje noko køyretøy med dette kjennemerket.',
    'no-tag-in-vehicle': 'Køyretøyet har inga brikke. Fritak krev brikke.',
    'agreement-not-valid': 'Køyretøyet står ikkje på ein gyldig avtale.',
    'permit-expires-too-early': 'Løyvet gjeld ikkje lenge nok.',
    'permit-without-day': 'Skriv den siste dagen løyvet gjeld.',
    'already-exempt': 'Køyretøyet har dette fritaket frå før.',
    'unknown-passage': 'Vi har inga passering med dette nummeret.',
    'erased-passage': 'Passeringa er sletta. Berre prisen er att.',
  },
  en: {
    'unknown-correction': 'We have no correction with this number.',
    'unknown-station': 'We have no toll station with this code.',
    'unknown-project': 'We have no toll project with this code.',
    ...STAFF_REFUSALS.en,
    'no-passages-chosen': 'No passages are chosen. Look at the station and the time.',
    'not-previewed': 'Look at what the correction leads to before it is approved.',
    'already-decided': 'The correction has been decided already.',
    'not-booked': 'Only a booked correction can be taken back.',
    'already-undone': 'The correction has been taken back already, or somebody has asked for it.',
    'same-person-approves': 'Whoever asked for the correction cannot approve it.',
    'station-of-several':
      'Several companies have a station with this code. Put the company before it: ferde/CODE.',
    'tariff-outside-period':
      'The tariff file changes prices of passages outside the chosen period or station. Choose all it concerns, or change only what is chosen.',
    'tariff-of-another-project': 'The tariff file is of another project than the chosen one.',
    'tariff-changed-since':
      'The project has got another tariff file since. Ask for a new correction instead.',
    'unknown-vehicle': 'We have no vehicle with this plate.',
    'no-tag-in-vehicle': 'The vehicle has no tag. An exemption asks for one.',
    'agreement-not-valid': 'The vehicle is not under a valid agreement.',
    'permit-expires-too-early': 'The permit is not valid for long enough.',
    'permit-without-day': 'Write the last day the permit is valid.',
    'already-exempt': 'The vehicle has this exemption already.',
    'unknown-passage': 'We have no passage with this number.',
    'erased-passage': 'The passage is erased. Only the price is left.',
  },
}
