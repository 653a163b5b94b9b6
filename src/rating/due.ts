/** A vehicle, and from which instant on something of it may have changed or is asked for (epoch ms). */
export type DueVehicle = { readonly vehicleId: number; readonly fromAt: number }

/**
 * By vehicle, those whose rows are read in one walk along an index from the earliest of their instants on, and those who are asked for
 * one by one. Most are due from about the same hours. For the few that are due from before them (a late line) all would have to
 * be read from there: a tenth is asked for alone. Where more are due from long before, they are too, so that half of all at
 * most are read from more than a day before they ask.
 */
export function partTogether(due: readonly DueVehicle[]): {
  readonly together: readonly DueVehicle[]
  readonly alone: readonly DueVehicle[]
} {
  const from = due.map(fromAt).sort(ascending)
  const usual = from[Math.floor(from.length / 10)] ?? 0
  const middle = from[from.length >> 1] ?? 0
  const earliest = Math.max(usual, middle - DAY_MS)
  const together: DueVehicle[] = []
  const alone: DueVehicle[] = []
  for (const one of due.toSorted(byVehicle)) (one.fromAt >= earliest ? together : alone).push(one)
  return { together, alone }
}

const DAY_MS = 86_400_000

export function earliestOf(due: readonly DueVehicle[]): number {
  return due.reduce((earliest, { fromAt }) => Math.min(earliest, fromAt), Number.POSITIVE_INFINITY)
}

export function vehicleOf(due: DueVehicle): number {
  return due.vehicleId
}

export function fromAt(due: DueVehicle): number {
  return due.fromAt
}

function byVehicle(a: DueVehicle, b: DueVehicle): number {
  return a.vehicleId - b.vehicleId
}

function ascending(a: number, b: number): number {
  return a - b
}
