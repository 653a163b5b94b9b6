import type { Tx } from '#db/connection.ts'
import type { NoticeChoice } from './notice.ts'

export async function saveNoticeChoices(
  tx: Tx,
  partyId: number,
  choices: readonly NoticeChoice[],
  now: number,
): Promise<void> {
  await tx`
    insert into notice_choice (party_id, event, channel, wanted, chosen_at)
    select ${partyId}, c.event, c.channel, c.wanted::boolean, ${now}
    from unnest(${choices.map(({ event }) => event)}::text[], ${choices.map(({ channel }) => channel)}::text[],
                ${choices.map(({ wanted }) => String(wanted))}::text[]) as c (event, channel, wanted)
    order by c.event, c.channel
    on conflict (party_id, event, channel) do update set wanted = excluded.wanted, chosen_at = excluded.chosen_at`
}
