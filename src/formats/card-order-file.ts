import type { Day } from '#core/dated.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import {
  type FrameFault,
  isOurNumber,
  parseSemicolonRows,
  type RowRefusal,
  writeSemicolonRows,
} from './semicolon-rows.ts'

/** A ferry card to be made ready and posted; its number is ours. docs/formats/card-order-file.md. */
export type OrderedCard = {
  readonly cardNumber: string
  readonly name: string
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
  readonly language: string
}

export type SentCard = {
  readonly cardNumber: string
  /** Epoch ms. */
  readonly sentAt: number
}

export type SentFault = 'bad-card-number' | 'bad-time' | 'card-twice'

export function writeCardOrderFile(file: {
  readonly fileNumber: number
  readonly madeOn: Day
  readonly cards: readonly OrderedCard[]
}): string {
  return writeSemicolonRows([
    ['H', 'brikke-cards', '1', file.fileNumber, file.madeOn],
    ...file.cards.map((c) => [
      'O',
      c.cardNumber,
      c.name,
      c.street,
      c.postalCode,
      c.place,
      c.country,
      c.language,
    ]),
    ['Z', file.cards.length],
  ])
}

export function parseSentCards(
  bytes: Uint8Array,
): { readonly head: true; readonly rows: readonly SentCard[] } | RowRefusal<SentFault | FrameFault> {
  return parseSemicolonRows<true, SentCard, SentFault>(bytes, {
    header: ([first, name, version]) =>
      first === 'H' && name === 'brikke-cards-sent' && version === '1' ? true : undefined,
    row: sentCard,
    key: ({ cardNumber }) => Number(cardNumber),
    twice: 'card-twice',
  })
}

function sentCard([kind, card = '', at = '']: readonly string[]): SentCard | Refusal<SentFault> {
  if (kind !== 'S' || !isOurNumber(card)) return refuse('bad-card-number')
  const sentAt = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at) ? Date.parse(at) : Number.NaN
  return Number.isNaN(sentAt) ? refuse('bad-time') : { cardNumber: card, sentAt }
}
