import { createReadStream } from 'node:fs'
import { mergeStaff, openStaffStage, stageStaff } from '#access/import-staff.ts'
import { mergeAgreements, openAgreementStage, stageAgreements } from '#agreements/import-agreements.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Key, keyedDigest, seal } from '#core/seal.ts'
import { mergeParties, openPartyStage, type StagedParty, stageParties } from '#customers/import-parties.ts'
import type { Outcome, RejectedLine, Tally } from '#customers/portfolio-stage.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import {
  type LineOf,
  LONGEST_LINE,
  PORTFOLIO_KINDS,
  type PortfolioKind,
  type PortfolioLine,
  portfolioParser,
} from '#formats/portfolio-file.ts'
import { mergeAssignments, openAssignmentStage, stageAssignments } from './import-assignments.ts'
import { mergeTags, openTagStage, stageTags } from './import-tags.ts'
import { mergeVehicles, openVehicleStage, stageVehicles } from './import-vehicles.ts'

export type PortfolioSettings = {
  readonly now: number
  newId(): string
  readonly encryptionKey: Key
  readonly digestKeyHex: string
  random(bytes: number): Buffer
  /** Synthetic national identity numbers are let in: never in production. */
  readonly synthetic: boolean
}

/** For each kind: read = created + updated + unchanged + rejected. */
export type PortfolioReport = {
  readonly file: string
  readonly importedAt: number
  readonly kinds: Readonly<Record<PortfolioKind | 'unreadable', Tally>>
  readonly rejected: readonly RejectedLine[]
}

/**
 * Takes an issuer's portfolio in, all that can be taken, in one transaction. The same file again changes nothing: each
 * line is known by its reference, vehicles by their plate, tags by their number.
 */
export async function importPortfolio(
  db: Db,
  file: string,
  settings: PortfolioSettings,
): Promise<PortfolioReport> {
  return inTransaction(db, async (tx) => {
    // Two imports at once would each find the other's customers missing.
    await tx`select pg_advisory_xact_lock(7301011)`
    // Whole tables are joined and sorted here, a hundred times larger than a page's.
    await tx`set local work_mem = '64MB'`
    await openStages(tx)
    const unparsed = await stageFile(tx, file, settings)
    const outcomes = [
      await mergeParties(tx),
      await mergeAgreements(tx, settings.now),
      await mergeVehicles(tx),
      await mergeTags(tx, settings.now),
      await mergeAssignments(tx, settings.now),
      await mergeStaff(tx),
    ]
    return report(file, settings.now, unparsed, outcomes)
  })
}

async function openStages(tx: Tx): Promise<void> {
  await openPartyStage(tx)
  await openAgreementStage(tx)
  await openVehicleStage(tx)
  await openTagStage(tx)
  await openAssignmentStage(tx)
  await openStaffStage(tx)
}

/** Of one kind: each COPY costs a round trip or two, so a file that mixes its kinds still makes full ones. */
const LINES_A_BATCH = 5_000

/** Copies the file's good lines into the stage tables, and tells of the others. */
async function stageFile(tx: Tx, file: string, settings: PortfolioSettings): Promise<RejectedLine[]> {
  const parse = portfolioParser(settings)
  const rejected: RejectedLine[] = []
  const batches = new Map<PortfolioKind, Numbered<PortfolioLine>[]>()
  let number = 0
  for await (const text of linesOf(file)) {
    number++
    if (text.trim() === '') continue
    const parsed = parse(text)
    if (isRefusal(parsed)) {
      rejected.push({ line: number, kind: parsed.kind, code: parsed.refused, path: parsed.path })
      continue
    }
    const batch = batches.get(parsed.kind) ?? []
    batch.push({ line: number, content: parsed })
    batches.set(parsed.kind, batch)
    if (batch.length < LINES_A_BATCH) continue
    await stageBatch(tx, batch, settings)
    batches.delete(parsed.kind)
  }
  await stageBatch(tx, [...batches.values()].flat(), settings)
  return rejected
}

/** Of a line that is too long only so much is kept as shows that it is. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE + 1)
    yield* lines
  }
  if (rest !== '') yield rest
}

type Numbered<Line> = { readonly line: number; readonly content: Line }

async function stageBatch(
  tx: Tx,
  batch: readonly Numbered<PortfolioLine>[],
  settings: PortfolioSettings,
): Promise<void> {
  const of = <Kind extends PortfolioKind>(kind: Kind) =>
    batch.filter((one): one is Numbered<LineOf<Kind>> => one.content.kind === kind)
  await stageParties(tx, [
    ...of('person').map((one) => stagedPerson(one, settings)),
    ...of('organisation').map(({ line, content }) => ({
      line,
      publicId: settings.newId(),
      party: content,
      nationalIdDigest: null,
      nationalIdSealed: null,
    })),
  ])
  await stageAgreements(
    tx,
    of('agreement').map(({ line, content }) => ({ line, publicId: settings.newId(), agreement: content })),
  )
  await stageVehicles(
    tx,
    of('vehicle').map(({ line, content }) => ({ line, vehicle: content })),
  )
  await stageTags(
    tx,
    of('tag').map(({ line, content }) => ({ line, tag: content })),
  )
  await stageAssignments(
    tx,
    of('assignment').map(({ line, content }) => ({ line, assignment: content })),
  )
  await stageStaff(
    tx,
    of('staff').map(({ line, content }) => ({ line, staff: content })),
  )
}

/** The national identity number is never stored as it is: a digest to find it by, a seal to read it. */
function stagedPerson(
  { line, content: { nationalId, ...party } }: Numbered<LineOf<'person'>>,
  settings: PortfolioSettings,
): StagedParty {
  const { digestKeyHex, encryptionKey } = settings
  return {
    line,
    publicId: settings.newId(),
    party,
    nationalIdDigest: nationalId === null ? null : keyedDigest(digestKeyHex, `national-id:${nationalId}`),
    nationalIdSealed:
      nationalId === null ? null : seal(encryptionKey, Buffer.from(nationalId), settings.random(12)),
  }
}

function report(
  file: string,
  importedAt: number,
  unparsed: readonly RejectedLine[],
  outcomes: readonly Outcome[],
): PortfolioReport {
  const kinds = Object.fromEntries(
    [...PORTFOLIO_KINDS, 'unreadable' as const].map((kind) => [
      kind,
      { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 },
    ]),
  ) as Record<PortfolioKind | 'unreadable', Tally>
  for (const { tallies } of outcomes) for (const [kind, tally] of tallies) kinds[kind] = { ...tally }
  for (const { kind } of unparsed) {
    kinds[kind].read++
    kinds[kind].rejected++
  }
  const rejected = [...unparsed, ...outcomes.flatMap((outcome) => outcome.rejected)]
  return { file, importedAt, kinds, rejected: rejected.toSorted((a, b) => a.line - b.line) }
}
