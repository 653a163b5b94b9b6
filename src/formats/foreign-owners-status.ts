import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { type FrameFault, isDay, isOurNumber, parseSemicolonRows, type RowRefusal } from './semicolon-rows.ts'

/** What owners abroad have paid the collector, and it pays us in one sum. docs/formats/bulk-payments.md. */
export type ForeignOwnersStatus = {
  readonly chargerCode: string
  readonly reference: string
  readonly paidOn: Day
  /** What the collector has kept of it. */
  readonly fee: Ore
  readonly rows: readonly { readonly chargeNumber: number; readonly amount: Ore }[]
}

export type ForeignOwnersFault =
  | FrameFault
  | 'wrong-fields'
  | 'bad-charge-number'
  | 'bad-amount'
  | 'charge-twice'

/** A file that is wrong anywhere is refused whole, at its first wrong line. */
export function parseForeignOwnersStatus(
  bytes: Uint8Array,
): ForeignOwnersStatus | RowRefusal<ForeignOwnersFault> {
  const read = parseSemicolonRows<Omit<ForeignOwnersStatus, 'rows'>, Row, ForeignOwnersFault>(bytes, {
    header: headOf,
    row: rowOf,
    key: ({ chargeNumber }) => chargeNumber,
    twice: 'charge-twice',
  })
  return 'refused' in read ? read : { ...read.head, rows: read.rows }
}

type Row = ForeignOwnersStatus['rows'][number]

function headOf(cells: readonly string[]): Omit<ForeignOwnersStatus, 'rows'> | undefined {
  const [tag, format, version, chargerCode = '', reference = '', paidOn = '', fee = '', ...more] = cells
  if (tag !== 'H' || format !== 'brikke-foreign-owners-status' || version !== '1' || more.length > 0)
    return undefined
  if (!/^[a-z0-9-]+$/.test(chargerCode) || !/^[A-Za-z0-9-]{1,40}$/.test(reference)) return undefined
  return isDay(paidOn) && /^\d{1,12}$/.test(fee)
    ? { chargerCode, reference, paidOn, fee: ore(Number(fee)) }
    : undefined
}

/** Less than nothing where the collector has paid the owner back. */
function rowOf(cells: readonly string[]): Row | Refusal<ForeignOwnersFault> {
  const [tag, number = '', amount = ''] = cells
  if (tag !== 'S' || cells.length !== 3) return refuse('wrong-fields')
  if (!isOurNumber(number)) return refuse('bad-charge-number')
  if (!/^-?[1-9]\d{0,11}$/.test(amount)) return refuse('bad-amount')
  return { chargeNumber: Number(number), amount: ore(Number(amount)) }
}
