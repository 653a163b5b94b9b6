import type { Day } from '#core/dated.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { parseTagNumber } from '#core/tag-number.ts'
import {
  type FrameFault,
  isOurNumber,
  parseSemicolonRows,
  type RowRefusal,
  writeSemicolonRows,
} from './semicolon-rows.ts'

/** A tag to be made ready and posted. docs/formats/tag-order-file.md. */
export type OrderedTag = {
  readonly orderNumber: number
  readonly kind: 'light' | 'heavy'
  readonly name: string
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
  readonly language: string
}

/** A tag that has been posted, with the number that is printed on it. */
export type ShippedTag = {
  readonly orderNumber: number
  readonly tagNumber: string
  /** Epoch ms. */
  readonly shippedAt: number
}

export type ShippedFault = 'bad-order-number' | 'bad-tag-number' | 'bad-time' | 'order-twice'

export function writeTagOrderFile(file: {
  readonly issuerCode: string
  readonly fileNumber: number
  readonly madeOn: Day
  readonly orders: readonly OrderedTag[]
}): string {
  return writeSemicolonRows([
    ['H', 'brikke-tags', '1', file.issuerCode, file.fileNumber, file.madeOn],
    ...file.orders.map((o) => [
      'O',
      o.orderNumber,
      o.kind,
      o.name,
      o.street,
      o.postalCode,
      o.place,
      o.country,
      o.language,
    ]),
    ['Z', file.orders.length],
  ])
}

export function parseShippedFile(
  bytes: Uint8Array,
): { readonly head: true; readonly rows: readonly ShippedTag[] } | RowRefusal<ShippedFault | FrameFault> {
  return parseSemicolonRows<true, ShippedTag, ShippedFault>(bytes, {
    header: ([first, name, version]) =>
      first === 'H' && name === 'brikke-tags-shipped' && version === '1' ? true : undefined,
    row: shippedTag,
    key: ({ orderNumber }) => orderNumber,
    twice: 'order-twice',
  })
}

function shippedTag([kind, order = '', tag = '', at = '']: readonly string[]):
  | ShippedTag
  | Refusal<ShippedFault> {
  if (kind !== 'S' || !isOurNumber(order)) return refuse('bad-order-number')
  const tagNumber = parseTagNumber(tag)
  if (typeof tagNumber !== 'string') return refuse('bad-tag-number')
  const shippedAt = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at) ? Date.parse(at) : Number.NaN
  if (Number.isNaN(shippedAt)) return refuse('bad-time')
  return { orderNumber: Number(order), tagNumber, shippedAt }
}
