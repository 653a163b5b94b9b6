import type { Day } from '#core/dated.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { writeOutboxOnce } from '#db/outbox.ts'
import { CONTROL_TEXTS } from '#words/control.ts'
import { formatDay } from '#words/format.ts'
import type { Difference } from './control.ts'

/** Who keeps the books and the machine. */
const TOLD = ['finance', 'engineer']
const IDS_TOLD = 5

/**
 * Mails what the control of a day found to those of each toll charger's staff who can see to it. The same day told again
 * is told once. Returns how many were told now.
 */
export async function tellDifferences(
  db: Db,
  { day, differences, now }: { day: Day; differences: readonly Difference[]; now: number },
): Promise<number> {
  if (differences.length === 0) return 0
  const chargers = [...new Set(differences.map(({ charger }) => charger))]
  return inTransaction(db, async (tx) => {
    const staff = await tx<{ email: string; charger: string }[]>`
      select s.email, c.code as charger from staff_member s join company c on c.id = s.company_id
      where c.code = any (${chargers}) and s.role = any (${TOLD}) order by s.email`
    const texts = CONTROL_TEXTS.nb
    const messages = staff.map(({ email, charger }) => ({
      dedupeKey: `control ${day} ${email}`,
      kind: 'mail' as const,
      refId: undefined,
      recipient: email,
      subject: texts.subject(formatDay(day, 'nb')),
      body: [
        texts.intro,
        '',
        ...differences
          .filter((difference) => difference.charger === charger)
          .map(({ kind, count, ids }) => `- ${kind}: ${count} (${ids.slice(0, IDS_TOLD).join(', ')})`),
        '',
        texts.what,
      ].join('\n'),
      language: 'nb' as const,
    }))
    return writeOutboxOnce(tx, messages, now)
  })
}
