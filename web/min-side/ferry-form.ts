import { readCompanies } from '#customers/read-companies.ts'
import { countryNames } from '#words/countries.ts'
import { formatKroner } from '#words/format.ts'
import type { VehicleForm } from '../parts/ferry-vehicle.tsx'
import { rulesToday } from './ferry-vehicle-step.ts'
import { type Context, visitOf } from './visit.ts'

/** What a vehicle's fields say beside what is typed: what a card costs, and who issues tags. */
export async function ferryFormOf(context: Context): Promise<VehicleForm> {
  const { language, deps } = visitOf(context)
  const { limits } = await rulesToday(context)
  const issuers = (await readCompanies(deps.db)).filter(({ issuer }) => issuer)
  return {
    language,
    fee: limits ? formatKroner(limits.cardFeeOre, language) : '',
    countries: countryNames(language),
    issuers: issuers.map(({ name }) => name),
  }
}
