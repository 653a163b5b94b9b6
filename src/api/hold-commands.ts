import { parseArgs } from 'node:util'
import { ore } from '#core/money.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { readLateMonths } from '#rating/find-late-charges.ts'
import { type Hold, readHolds } from '#rating/read-holds.ts'
import { decideHeldPassage, releaseLate, releaseParked, undoRelease } from '#rating/release-holds.ts'
import { formatInstant, formatKroner } from '#words/format.ts'
import { HOLD_TEXTS, type HoldRefusal } from '#words/holds.ts'
import type { Commands } from './command.ts'

type At = { readonly db: Db; readonly now: number; readonly say: (line: string) => void }

const RELEASE_USAGE = 'passage-N | agreement-N | owner-N | late-YYYY-MM --as STAFF --because TEXT'
const HOLD_AGAIN_USAGE = 'agreement-N | owner-N | late-YYYY-MM --as STAFF --because TEXT'
const REJECT_USAGE = 'passage-N --as STAFF --because TEXT'

/** What waits for somebody to look: shown and decided. */
export const HOLD_COMMANDS: Commands = {
  holds: { usage: '[late]', run: runHolds },
  release: { usage: RELEASE_USAGE, run: runRelease },
  reject: { usage: REJECT_USAGE, run: runReject },
  'hold-again': { usage: HOLD_AGAIN_USAGE, run: runHoldAgain },
}

const LISTED_MAX = 1000

/** What waits for somebody to look: each with the id that `release` and `reject` take, and why. */
export async function runHolds(at: At, args: readonly string[] = []): Promise<number> {
  if (args[0] === 'late') return runLate(at)
  const { db, say } = at
  const holds = await readHolds(db, LISTED_MAX)
  for (const hold of holds)
    say(
      `${hold.of}-${hold.id} party ${hold.partyId} ${hold.reason} ${whatOf(hold)}: ${HOLD_TEXTS.nb.reasons[hold.reason]}`,
    )
  if (holds.length === 0) say(HOLD_TEXTS.nb.none)
  return 0
}

/** What a release of a month's late charges would invoice, month by month. */
async function runLate({ db, say }: At): Promise<number> {
  const months = await readLateMonths(db)
  for (const { monthOn, chargers, agreements, owners, passages, chargedOre, daysMax } of months)
    say(
      `late-${monthOn.slice(0, 7)} ${chargers.join(' ')} agreements ${agreements} owners ${owners} passages ${passages} ` +
        `${formatKroner(ore(chargedOre), 'nb')}, ${daysMax} days`,
    )
  if (months.length === 0) say(HOLD_TEXTS.nb.none)
  return 0
}

function whatOf({ what, reason }: Hold): string {
  if ('passedAt' in what) return `${what.plate} ${what.station} ${formatInstant(what.passedAt, 'nb')}`
  const shown = (value: number) => (reason === 'price-jump' ? formatKroner(ore(value), 'nb') : String(value))
  const charger = what.charger === undefined ? '' : `${what.charger} `
  return `${charger}${what.monthOn.slice(0, 7)} ${shown(what.measured)} > ${shown(what.limitWas)}`
}

/** Exit code 1 is a refusal. */
export async function runRelease(at: At, args: readonly string[]): Promise<number> {
  return decide(at, args, 'released')
}

export async function runReject(at: At, args: readonly string[]): Promise<number> {
  return decide(at, args, 'rejected')
}

async function decide(
  { db, now, say }: At,
  args: readonly string[],
  state: 'released' | 'rejected',
): Promise<number> {
  const asked = readDecision(args, now)
  if (!asked) {
    say(state === 'released' ? `release ${RELEASE_USAGE}` : `reject ${REJECT_USAGE}`)
    return 1
  }
  const { kind, number, decision } = asked
  const id = Number(number)
  if (kind === 'passage') return said(say, await decideHeldPassage(db, id, { ...decision, state }), state)
  if (state === 'rejected') return said(say, { refused: 'agreement-cannot-be-rejected' }, state)
  if (kind === 'late') {
    const released = await releaseLate(db, `${number}-01`, decision)
    return said(
      say,
      isRefusal(released) ? released : undefined,
      isRefusal(released) ? '' : `${released.released} ${state}`,
    )
  }
  return said(say, await releaseParked(db, subjectOf(kind, id), decision), state)
}

/** What was released is held again. Exit code 1 is a refusal. */
export async function runHoldAgain({ db, now, say }: At, args: readonly string[]): Promise<number> {
  const asked = readDecision(args, now)
  if (!asked || asked.kind === 'passage') {
    say(`hold-again ${HOLD_AGAIN_USAGE}`)
    return 1
  }
  const { kind, number, decision } = asked
  const of = kind === 'late' ? { monthOn: `${number}-01` } : subjectOf(kind, Number(number))
  const undone = await undoRelease(db, of, decision)
  if (isRefusal(undone)) return said(say, undone, '')
  return said(say, undefined, `${undone.heldAgain} held again`)
}

function readDecision(args: readonly string[], now: number) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' }, because: { type: 'string' } },
  })
  const [, kind, number = ''] =
    /^(passage|agreement|owner)-(\d{1,15})$/.exec(positionals[0] ?? '') ??
    /^(late)-(\d{4}-(?:0[1-9]|1[0-2]))$/.exec(positionals[0] ?? '') ??
    []
  if (kind === undefined || values.as === undefined) return undefined
  return { kind, number, decision: { by: values.as, because: values.because ?? '', now } }
}

function subjectOf(kind: string, id: number) {
  return kind === 'owner' ? { partyId: id } : { agreementId: id }
}

function said(say: At['say'], refusal: Refusal<HoldRefusal> | undefined, state: string): number {
  say(refusal ? `${refusal.refused}: ${HOLD_TEXTS.nb.refusals[refusal.refused]}` : state)
  return refusal ? 1 : 0
}
