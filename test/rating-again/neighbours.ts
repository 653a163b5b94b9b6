import { randomUUID } from 'node:crypto'
import { blockAgreement } from '#agreements/block-agreement.ts'
import { endAgreement } from '#agreements/end-agreement.ts'
import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { applyCorrections } from '#passages/apply-corrections.ts'
import { askOwners } from '#passages/ask-owners.ts'
import { reattributeDue } from '#passages/re-attribute-due.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import type { Tariffs } from '#rating/tariffs.ts'
import { moveTag } from '#tags/move-tag.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import { KEPT, LIMITS, NOW, pLine, TEST_KEY } from '#test/passages.ts'
import { loadTariff } from '#test/tariff.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from '#test/world.ts'
import type { Change } from './changes.ts'
import type { Line } from './facts.ts'
import type { Story } from './story.ts'
import { CHANGING, TARIFF_FILES } from './tariffs.ts'

/** Each story's customers, beside each other in one database. Their agreements, by story. */
export async function settleDown(db: Db, stories: readonly Story[]): Promise<readonly number[][]> {
  await aCompany(db)
  await loadTariff(db, TARIFF_FILES[CHANGING]!)
  const agreements: number[][] = []
  for (const [i] of stories.entries()) {
    const own: number[] = []
    for (const vehicle of [1, 2]) {
      const partyId = await aPerson(db, { name: `Kunde ${vehicle} av ${i}` })
      const { id: agreementId } = await anAgreement(db, { partyId, issuerId: 1 })
      const tagNumber = tagOf(i, vehicle)
      await aVehicle(db, { plate: plateOf(i, vehicle), agreementId, partyId, tagNumber })
      own.push(agreementId)
    }
    agreements.push(own)
  }
  return agreements
}

/** A story's passages and corrections, as lines of a file; each story has a thousand numbers of its own. */
export function linesOf(story: Story, i: number): { passages: string[]; corrections: string[] } {
  const passages = story.lines.toSorted((a, b) => a.passedAt - b.passedAt || a.sequence - b.sequence)
  const corrections = story.changes.flatMap(({ change }, n) => {
    const number = i * 1_000 + 500 + n
    if (change.kind !== 'withdrawn' && change.kind !== 'replaced') return []
    const line = story.lines[change.pick % story.lines.length]!
    if (change.kind === 'withdrawn') return [`W;${number};${i * 1_000 + line.sequence};double reading`]
    const anew = { ...line, passedAt: line.passedAt + change.shift }
    const content = passageLine(anew, i).split(';').slice(2).join(';')
    return [`C;${number};${i * 1_000 + line.sequence};${content}`]
  })
  return { passages: passages.map((line) => passageLine(line, i)), corrections }
}

/** What happens to tags and agreements; a «no» is the same «no» whenever it is asked. */
export async function makeHappen(db: Db, change: Change, of: { i: number; agreements: readonly number[] }) {
  await inTransaction(db, async (tx): Promise<unknown> => {
    switch (change.kind) {
      case 'tag-moved':
        // On the day itself a move holds from now.
        return moveTag(tx, {
          tagNumber: tagOf(of.i, change.tagId),
          toVehicle: { country: 'NO', canonical: plateOf(of.i, change.to) },
          effectiveOn: osloDay(change.at),
          now: change.at,
          terms: { moveDaysBackMax: 3 },
        })
      case 'blocked':
        return blockAgreement(tx, {
          agreementId: of.agreements[change.agreementId - 1]!,
          because: 'credit-limit',
          at: change.at,
        })
      case 'ended':
        return endAgreement(tx, { agreementId: of.agreements[change.agreementId - 1]!, at: change.at })
      default:
        return undefined
    }
  })
}

/** One turn of the work, in an order of its own: at most so many of each. Says whether there was any. */
export async function aTurn(
  db: Db,
  tariffs: Tariffs,
  by: {
    limit: number
    order: (turns: readonly (() => Promise<number>)[]) => readonly (() => Promise<number>)[]
  },
): Promise<boolean> {
  const { limit } = by
  let did = 0
  const turns = by.order([
    async () => applyCorrections(db, { now: NOW, key: TEST_KEY, limits: LIMITS, limit }),
    async () => reattributeDue(db, { now: NOW, limit }),
    async () => askOwners(db, register, { now: NOW, limit, limits: LIMITS, newId: randomUUID }),
    async () => ratePassages(db, async () => tariffs, { now: NOW, limit, ...KEPT }),
  ])
  for (const turn of turns) did += await turn()
  return did > 0
}

/** By what is the same in any database: what each line is charged, whose it is, and everybody's balance. */
export async function booksOf(db: Db): Promise<string[]> {
  const rows = await db<{ line: string }[]>`
    with line as (select id, sequence from passage),
    step as (
      select c.id, s.nr, s.step || jsonb_strip_nulls(jsonb_build_object(
        'opener', (select sequence from line where line.id = (s.step ->> 'opener')::bigint),
        'paid', (select sequence from line where line.id = (s.step ->> 'paid')::bigint),
        'other', (select sequence from line where line.id = (s.step ->> 'other')::bigint))) as step
      from charge c cross join lateral jsonb_array_elements(c.because::jsonb) with ordinality s (step, nr))
    select format('line %s of %s: %s %s %s %s %s', p.sequence, y.name, c.tariff_ore, c.amount_ore, c.hour_group, c.window_start,
                  (select jsonb_agg(step order by nr) from step where step.id = c.id)) as line
    from charge c join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on
    join party y on y.id = c.party_id
    where c.reverses is null and c.reversed_by is null
    union all
    select format('line %s of %s: %s %s', p.sequence, y.name, u.state, u.reason)
    from uncharged_passage u join passage p on p.party_id = u.party_id and p.id = u.passage_id and p.month_on = u.month_on
    join party y on y.id = u.party_id
    union all
    select format('%s has %s on %s', y.name, sum(balance_ore), account) from balance join party y on y.id = party_id
    group by y.name, account having sum(balance_ore) <> 0
    order by 1`
  return rows.map((row) => row.line)
}

/** Every vehicle has the same owner all the time. */
const register: VehicleRegister = {
  async vehicles(plates) {
    return plates.map((plate) => ({ plate, answer: 'no-answer' }))
  },
  async owners(questions) {
    return questions.map((question) => ({
      ...question,
      answer: 'found',
      owner: {
        registerId: question.plate.canonical,
        kind: 'person',
        name: `Eier av ${question.plate.canonical}`,
        organisationNumber: null,
        street: null,
        postalCode: null,
        place: null,
        country: 'NO',
      },
    }))
  },
}

function passageLine(line: Line, i: number): string {
  return pLine(i * 1_000 + line.sequence, {
    station: `s-${line.stationId}`,
    lane: line.lane,
    at: new Date(line.passedAt).toISOString().replace('.000Z', 'Z'),
    ...(line.tag === undefined ? {} : { tag: tagOf(i, line.tag) }),
    ...(line.plate === undefined ? {} : { plate: plateOf(i, line.plate) }),
    seen: '1',
  })
}

function plateOf(i: number, vehicle: number): string {
  return `EL${10_000 + i * 10 + vehicle}`
}

function tagOf(i: number, tag: number): string {
  return String(57_800_000_000 + i * 10 + tag)
}
