import type { Day } from '#core/dated.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { writeSemicolonRows } from './semicolon-rows.ts'

/** What a toll charger is owed by an issuer of what was booked on a day. docs/formats/settlement-file.md. */
export type SettlementLine = {
  readonly issuerCode: string
  readonly bookedOn: Day
  readonly postings: number
  /** Of agreements: the issuer keeps its commission of these. */
  readonly tolls: Ore
  /** Of owners without an agreement. */
  readonly owners: Ore
  /** Hundredths of a percent of the tolls. */
  readonly basisPoints: number
  readonly commission: Ore
}

export type SettlementFile = {
  readonly chargerCode: string
  readonly settlementNumber: number
  readonly settledOn: Day
  readonly lines: readonly SettlementLine[]
}

/** When it was made is not in it: the same settlement is the same bytes. */
export function writeSettlementFile(file: SettlementFile): string {
  const { chargerCode, settlementNumber, settledOn, lines } = file
  return writeSemicolonRows([
    ['H', 'brikke-settlement', '1', chargerCode, settlementNumber, settledOn],
    ...lines.map((line) => [
      'L',
      line.issuerCode,
      line.bookedOn,
      line.postings,
      line.tolls,
      line.owners,
      line.basisPoints,
      line.commission,
      payableOf(line),
    ]),
    ['Z', lines.length, sumOfSettlement(lines)],
  ])
}

/** Less than nothing where a day took more back than it charged. */
export function payableOf({
  tolls,
  owners,
  commission,
}: Pick<SettlementLine, 'tolls' | 'owners' | 'commission'>): Ore {
  return ore(tolls + owners - commission)
}

export function sumOfSettlement(lines: readonly SettlementLine[]): Ore {
  return sumOre(lines.map(payableOf))
}
