import type { Day } from '#core/dated.ts'
import { osloDay, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { sumOfSettlement, writeSettlementFile } from '#formats/settlement-file.ts'
import type { SettlementRefusal } from '#words/settlement.ts'
import { readBookedDays } from './read-booked-days.ts'
import { type NewSettlement, settlementsOf } from './settlement.ts'
import type { SettlementTerms } from './settlement-terms.ts'
import { bookCommissions, saveDelivered, saveSettlements } from './store.ts'

export type Settled = { readonly settlements: number; readonly lines: number }

/**
 * Tells each toll charger what it is owed of the days before `asOf` that no settlement has told of, and books what the
 * issuers keep. A day that is settled stays as it was told: the same again does nothing.
 */
export async function settleDays(
  db: Db,
  of: { asOf: Day; now: number; terms: SettlementTerms; charger?: string },
): Promise<Settled | Refusal<SettlementRefusal>> {
  if (of.asOf > osloDay(of.now)) return refuse('day-not-over', of.asOf)
  return inTransaction(db, async (tx) => {
    // Two who settle wait for each other here: a number has no gap, and a posting is told of once.
    await tx`select pg_advisory_xact_lock(7301027)`
    const chargers = await readChargers(tx, of.charger)
    if (of.charger !== undefined && chargers.length === 0) return refuse('unknown-charger', of.charger)
    const booked = Map.groupBy(await readBookedDays(tx, startOfOsloDay(of.asOf)), (b) => b.chargerId)
    const made: (NewSettlement & { number: number; content: string; sum: number })[] = []
    for (const charger of chargers) {
      const found = settlementsOf(booked.get(charger.id) ?? [], {
        chargerId: charger.id,
        lastSettledOn: charger.lastSettledOn ?? undefined,
        asOf: of.asOf,
        terms: of.terms,
      })
      if (isRefusal(found)) return found
      made.push(...found.map((settlement, i) => asFile(settlement, charger, charger.lastNumber + 1 + i)))
    }
    const lines = await saveSettlements(tx, made, of.now)
    await bookCommissions(tx, lines, of.now)
    return { settlements: made.length, lines: lines.length }
  })
}

/** Where a toll charger fetches files. The same name again has the same content: it may be written over. */
export type SettlementFolder = { put(name: string, content: string): Promise<void> }

/** Puts out what is not out yet, and once more what tells of the day before `asOf`. Returns the names. */
export async function deliverSettlements(
  db: Db,
  folder: SettlementFolder,
  of: { asOf: Day; now: number; charger?: string },
): Promise<readonly string[]> {
  const files = await db<{ id: number; name: string; content: string }[]>`
    select s.id, s.content, 'settlement-' || c.code || '-' || s.settled_on || '.csv' as name
    from settlement s join company c on c.id = s.charger_id
    where s.settled_on < ${of.asOf}::date and (s.delivered_at is null or s.settled_on = ${of.asOf}::date - 1)
      and ${of.charger === undefined ? db`true` : db`c.code = ${of.charger}`}
    order by s.charger_id, s.settled_on`
  // Broken off between here and the mark, the same content is put out again.
  for (const file of files) await folder.put(file.name, file.content)
  await saveDelivered(
    db,
    files.map(({ id }) => id),
    of.now,
  )
  return files.map(({ name }) => name)
}

type Charger = { id: number; code: string; lastNumber: number; lastSettledOn: Day | null }

async function readChargers(tx: Tx, code: string | undefined): Promise<readonly Charger[]> {
  return tx<Charger[]>`
    select c.id, c.code, coalesce(max(s.settlement_number), 0) as "lastNumber", max(s.settled_on) as "lastSettledOn"
    from company c left join settlement s on s.charger_id = c.id
    where c.toll_charger and ${code === undefined ? tx`true` : tx`c.code = ${code}`}
    group by c.id, c.code order by c.id`
}

function asFile(settlement: NewSettlement, charger: Charger, number: number) {
  const { settledOn, lines } = settlement
  const content = writeSettlementFile({
    chargerCode: charger.code,
    settlementNumber: number,
    settledOn,
    lines,
  })
  return { ...settlement, number, content, sum: sumOfSettlement(lines) }
}
