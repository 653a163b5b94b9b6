import type { SuspicionReason } from './stretch.ts'
import type { Place, Suspicion, TimedLimits } from './suspicion-limits.ts'

export type Suspicious = { readonly passageId: number; readonly reason: SuspicionReason }

/** A passage that stands, of whatever stretch: who drove it twice does not matter. */
export type SeenPassage = {
  readonly id: number
  readonly vehicleId: number
  readonly partyId: number
  readonly stationId: number
  readonly passedAt: number
}

/**
 * Which passages can hardly be true, beside those before them: of two, the later one. They come vehicle by vehicle, in
 * order, from the look-back before the first that is asked about. It is a matter of what was read, never of what was
 * decided or paid: so it is the same in whatever order passages came, and from wherever rating goes on.
 */
export function suspicions(
  passages: readonly SeenPassage[],
  { limits, places }: Suspicion,
  sales: readonly ReportedSale[] = [],
): Suspicious[] {
  const found: Suspicious[] = []
  for (let i = 1; i < passages.length; i++) {
    const later = passages[i]!
    const earlier = passages[i - 1]!
    if (later.vehicleId !== earlier.vehicleId) continue
    const holding = limitsAt(limits, later.passedAt)
    if (!holding || later.passedAt - earlier.passedAt > holding.lookBackMs) continue
    if (seenTwice(passages, i, holding, places))
      found.push({ passageId: later.id, reason: 'same-plate-twice' })
    else if (isTooFar(passages, i, holding, places))
      found.push({ passageId: later.id, reason: 'impossible-travel-time' })
  }
  return sales.length === 0 ? found : [...afterSale(passages, sales), ...found]
}

/** Terms 2.8: who has told of a sale does not pay from then on, until the vehicle is entered for them again. */
export type ReportedSale = {
  readonly vehicleId: number
  readonly partyId: number
  readonly noticeAt: number
  /** The first instant outside, or Infinity. */
  readonly to: number
}

function afterSale(passages: readonly SeenPassage[], sales: readonly ReportedSale[]): Suspicious[] {
  const byVehicle = Map.groupBy(sales, (sale) => sale.vehicleId)
  return passages.flatMap((passage) => {
    const sold = byVehicle
      .get(passage.vehicleId)
      ?.some(
        ({ partyId, noticeAt, to }) =>
          partyId === passage.partyId && noticeAt <= passage.passedAt && passage.passedAt < to,
      )
    return sold ? [{ passageId: passage.id, reason: 'after-reported-sale' as const }] : []
  })
}

function limitsAt(limits: readonly TimedLimits[], at: number): TimedLimits | undefined {
  for (const holding of limits) if (holding.fromAt <= at) return holding
  return undefined
}

type Places = ReadonlyMap<number, Place>

function seenTwice(
  passages: readonly SeenPassage[],
  i: number,
  { samePlateMs }: TimedLimits,
  places: Places,
): boolean {
  const later = passages[i]!
  const charger = places.get(later.stationId)?.chargerId
  for (let j = i - 1; j >= 0; j--) {
    const earlier = passages[j]!
    if (earlier.vehicleId !== later.vehicleId || later.passedAt - earlier.passedAt > samePlateMs) return false
    if (charger !== undefined && places.get(earlier.stationId)?.chargerId === charger) return true
  }
  return false
}

/** Back where it was before is the one in between that is wrong: that one is held already. */
function isTooFar(passages: readonly SeenPassage[], i: number, limits: TimedLimits, places: Places): boolean {
  const later = passages[i]!
  const earlier = passages[i - 1]!
  if (!tooFast(earlier, later, limits, places)) return false
  const first = passages[i - 2]
  if (first?.vehicleId !== later.vehicleId || later.passedAt - first.passedAt > limits.lookBackMs) return true
  return !tooFast(first, earlier, limits, places) || tooFast(first, later, limits, places)
}

function tooFast(
  from: SeenPassage,
  to: SeenPassage,
  { kmPerMs, clockMs }: TimedLimits,
  places: Places,
): boolean {
  if (from.stationId === to.stationId) return false
  const a = places.get(from.stationId)?.position
  const b = places.get(to.stationId)?.position
  if (!a || !b) return false
  const [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
  const reach = (to.passedAt - from.passedAt + clockMs) * kmPerMs
  return x * x + y * y + z * z > reach * reach
}
