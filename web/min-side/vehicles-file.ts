import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import type { Column, TableWriting, Value } from '#formats/table.ts'
import { readAllVehicles } from '#tags/read-vehicles.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { asCustomer, type Context, visitOf } from './visit.ts'

/** Every vehicle of the customer, as a file of whichever kind. */
export async function vehiclesFile(
  context: Context,
  open: (columns: readonly Column[]) => TableWriting,
  { name, type }: { readonly name: string; readonly type: string },
): Promise<Response> {
  const texts = VEHICLE_TEXTS[visitOf(context).language]
  const rows = await asCustomer(
    context,
    async (tx, { partyIds, now }): Promise<readonly (readonly Value[])[]> => {
      const vehicles = await readAllVehicles(tx, partyIds, now)
      return vehicles.map((v) => [
        shownPlate({ country: v.country, canonical: v.plate }),
        v.country,
        [v.make, v.model].filter(Boolean).join(' '),
        v.tagNumber ?? undefined,
        v.tagState === null ? undefined : texts.states[v.tagState],
        v.issuerName,
        v.agreementNumber,
        osloDay(v.from),
        v.costCentre ?? undefined,
        v.reference ?? undefined,
      ])
    },
  )
  const { plate, country, issuer, state } = texts.columns
  const writing = open([
    { heading: plate, key: 'plate', kind: 'text', width: 18 },
    { heading: country, key: 'country', kind: 'text', width: 8 },
    { heading: texts.makeAndModel, key: 'make_and_model', kind: 'text', width: 24 },
    { heading: texts.tagNumber, key: 'tag_number', kind: 'text', width: 22 },
    { heading: state, key: 'tag_state', kind: 'text', width: 16 },
    { heading: issuer, key: 'issuer', kind: 'text', width: 22 },
    { heading: texts.agreement, key: 'agreement_number', kind: 'text', width: 14 },
    { heading: texts.since, key: 'from', kind: 'day' },
    { heading: texts.costCentre, key: 'cost_centre', kind: 'text', width: 18 },
    { heading: texts.reference, key: 'reference', kind: 'text', width: 18 },
  ])
  const content = new Uint8Array(Buffer.concat([writing.rows(rows), writing.end()]))
  return new Response(content, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  })
}
