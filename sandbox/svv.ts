import type { Vehicle } from './fleet.ts'
import type { Model } from './models.ts'
import { osloInstant } from './oslo.ts'
import type { Party } from './people.ts'
import { ownerAt } from './world.ts'

/** The vehicle register's answers, in the shapes Statens vegvesen documents. */
export function vehicleAnswer(vehicle: Vehicle): object {
  const { model, plate, firstRegisteredOn, ref } = vehicle
  const serial = ref.slice(2).padStart(7, '0')
  return {
    kjoretoyId: { kjennemerke: printedPlate(plate), understellsnummer: `SANDKASSE${serial}`, kuid: `33${serial}` },
    forstegangsregistrering: { registrertForstegangNorgeDato: firstRegisteredOn },
    registrering: { registreringsstatus: coded('REGISTRERT', 'Registrert') },
    godkjenning: { tekniskGodkjenning: technicalApproval(model) },
    periodiskKjoretoyKontroll: { kontrollfrist: `${Number(firstRegisteredOn.slice(0, 4)) + 8}${firstRegisteredOn.slice(4)}` },
  }
}

/** The same, and who owned it at an instant: what only those with a legal basis are told. */
export function ownedVehicleAnswer(vehicle: Vehicle, at: number): object {
  const owner = ownerAt(vehicle, at)
  if (!owner) return vehicleAnswer(vehicle)
  const since = osloInstant(owner.from)
  return {
    ...vehicleAnswer(vehicle),
    eierskap: { eier: { ...ownerAnswer(owner.party), fomTidspunkt: since }, vedtakstidspunkt: since },
  }
}

function ownerAnswer(party: Party): object {
  const words = party.name.split(' ')
  return {
    kundeId: party.registerId,
    erUverifisert: false,
    ...(party.kind === 'person'
      ? { person: { fornavn: words.slice(0, -1).join(' '), etternavn: words.at(-1), fodselsdato: party.born } }
      : { enhet: { organisasjonsnummer: party.organisationNumber, navn: party.name } }),
    adresse: {
      adresselinje1: party.street,
      postnummer: party.postalCode,
      poststed: party.place.toUpperCase(),
      land: 'NORGE',
      landkode: 'NOR',
    },
  }
}

function technicalApproval(model: Model): object {
  return {
    kjoretoyklassifisering: { tekniskKode: coded(model.category, CATEGORIES[model.category]) },
    tekniskeData: {
      generelt: { merke: [{ merke: model.make }], handelsbetegnelse: [model.model] },
      dimensjoner: { lengde: model.lengthMm },
      vekter: { egenvekt: Math.round(model.totalWeightKg * 0.72), tillattTotalvekt: model.totalWeightKg },
      miljodata: {
        euroKlasse: coded(model.euro, model.euro === '0' ? '0-utslipp' : `Euro ${model.euro}`),
        miljoOgdrivstoffGruppe: fuelsOf(model).map((fuel) => ({ drivstoffKodeMiljodata: fuel })),
      },
      motorOgDrivverk: {
        hybridKategori: model.energy === 'plugin-hybrid' ? coded('LADBAR', 'Ladbar hybrid') : coded('INGEN', 'Ingen'),
      },
    },
  }
}

const CATEGORIES = {
  M1: 'Personbil',
  N1: 'Varebil',
  N2: 'Lett lastebil',
  N3: 'Tung lastebil',
  L3e: 'Tung motorsykkel',
} as const

function fuelsOf({ energy }: Model): object[] {
  switch (energy) {
    case 'petrol':
      return [coded('1', 'Bensin')]
    case 'diesel':
      return [coded('2', 'Diesel')]
    case 'electric':
      return [coded('5', 'Elektrisk')]
    case 'plugin-hybrid':
      return [coded('1', 'Bensin'), coded('5', 'Elektrisk')]
    case 'hydrogen':
      return [coded('6', 'Hydrogen')]
  }
}

function coded(kodeVerdi: string, kodeNavn: string): object {
  return { kodeNavn, kodeVerdi, tidligereKodeVerdi: [] }
}

/** The register prints Norwegian plates with a space: «EK 71654». */
export function printedPlate(plate: string): string {
  return plate.replace(/^([A-Z]{2})(\d+)$/, '$1 $2')
}
