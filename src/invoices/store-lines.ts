import type { Tx } from '#db/connection.ts'
import { copyBinary, type Field, int2, int8, text, timestamptz } from '#db/copy-binary.ts'
import { takeIds } from '#db/ids.ts'
import type { UninvoicedCharge } from './invoice.ts'

/** The charges on an invoice that is about to be numbered. */
export type InvoicedCharges = {
  readonly invoiceId: number
  readonly partyId: number
  readonly charges: readonly UninvoicedCharge[]
}

/** The charges on invoices, as they stand from now on. */
export async function saveLines(tx: Tx, invoiced: readonly InvoicedCharges[]): Promise<void> {
  const count = invoiced.reduce((sum, { charges }) => sum + charges.length, 0)
  const ids = await takeIds(tx, 'invoice_line_id', count)
  let next = 0
  const lines = invoiced.flatMap(({ invoiceId, partyId, charges }) =>
    charges.map((line): NewLine => ({ id: ids[next++] ?? 0, invoiceId, partyId, line })),
  )
  await copyBinary(tx, LINE_TABLE, LINE_FIELDS, lines)
}

type NewLine = {
  readonly id: number
  readonly invoiceId: number
  readonly partyId: number
  readonly line: UninvoicedCharge
}

const LINE_TABLE =
  'invoice_line (id, invoice_id, party_id, charge_id, charger_name, station_name, passed_at, plate, kind, tariff_ore, amount_ore, vat_percent, vat_ore)'

const LINE_FIELDS: readonly Field<NewLine>[] = [
  int8((row) => row.id),
  int8((row) => row.invoiceId),
  int8((row) => row.partyId),
  int8((row) => row.line.id),
  text((row) => row.line.chargerName),
  text((row) => row.line.stationName),
  timestamptz((row) => row.line.passedAt),
  text((row) => row.line.plate),
  text((row) => row.line.kind),
  int8((row) => row.line.tariff),
  int8((row) => row.line.amount),
  int2((row) => row.line.vatPercent),
  int8((row) => row.line.vat),
]
