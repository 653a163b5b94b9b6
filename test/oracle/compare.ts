import { rateStretch } from '#rating/charge.ts'
import type { Outcome, Stretch, StretchPassage } from '#rating/stretch.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import { compileTariffs } from '#rating/tariffs.ts'
import type { Input, InputPassage, InputStretch } from './generate.ts'
import type { Answer } from './oracle.ts'

export type Disagreement = { readonly passage: InputPassage; readonly code: Answer; readonly sql: Answer }

/** Rates the passages by the application's own code. */
export function rateByCode(input: Input, files: readonly TariffFile[]): Answer[] {
  const stationIds = new Map<string, number>()
  for (const file of files) {
    for (const station of file.stations)
      stationIds.set(`${file.project} ${station.code}`, stationIds.size + 1)
  }
  const tariffs = compileTariffs(
    files.map((file) => ({
      file,
      stationIds: new Map(
        file.stations.map((s) => [s.code, stationIds.get(`${file.project} ${s.code}`) ?? 0]),
      ),
    })),
  )
  const passagesOf = Map.groupBy(input.passages, (p) => p.stretchId)
  const answers: Answer[] = []
  for (const stretch of input.stretches) {
    const passages = (passagesOf.get(stretch.id) ?? [])
      .toSorted((a, b) => a.passedAt - b.passedAt || a.chargerId - b.chargerId || a.sequence - b.sequence)
      .map((p) => stretchPassage(p, stationIds.get(`${p.project} ${p.stationCode}`) ?? 0))
    for (const outcome of rateStretch(stretchOf(stretch), passages, tariffs)) answers.push(answerOf(outcome))
  }
  return answers.sort((a, b) => a.id - b.id)
}

/** The passages on which the two differ, to the øre, the reason, the window and the number in the month. */
export function disagreements(input: Input, code: readonly Answer[], sql: readonly Answer[]): Disagreement[] {
  const sameKey = keysTold()
  return input.passages.flatMap((passage, i) => {
    const [a, b] = [code[i], sql[i]]
    if (a?.id !== passage.id || b?.id !== passage.id)
      throw new Error(`passage ${passage.id} has no answer from both`)
    return same(a, b) && sameKey(passage.stretchId, a.capKey, b.capKey) ? [] : [{ passage, code: a, sql: b }]
  })
}

function same(a: Answer, b: Answer): boolean {
  return (
    a.outcome === b.outcome &&
    a.reason === b.reason &&
    a.tariff === b.tariff &&
    a.amount === b.amount &&
    a.group === b.group &&
    a.windowStart === b.windowStart &&
    a.windowEnd === b.windowEnd &&
    a.capNumber === b.capNumber
  )
}

/** Keys need not be spelled alike, but within a stretch each one's key must always stand for the same of the other's. */
function keysTold(): (stretchId: number, a: string | null, b: string | null) => boolean {
  const told = new Map<string, string>()
  return (stretchId, a, b) => {
    if (a === null || b === null) return a === b
    const [ofA, ofB] = [`${stretchId} code ${a}`, `${stretchId} sql ${b}`]
    if (!told.has(ofA)) told.set(ofA, ofB)
    if (!told.has(ofB)) told.set(ofB, ofA)
    return told.get(ofA) === ofB && told.get(ofB) === ofA
  }
}

function stretchOf(stretch: InputStretch): Stretch {
  return {
    vehicle: {
      category: stretch.category ?? undefined,
      totalWeightKg: stretch.totalWeightKg ?? undefined,
      energy: stretch.energy ?? undefined,
      euroClass: stretch.euroClass ?? undefined,
      categoryDocumented: stretch.country === 'NO' || stretch.categoryDocumented,
    },
    validAgreement: stretch.validAgreement,
    exemptions: stretch.exemptions.map((e) => ({
      ...e,
      to: e.to ?? Number.POSITIVE_INFINITY,
    })),
  }
}

function stretchPassage(p: InputPassage, stationId: number): StretchPassage {
  return {
    id: p.id,
    stationId,
    lane: p.lane,
    passedAt: p.passedAt,
    readBy: p.readBy,
    tagId: p.tagId ?? undefined,
    classSeen: p.classSeen ?? undefined,
    tagOfAnotherVehicle: p.tagOfAnotherVehicle,
    asIfTagRead: p.asIfTagRead,
  }
}

function answerOf(outcome: Outcome): Answer {
  const charged = outcome.outcome === 'charged' ? outcome : undefined
  return {
    id: outcome.passageId,
    outcome: outcome.outcome,
    reason: outcome.outcome === 'charged' ? null : outcome.reason,
    tariff: charged?.tariff ?? null,
    amount: charged?.amount ?? null,
    group: charged?.window?.group ?? null,
    windowStart: charged?.window?.startedAt ?? null,
    windowEnd: charged?.window?.endsAt ?? null,
    capKey: charged?.counted?.key ?? null,
    capNumber: charged?.counted?.number ?? null,
  }
}
