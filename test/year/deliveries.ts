import { type Dice, dice } from '../../sandbox/dice.ts'
import { addDays, dayNumber, osloMoment } from '../../sandbox/oslo.ts'
import { fileOf } from '../../sandbox/traffic.ts'
import { type Line, readLine } from './roadside.ts'

/** What a charger sends on a night, and what must become of it. */
export type Delivery = {
  readonly charger: string
  readonly text: string
  /** The file as a whole is no file. */
  readonly refused: boolean
}

export type Night = {
  readonly deliveries: readonly Delivery[]
  readonly counts: Readonly<Record<'late' | 'again' | 'rejected' | 'replaced' | 'withdrawn', number>>
}

/** What has been delivered up to now, to hold the books against. */
export type Delivered = {
  /** P lines by charger and sequence, once each. */
  readonly lines: Map<string, Line>
  readonly corrections: { readonly sequence: number; readonly line: Line }[]
  rejected: number
}

const LATE_SHARE = 0.01
const LATE_DAYS_MAX = 60
const AGAIN_SHARE = 0.005
const CORRECTED_SHARE = 0.006
const REJECTED_A_FILE = 0.06
const MINUTE = 60_000

/** Holds back what comes late or once more; asked night by night, it gives the files. */
export function makeDeliveries(seed: number) {
  const waiting = new Map<string, Line[]>()
  const recent: { readonly day: string; readonly line: Line }[] = []
  const delivered: Delivered = { lines: new Map(), corrections: [], rejected: 0 }

  function nightAfter(day: string, seen: readonly Line[]): Night {
    const counts = { late: 0, again: 0, rejected: 0, replaced: 0, withdrawn: 0 }
    for (const line of seen) plan(day, line, counts)
    const throws = dice(seed, 'night files', day)
    const due = waiting.get(day) ?? []
    waiting.delete(day)
    recent.push(...seen.map((line) => ({ day, line })))
    while (recent[0] && recent[0].day < addDays(day, -LATE_DAYS_MAX)) recent.shift()
    for (const line of due) delivered.lines.set(keyOf(line), line)
    const corrections = correct(day, Math.round(seen.length * CORRECTED_SHARE + throws.share()), counts)
    const perCharger = Map.groupBy(due, ({ charger }) => charger)
    for (const { charger } of corrections) if (!perCharger.has(charger)) perCharger.set(charger, [])
    const deliveries = [...perCharger.keys()].sort().flatMap((charger) => {
      const lines = (perCharger.get(charger) ?? []).map(({ text }) => text)
      const own = corrections.filter((one) => one.charger === charger).map(({ text }) => text)
      const rubbish = throws.chance(REJECTED_A_FILE) ? rejectedLines(day, throws) : []
      counts.rejected += rubbish.length
      const file = fileOf({
        charger,
        number: day.replaceAll('-', ''),
        createdAt: osloMoment(addDays(day, 1), 2 * 3600),
        lines: shuffledSometimes([...lines, ...own, ...rubbish], throws).map((line) => ({ line })),
      })
      const sent = around(charger, file, throws)
      delivered.rejected += rubbish.length * sent.filter(({ refused }) => !refused).length
      return sent
    })
    return { deliveries, counts }
  }

  function plan(day: string, line: Line, counts: { late: number; again: number }): void {
    const throws = dice(seed, 'delivered', line.charger, line.sequence)
    const late = throws.chance(LATE_SHARE)
    const on = late ? addDays(day, throws.whole(1, LATE_DAYS_MAX)) : day
    push(on, line)
    if (late) counts.late++
    if (!throws.chance(AGAIN_SHARE)) return
    counts.again++
    push(addDays(on, throws.whole(0, 5)), line)
  }

  function push(day: string, line: Line): void {
    const known = waiting.get(day)
    if (known) known.push(line)
    else waiting.set(day, [line])
  }

  /** Of any line of the last weeks, also of one that has not come yet; now and then of one corrected before. */
  function correct(
    day: string,
    count: number,
    counts: { replaced: number; withdrawn: number },
  ): { charger: string; text: string }[] {
    const throws = dice(seed, 'corrections', day)
    if (recent.length === 0) return []
    return Array.from({ length: count }, (_, i) => {
      const known = delivered.corrections
      const earlier = known.length > 0 && throws.chance(0.1) ? throws.pick(known) : undefined
      const line = earlier?.line ?? throws.pick(recent).line
      const corrects = earlier?.sequence ?? line.sequence
      const sequence = dayNumber(day) * 100_000 + 50_000 + i
      delivered.corrections.push({ sequence, line })
      if (throws.chance(0.4)) {
        counts.withdrawn++
        return { charger: line.charger, text: `W;${sequence};${corrects};read twice` }
      }
      counts.replaced++
      const other = throws.pick(recent).line
      const fields = readLine(
        {
          station: throws.chance(0.5) && other.charger === line.charger ? other.station : line.station,
          car: throws.chance(0.3) ? other.car : line.car,
          passedAt: line.passedAt - throws.whole(0, 90) * MINUTE,
        },
        { seed, sequence },
      ).text.split(';')
      return {
        charger: line.charger,
        text: ['C', sequence, corrects, ...fields.slice(2)].join(';'),
      }
    })
  }

  return { nightAfter, delivered }
}

export type Deliveries = ReturnType<typeof makeDeliveries>

export function keyOf({ charger, sequence }: Pick<Line, 'charger' | 'sequence'>): string {
  return `${charger} ${sequence}`
}

/** The same file twice now and then; or first one that is none, as a broken connection leaves it. */
function around(charger: string, file: string, throws: Dice): Delivery[] {
  const whole = { charger, text: file, refused: false }
  if (throws.chance(0.03)) return [whole, whole]
  if (!throws.chance(0.02)) return [whole]
  const broken = throws.pick([
    file.slice(0, Math.floor(file.length / 2)),
    file.replace(/T;\d+\n$/, 'T;999999\n'),
    file.replace('\n', '\nX;what is this\n'),
    '',
  ])
  return [{ charger, text: broken, refused: true }, whole]
}

function rejectedLines(day: string, throws: Dice): string[] {
  const sequence = dayNumber(day) * 100_000 + 90_000 + throws.whole(0, 999)
  const at = `${day}T12:00:00`
  return throws.pick([
    [`P;${sequence};nowhere;1;${at}+01:00;;;NO;EK12345;97;1;`],
    [`P;${sequence};nowhere;1;${at};;;NO;EK12345;97;1;`],
    [`P;${sequence};nowhere;1;2031-01-01T00:00:00Z;;;NO;EK12345;97;1;`],
    [`P;${sequence};nowhere;1;${at}Z;;;;;;;`, `P;twelve;nowhere;1;${at}Z;;;NO;EK12345;97;1;`],
    [`W;${sequence};1;`],
  ])
}

function shuffledSometimes<T>(lines: readonly T[], throws: Dice): T[] {
  if (!throws.chance(0.1)) return [...lines]
  return lines
    .map((line) => ({ line, at: throws.share() }))
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line)
}
