import { instantArray, numberArray, textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'

export async function saveCardFile(
  tx: Tx,
  file: { content: (fileNumber: number) => string; cardIds: readonly number[]; now: number },
): Promise<void> {
  const [taken] = await tx<{ id: number }[]>`
    select nextval(pg_get_serial_sequence('ferry_card_file', 'id'))::bigint as id`
  const id = taken!.id
  await tx`
    insert into ferry_card_file (id, content, card_count, made_at) overriding system value
    values (${id}, ${file.content(id)}, ${file.cardIds.length}, ${file.now})`
  await tx`update ferry_card set file_id = ${id} where id = any (${numberArray(file.cardIds)}::bigint[])`
}

export async function markCardFileDelivered(tx: Tx, fileId: number, now: number): Promise<void> {
  await tx`update ferry_card_file set delivered_at = ${now} where id = ${fileId}`
}

export type CardSent = {
  readonly cardNumber: string
  readonly country: string
  readonly plate: string
  readonly agreementId: number
  readonly partyId: number
}

/** Returns those that were on their way, and have not been told of before. */
export async function saveCardsSent(
  tx: Tx,
  sent: readonly { cardNumber: string; at: number }[],
): Promise<readonly CardSent[]> {
  return tx<CardSent[]>`
    update ferry_card c set sent_at = s.at
    from unnest(${textArray(sent.map(({ cardNumber }) => cardNumber))}::text[], ${instantArray(sent.map(({ at }) => at))}::timestamptz[])
      as s (card_number, at), ferry_vehicle v
    where c.card_number = s.card_number and v.id = c.vehicle_id and c.file_id is not null and c.state = 'released' and c.sent_at is null
    returning c.card_number as "cardNumber", v.country, v.plate, c.agreement_id as "agreementId", c.party_id as "partyId"`
}
