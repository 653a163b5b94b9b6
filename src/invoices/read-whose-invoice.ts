import type { Queryable } from '#db/connection.ts'

/** Which of these organisations an invoice is addressed to, if any. Asks past row level security, of no others. */
export async function readWhoseInvoice(
  db: Queryable,
  publicId: string,
  organisationNumbers: readonly string[],
): Promise<string | undefined> {
  if (!isPublicId(publicId) || organisationNumbers.length === 0) return undefined
  const [row] = await db<{ number: string | null }[]>`
    select organisation_of_invoice(${publicId}, ${[...organisationNumbers]}::text[]) as number`
  return row?.number ?? undefined
}

/** Whether an invoice is of the parties that may be seen. */
export async function isOwnInvoice(tx: Queryable, publicId: string): Promise<boolean> {
  if (!isPublicId(publicId)) return false
  return (await tx`select from invoice where public_id = ${publicId}`).length > 0
}

function isPublicId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}
