import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Owner } from '#customers/owner.ts'
import type { Energy, VehicleFacts } from '#tags/vehicle.ts'

/**
 * What the Norwegian Public Roads Administration's register answers, as far as we ask: everything may be missing, and
 * what we do not know is left alone. `dtg` in a question is the instant it is asked for.
 */
const coded = z.object({ kodeVerdi: z.string() }).partial().optional()
const technical = z
  .object({
    generelt: z
      .object({
        merke: z.array(z.object({ merke: z.string() }).partial()),
        handelsbetegnelse: z.array(z.string()),
      })
      .partial(),
    dimensjoner: z.object({ lengde: z.number() }).partial(),
    vekter: z.object({ tillattTotalvekt: z.number(), tekniskTillattTotalvekt: z.number() }).partial(),
    miljodata: z
      .object({
        euroKlasse: coded,
        miljoOgdrivstoffGruppe: z.array(z.object({ drivstoffKodeMiljodata: coded })),
      })
      .partial(),
    motorOgDrivverk: z.object({ hybridKategori: coded }).partial(),
  })
  .partial()
const vehicle = z.object({
  godkjenning: z
    .object({
      tekniskGodkjenning: z
        .object({
          kjoretoyklassifisering: z.object({ tekniskKode: coded }).partial(),
          tekniskeData: technical,
        })
        .partial(),
    })
    .partial()
    .optional(),
  eierskap: z.object({ eier: z.lazy(() => holder).optional() }).optional(),
})
const holder = z.object({
  kundeId: z.coerce.string().optional(),
  person: z
    .object({ fornavn: z.string(), mellomnavn: z.string(), etternavn: z.string(), fodselsdato: z.string() })
    .partial()
    .optional(),
  enhet: z
    .object({ organisasjonsnummer: z.string(), organisasjonsnavn: z.string(), navn: z.string() })
    .partial()
    .optional(),
  adresse: z
    .object({ adresselinje1: z.string(), postnummer: z.string(), poststed: z.string(), landkode: z.string() })
    .partial()
    .optional(),
})

export type SvvVehicle = z.infer<typeof vehicle>
type Holder = z.infer<typeof holder>

/** Without the list it has said nothing: an unknown plate is answered by an empty one, or by no content. */
export const singleAnswer = z.object({ kjoretoydataListe: z.array(vehicle) })
export const bulkAnswer = z.object({
  responser: z.array(
    z.object({
      request: z.object({ kjennemerke: z.string(), dtg: z.string() }).partial().optional(),
      kjoretoydata: vehicle.optional(),
    }),
  ),
})

export function factsOf(answer: SvvVehicle): VehicleFacts {
  const approval = answer.godkjenning?.tekniskGodkjenning
  const data = approval?.tekniskeData
  return {
    category: approval?.kjoretoyklassifisering?.tekniskKode?.kodeVerdi ?? null,
    totalWeightKg: data?.vekter?.tillattTotalvekt ?? data?.vekter?.tekniskTillattTotalvekt ?? null,
    energy: energyOf(
      (data?.miljodata?.miljoOgdrivstoffGruppe ?? []).flatMap(
        (g) => g.drivstoffKodeMiljodata?.kodeVerdi ?? [],
      ),
      data?.motorOgDrivverk?.hybridKategori?.kodeVerdi,
    ),
    euroClass: euroClassOf(data?.miljodata?.euroKlasse?.kodeVerdi),
    make: data?.generelt?.merke?.[0]?.merke ?? null,
    model: data?.generelt?.handelsbetegnelse?.[0] ?? null,
  }
}

/** The register has millimetres. Undefined: it does not say. */
export function lengthOf(answer: SvvVehicle): number | undefined {
  const millimetres = answer.godkjenning?.tekniskGodkjenning?.tekniskeData?.dimensjoner?.lengde
  return millimetres === undefined ? undefined : Math.ceil(millimetres / 10)
}

/** The owner, or undefined where the answer names none. */
export function ownerOf(answer: SvvVehicle): Owner | undefined {
  const found = answer.eierskap?.eier
  if (!found) return undefined
  const name = nameOf(found)
  if (name === '') return undefined
  return {
    registerId: found.kundeId ?? madeUpId(found, name),
    kind: found.enhet ? 'organisation' : 'person',
    name,
    organisationNumber: found.enhet?.organisasjonsnummer ?? null,
    street: found.adresse?.adresselinje1 ?? null,
    postalCode: found.adresse?.postnummer ?? null,
    place: found.adresse?.poststed ?? null,
    country: countryOf(found.adresse?.landkode),
  }
}

/** Fuel codes of the register: 1 petrol, 2 diesel, 5 electric, 6 hydrogen; gas in several forms; the rest is other. */
const FUELS: Readonly<Record<string, Energy>> = {
  1: 'petrol',
  2: 'diesel',
  4: 'gas',
  5: 'electric',
  6: 'hydrogen',
  10: 'diesel',
  11: 'petrol',
  12: 'gas',
  13: 'gas',
  16: 'gas',
  17: 'gas',
  18: 'gas',
  19: 'gas',
  21: 'gas',
  22: 'gas',
}

/** A chargeable hybrid is one; any other hybrid is what it burns; a fuel cell drives an electric motor, and is hydrogen. */
function energyOf(fuelCodes: readonly string[], hybrid: string | undefined): Energy | null {
  if (fuelCodes.length === 0) return null
  if (hybrid === 'LADBAR') return 'plugin-hybrid'
  const energies = fuelCodes.map((code) => FUELS[code] ?? 'other')
  if (energies.includes('hydrogen')) return 'hydrogen'
  return energies.find((energy) => energy !== 'electric') ?? 'electric'
}

const ROMAN = ['0', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII']

/** «6L» for cars, «VI» or «EURO VI» for heavy vehicles. */
function euroClassOf(code: string | undefined): number | null {
  const found = /^(?:EURO\s*)?(?:(\d)|([IV]+))/i.exec(code ?? '')
  if (found?.[1] !== undefined) return Number(found[1])
  const roman = ROMAN.indexOf(found?.[2]?.toUpperCase() ?? '')
  return roman > 0 ? roman : null
}

function nameOf({ person, enhet }: Holder): string {
  if (enhet) return enhet.organisasjonsnavn ?? enhet.navn ?? enhet.organisasjonsnummer ?? ''
  return [person?.fornavn, person?.mellomnavn, person?.etternavn].filter(Boolean).join(' ')
}

/**
 * The open part of the register tells no customer number. An organisation has its own; a person is then the one of
 * that name, birth and address: who moves becomes two, but never do two become one.
 */
function madeUpId({ enhet, person, adresse }: Holder, name: string): string {
  if (enhet?.organisasjonsnummer) return enhet.organisasjonsnummer
  const facts = [name, person?.fodselsdato, adresse?.adresselinje1, adresse?.postnummer]
  return hash('sha256', JSON.stringify(facts), 'hex').slice(0, 32)
}

/** The register writes countries with three letters. Those it does not have here keep their three. */
const COUNTRIES: Readonly<Record<string, string>> = {
  NOR: 'NO',
  SWE: 'SE',
  DNK: 'DK',
  FIN: 'FI',
  ISL: 'IS',
  DEU: 'DE',
  NLD: 'NL',
  BEL: 'BE',
  FRA: 'FR',
  GBR: 'GB',
  IRL: 'IE',
  ESP: 'ES',
  PRT: 'PT',
  ITA: 'IT',
  AUT: 'AT',
  CHE: 'CH',
  POL: 'PL',
  CZE: 'CZ',
  SVK: 'SK',
  HUN: 'HU',
  EST: 'EE',
  LVA: 'LV',
  LTU: 'LT',
  ROU: 'RO',
  BGR: 'BG',
  UKR: 'UA',
  SJM: 'SJ',
}

function countryOf(alpha3: string | undefined): string {
  return alpha3 === undefined ? 'NO' : (COUNTRIES[alpha3] ?? alpha3)
}
