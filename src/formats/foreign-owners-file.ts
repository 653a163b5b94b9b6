import type { Day } from '#core/dated.ts'
import { type Ore, sumOre } from '#core/money.ts'
import { type Cell, writeSemicolonRows } from './semicolon-rows.ts'

/** A charge of an owner abroad, or what takes one back. docs/formats/foreign-owners-file.md. */
export type ForeignOwnerRow = {
  readonly chargeNumber: number
  /** The charge that this takes back, in this file or an earlier one. */
  readonly takesBack: number | null
  /** Null: a charge that is of no passage, or of one we no longer know. */
  readonly passedAt: number | null
  readonly stationCode: string | null
  readonly stationName: string | null
  readonly plateCountry: string | null
  readonly plate: string | null
  readonly amount: Ore
  readonly ownerNumber: number
  readonly name: string
  readonly organisationNumber: string | null
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
}

export type ForeignOwnersFile = {
  readonly chargerCode: string
  readonly fileNumber: number
  readonly madeOn: Day
  readonly rows: readonly ForeignOwnerRow[]
}

export function writeForeignOwnersFile({ chargerCode, fileNumber, madeOn, rows }: ForeignOwnersFile): string {
  return writeSemicolonRows([
    ['H', 'brikke-foreign-owners', '1', chargerCode, fileNumber, madeOn],
    ...rows.map(cellsOf),
    ['Z', rows.length, sumOfForeign(rows)],
  ])
}

export function sumOfForeign(rows: readonly Pick<ForeignOwnerRow, 'amount'>[]): Ore {
  return sumOre(rows.map((row) => row.amount))
}

function cellsOf(row: ForeignOwnerRow): Cell[] {
  const { takesBack, chargeNumber, passedAt, stationCode, stationName, plateCountry, plate, amount } = row
  const { ownerNumber, name, organisationNumber, street, postalCode, place, country } = row
  const at = passedAt === null ? null : new Date(passedAt).toISOString().replace('.000Z', 'Z')
  const charge = [chargeNumber, takesBack, at, stationCode, stationName, plateCountry, plate, amount]
  const owner = [ownerNumber, name, organisationNumber, street, postalCode, place, country]
  return [takesBack === null ? 'C' : 'R', ...charge, ...owner]
}
