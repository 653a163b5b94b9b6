import type { Day } from '#core/dated.ts'
import type { FerryRows } from './rows.ts'

/** Every kilometre begun is a zone; an authority may lay more on. */
export function zoneOf(
  metres: number,
  authority: string,
  on: Day,
  rules: { readonly zoneSurcharges: FerryRows['zoneSurcharges'] },
): number {
  const zone = Math.ceil(metres / 1000)
  const rows = rules.zoneSurcharges.filter((row) => row.authority === authority && row.from_on <= on)
  const from = rows
    .map((row) => row.from_on)
    .sort()
    .at(-1)
  const band = rows
    .filter((row) => row.from_on === from)
    .sort((a, b) => a.place - b.place)
    .find((row) => row.to_zone === null || zone <= row.to_zone)
  return zone + (band?.zones ?? 0)
}
