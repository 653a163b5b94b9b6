import type { Tx } from '#db/connection.ts'
import type { PortfolioKind } from '#formats/portfolio-file.ts'
import type { Outcome, RejectedLine, StageTable, Tally } from './portfolio-stage.ts'

/** What became of a stage table's lines, by kind. */
export async function readOutcome(tx: Tx, stage: StageTable): Promise<Outcome> {
  const tallies = await tx<(Tally & { kind: PortfolioKind })[]>`
    select kind, count(*) as read, count(*) filter (where outcome = 'created') as created,
           count(*) filter (where outcome = 'updated') as updated,
           count(*) filter (where outcome = 'unchanged') as unchanged,
           count(*) filter (where refused is not null) as rejected
    from ${tx(stage)} group by kind`
  const rejected = await tx<RejectedLine[]>`
    select line, kind, refused as code, path from ${tx(stage)} where refused is not null order by line`
  return { tallies: new Map(tallies.map(({ kind, ...tally }) => [kind, tally])), rejected }
}

/**
 * Temporary tables have no statistics until they are asked for, and are then joined as if they were tiny: once when the
 * lines are in, once when their outcomes are.
 */
export async function analyze(tx: Tx, stage: StageTable): Promise<void> {
  await tx`analyze ${tx(stage)}`
}
