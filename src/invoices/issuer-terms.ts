import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'

/** What an issuer decides from one day to another, as a file of terms has it. */
export type OfIssuer<Value> = Dated<Value> & { readonly issuer: string }

/** An issuer's own row goes before the one for all. */
export function rowOn<Value>(
  rows: readonly OfIssuer<Value>[],
  issuerCode: string,
  day: Day,
): Dated<Value> | undefined {
  const of = (issuer: string) =>
    valueOn(
      rows.filter((row) => row.issuer === issuer),
      day,
    )
  return of(issuerCode) ?? of('all')
}

/** What a row of the file has beside its value. */
export const row = { issuer: z.string(), from: z.iso.date(), to: z.iso.date().optional(), source: z.string() }

type Row = { issuer: string; from: string; to?: string | undefined; source: string }

export function ofIssuer<Value>({ issuer, from, to, source }: Row, value: Value): OfIssuer<Value> {
  return { issuer, from, ...(to === undefined ? {} : { to }), source, value }
}
