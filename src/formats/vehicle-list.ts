import { canonicalPlate, type Plate } from '#core/plate.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { VehicleRowFault } from '#words/upload-vehicles.ts'

/** A vehicle of a list that an organisation sends in. docs/formats/vehicle-list.md. */
export type ListedVehicle = {
  /** In the file, its first line 1. */
  readonly line: number
  readonly plate: Plate
  readonly costCentre: string | undefined
  readonly reference: string | undefined
  /** As it was stated; undefined: not, and so light unless the register says otherwise. */
  readonly totalWeightKg: number | undefined
}

export type FaultyRow = { readonly line: number; readonly text: string; readonly fault: VehicleRowFault }

export type VehicleList = {
  readonly vehicles: readonly ListedVehicle[]
  readonly faults: readonly FaultyRow[]
}

export const VEHICLE_ROWS_MAX = 2_000
export const VEHICLE_LIST_BYTES_MAX = 500_000

/**
 * Reads «plate;country;cost centre;reference;total weight» with any but the first left out, as spreadsheets save it: with
 * semicolons, commas or tabs, with or without a heading. Every row that is wrong is told, not only the first.
 */
export function parseVehicleList(text: string): VehicleList | Refusal<'no-rows' | 'too-many-rows'> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const separator = [';', '\t', ','].find((one) => lines[0]?.includes(one)) ?? ';'
  const rows = lines
    .map((line, i) => ({ line: i + 1, text: line.trim(), cells: line.split(separator).map(unquoted) }))
    .filter(({ text: row, cells, line }) => row !== '' && !(line === 1 && isHeading(cells)))
  if (rows.length === 0) return refuse('no-rows')
  if (rows.length > VEHICLE_ROWS_MAX) return refuse('too-many-rows')
  const seen = new Set<string>()
  const vehicles: ListedVehicle[] = []
  const faults: FaultyRow[] = []
  for (const { line, text: row, cells } of rows) {
    const [written = '', country = '', costCentre = '', reference = '', weight = ''] = cells
    const plate = plateOf(written, country === '' ? 'NO' : country.toUpperCase())
    const key = 'canonical' in plate ? `${plate.country} ${plate.canonical}` : ''
    const fault =
      'fault' in plate
        ? plate.fault
        : seen.has(key)
          ? 'twice-in-file'
          : (tooLong(costCentre, reference) ?? badWeight(weight))
    seen.add(key)
    if (fault !== undefined || 'fault' in plate)
      faults.push({ line, text: row.slice(0, 60), fault: fault ?? 'bad-plate' })
    else
      vehicles.push({
        line,
        plate,
        costCentre: costCentre || undefined,
        reference: reference || undefined,
        totalWeightKg: weight === '' ? undefined : kilograms(weight),
      })
  }
  return { vehicles, faults }
}

function plateOf(written: string, country: string): Plate | { readonly fault: VehicleRowFault } {
  if (!/^[A-Z]{2}$/.test(country)) return { fault: 'bad-country' }
  const canonical = canonicalPlate(written)
  if (canonical === undefined) return { fault: 'bad-plate' }
  if (country === 'NO' && !/^[A-Z]{2}\d{4,5}$/.test(canonical)) return { fault: 'bad-plate' }
  return { country, canonical }
}

/** A first line without a digit in its first cell names the columns: a plate has one. */
function isHeading([first = '']: readonly string[]): boolean {
  return !/\d/.test(first)
}

function tooLong(...texts: readonly string[]): VehicleRowFault | undefined {
  return texts.some((text) => text.length > 60) ? 'too-long' : undefined
}

function badWeight(text: string): VehicleRowFault | undefined {
  return text === '' || kilograms(text) !== undefined ? undefined : 'bad-weight'
}

/** «26000», «26 000» or «26.000 kg»: no vehicle weighs so little that a point could be a fraction's. */
function kilograms(text: string): number | undefined {
  const digits = text.replace(/\s*kg$/i, '').replaceAll(/[\s.]/g, '')
  return /^[1-9]\d{2,5}$/.test(digits) ? Number(digits) : undefined
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('""', '"')
    .trim()
}
