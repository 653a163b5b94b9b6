import { hash } from 'node:crypto'
import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { CorrectionRefusal } from '#words/corrections.ts'
import { choosePassages } from './choose-passages.ts'
import { readChargerOf, readCorrection, readProjectOf, type StoredCorrection } from './read-correction.ts'
import { readPriceChanges, readStruck } from './read-struck.ts'
import { saveDecision } from './store-corrections.ts'
import { saveTariffFiles } from './store-tariffs.ts'
import { takeTariffTurn } from './take-tariff-turn.ts'
import type { TariffFile } from './tariff-file.ts'

/** Approves a previewed correction, or rejects it. Who asked for it never approves it. */
export async function decideCorrection(
  db: Db,
  decision: { correctionId: number; state: 'approved' | 'rejected'; by: string; now: number },
): Promise<Refusal<CorrectionRefusal> | undefined> {
  const { correctionId, state, by, now } = decision
  return inTransaction(db, async (tx) => {
    const correction = await readCorrection(tx, correctionId)
    if (!correction) return refuse('unknown-correction')
    if (correction.state !== 'requested') return refuse('already-decided')
    if (correction.previewedAt === undefined && state === 'approved') return refuse('not-previewed')
    if (correction.requestedBy === by) return refuse('same-person-approves')
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const others = whyNotFor(staff, (await readChargerOf(tx, correction.of)) ?? 0)
    if (others) return others
    const put = state === 'approved' ? await install(tx, correction, now) : { former: undefined }
    if (isRefusal(put)) return put
    await saveDecision(tx, correctionId, { state, by, at: now, former: put.former })
    return undefined
  })
}

/**
 * A tariff that is put right is of the chosen project, whose charger's staff decide it, or of the chosen station's; it
 * strikes the chosen passages and no others. What takes one back puts a whole file in the place
 * of the one it brought, and of no other that has come since.
 */
export async function whyTariffCannotHold(
  tx: Tx,
  { fault, of, undoes }: Pick<StoredCorrection, 'fault' | 'of' | 'undoes'>,
): Promise<Refusal<CorrectionRefusal> | undefined> {
  if (fault.kind !== 'tariff') return undefined
  const { project } = fault.tariff
  const [loaded] = await tx<{ brought: boolean }[]>`
    select coalesce(content = (select tariff_content from correction where id = ${undoes ?? null}::bigint), false) as brought
    from tariff_file where project_code = ${project} for update`
  if (!loaded) return refuse('unknown-project')
  if (project !== (await readProjectOf(tx, of))) return refuse('tariff-of-another-project')
  if (undoes !== undefined) return loaded.brought ? undefined : refuse('tariff-changed-since')
  const [outside] = await readStruck(tx, await readPriceChanges(tx, fault.tariff), of)
  return outside && refuse('tariff-outside-period')
}

/**
 * A tariff that is put right holds from its approval; rating what it changes is the booking. So it is about whatever has
 * passed by now, also since it was asked for. Returns what it replaced.
 */
async function install(
  tx: Tx,
  correction: StoredCorrection,
  now: number,
): Promise<{ readonly former: TariffFile | undefined } | Refusal<CorrectionRefusal>> {
  if (correction.fault.kind !== 'tariff') return { former: undefined }
  await takeTariffTurn(tx)
  const refusal = await whyTariffCannotHold(tx, correction)
  if (refusal) return refusal
  await choosePassages(tx, correction)
  const file = correction.fault.tariff
  const [former] = await tx<{ content: TariffFile; charger_id: number }[]>`
    select content, charger_id from tariff_file where project_code = ${file.project} for update`
  if (!former) throw new Error(`no tariff file of ${file.project}`)
  const sha256 = hash('sha256', JSON.stringify(file))
  await saveTariffFiles(tx, [{ file, chargerId: former.charger_id, sha256 }], now)
  return { former: former.content }
}
