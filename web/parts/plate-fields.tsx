import type { Language } from '#core/language.ts'
import { ADD_VEHICLE_TEXTS } from '#words/add-vehicle.ts'
import type { NamedCountry } from '#words/countries.ts'
import { Field, TextField } from './field.tsx'
import { Facts, type Faults } from './flow.tsx'

/** Which vehicle: its country and registration number. */
export function PlateFields(props: {
  language: Language
  faults: Faults | undefined
  values: Readonly<Record<string, string>>
  countries: readonly NamedCountry[]
}) {
  const { language, faults, values, countries } = props
  const texts = ADD_VEHICLE_TEXTS[language]
  return (
    <>
      <Field name="land" label={texts.country} fault={faults?.land}>
        {(attributes) => (
          <select {...attributes} defaultValue={values.land ?? 'NO'}>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <TextField
        name="kjennemerke"
        label={texts.plate}
        about={texts.plateAbout}
        value={values.kjennemerke}
        fault={faults?.kjennemerke}
        plate
      />
    </>
  )
}

export type ShownFacts = {
  readonly register: 'found' | 'unknown' | 'pending' | 'foreign'
  readonly makeAndModel: string
  readonly energy: string
  readonly weight: string
  readonly heavyAbove: string
  readonly isHeavy: boolean
}

/** The vehicle as the register has it, or what its silence means. */
export function RegisteredVehicle(props: { language: Language; plate: string; facts: ShownFacts }) {
  const { language, plate, facts } = props
  const texts = ADD_VEHICLE_TEXTS[language]
  if (facts.register === 'unknown') return <p>{texts.unknown(plate)}</p>
  if (facts.register !== 'found') return <p>{texts[facts.register]}</p>
  const rows = [
    { name: texts.plate, value: plate },
    ...(facts.makeAndModel ? [{ name: texts.makeAndModel, value: facts.makeAndModel }] : []),
    ...(facts.energy ? [{ name: texts.energy, value: facts.energy }] : []),
    ...(facts.weight ? [{ name: texts.weight, value: facts.weight }] : []),
  ]
  return (
    <div className="panel stack">
      <p className="strong">{texts.found}</p>
      <Facts rows={rows} />
      {facts.isHeavy && <p>{texts.heavy(facts.heavyAbove)}</p>}
    </div>
  )
}
