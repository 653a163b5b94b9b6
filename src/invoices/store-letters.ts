import type { Tx } from '#db/connection.ts'
import type { PrintedLetter, ReturnedLetter } from '#formats/print-file.ts'

export type PrintFile = {
  readonly issuerId: number
  readonly fileNumber: number
  readonly content: string
  readonly letters: readonly (Omit<PrintedLetter, 'kind'> & {
    readonly partyId: number
    readonly pages: Uint8Array
  })[]
}

/** A file as it was made, with its pages; its letters are the printer's from now on. */
export async function savePrintFile(tx: Tx, file: PrintFile, now: number): Promise<void> {
  const [saved] = await tx<{ id: number }[]>`
    insert into print_file (issuer_id, file_number, content, letter_count, made_at)
    values (${file.issuerId}, ${file.fileNumber}, ${file.content}, ${file.letters.length}, ${now}) returning id`
  const rows = file.letters.map(({ pages, ...letter }) => ({
    ...letter,
    pages: Buffer.from(pages).toString('base64'),
  }))
  await tx`
    insert into print_letter (delivery_id, print_file_id, party_id, name, sha256, pages, street, postal_code, place, country)
    select "letterNumber", ${saved?.id ?? 0}, "partyId", pdf, sha256, decode(pages, 'base64'), street, "postalCode", place, country
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as l ("letterNumber" bigint, "partyId" bigint, pdf text,
      sha256 text, pages text, street text, "postalCode" text, place text, country text)`
  await tx`
    update delivery set state = 'handed-over', handed_at = ${now}
    where id = any (${file.letters.map((l) => String(l.letterNumber))}::bigint[])`
}

/** The printer has it: the pages can be made again from the invoice, and are let go. */
export async function savePrintFileDelivered(tx: Tx, id: number, now: number): Promise<void> {
  await tx`update print_file set delivered_at = ${now} where id = ${id} and delivered_at is null`
  await tx`update print_letter set pages = null where print_file_id = ${id}`
}

/** Undefined: the same bytes have been taken before. */
export async function saveReturnedFile(
  tx: Tx,
  file: { sha256: string; count: number; now: number },
): Promise<number | undefined> {
  const [saved] = await tx<{ id: number }[]>`
    insert into returned_file (sha256, row_count, received_at) values (${file.sha256}, ${file.count}, ${file.now})
    on conflict (sha256) do nothing returning id`
  return saved?.id
}

export async function saveReturnedLetters(
  tx: Tx,
  fileId: number,
  rows: readonly (ReturnedLetter & { readonly outcome: string })[],
): Promise<void> {
  await tx`
    insert into returned_letter (file_id, line_number, letter_number, reason, returned_on, outcome)
    select ${fileId}, line, "letterNumber", reason, "on", outcome
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (line bigint, "letterNumber" bigint, reason text, "on" date, outcome text)`
}
