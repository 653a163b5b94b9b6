import { isCountry } from '#core/country.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { canonicalPlate, type Plate } from '#core/plate.ts'
import { figuresOn } from '#settlement/figures.ts'
import { type AskedVehicle, askVehicle } from '#tags/ask-vehicle.ts'
import { ADD_VEHICLE_TEXTS } from '#words/add-vehicle.ts'
import { formatCount } from '#words/format.ts'
import { fieldOf } from './forms.ts'
import { type Context, visitOf } from './visit.ts'

export type PlateFaults = { readonly faults: Readonly<Record<string, string>> }

/** The plate that was filled in, as `land` and `kjennemerke`, or what is wrong with it. */
export function plateOf(form: FormData, language: Language): Plate | PlateFaults {
  const texts = ADD_VEHICLE_TEXTS[language]
  const country = fieldOf(form, 'land')
  if (!isCountry(country)) return { faults: { land: texts.chooseCountry } }
  const written = fieldOf(form, 'kjennemerke')
  const canonical = canonicalPlate(written)
  if (written === '' || canonical === undefined) return { faults: { kjennemerke: texts.noPlate } }
  if (country !== 'NO' || /^[A-Z]{2}\d{4,5}$/.test(canonical)) return { country, canonical }
  // Letters and digits of one's own choosing: the agreement is for the number the vehicle has for good.
  const personal = /^[A-ZÆØÅ0-9]{2,7}$/.test(canonical) && !/^[A-Z]{2}\d+$/.test(canonical)
  return { faults: { kjennemerke: personal ? texts.personalPlate : texts.wrongPlate } }
}

/** What the register has on it. Asked before any transaction opens. */
export async function askedVehicle(context: Context, plate: Plate): Promise<AskedVehicle> {
  const { deps } = visitOf(context)
  return askVehicle(deps.register, plate, deps.now())
}

/** What is shown of it: never its owner. */
export async function shownFacts(context: Context, { facts, register }: AskedVehicle) {
  const { language } = visitOf(context)
  const texts = ADD_VEHICLE_TEXTS[language]
  const limitKg = await heavyAboveKg(context)
  const weight = facts?.totalWeightKg ?? undefined
  return {
    register,
    makeAndModel: [facts?.make, facts?.model].filter(Boolean).join(' '),
    energy: facts?.energy ? (texts.energies[facts.energy] ?? '') : '',
    weight: weight === undefined ? '' : `${formatCount(weight, language)} kg`,
    heavyAbove: formatCount(limitKg, language),
    isHeavy: weight !== undefined && weight > limitKg,
  }
}

/** Above it a vehicle must have a tag, as dated data has it. */
export async function heavyAboveKg(context: Context): Promise<number> {
  const { kept, deps } = visitOf(context)
  const today = osloDay(deps.now())
  const limitKg = figuresOn(await kept.figures(), today).heavyAboveKg
  if (limitKg === undefined) throw new Error(`no limit for heavy vehicles is known on ${today}`)
  return limitKg
}
