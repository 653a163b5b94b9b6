/** An amount in øre, 1/100 krone. Always a safe integer; negative means the customer is owed. */
export type Ore = number & { readonly [oreBrand]: 'Ore' }
declare const oreBrand: unique symbol

/** Marks a whole number of øre as money. Throws on anything that is not a safe integer. */
export function ore(amount: number): Ore {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of øre: ${amount}`)
  return (amount === 0 ? 0 : amount) as Ore
}

/** Whole or decimal kroner with at most two decimals, as printed in a tariff. */
export function kroner(amount: number): Ore {
  const inOre = Math.round(amount * 100)
  if (Math.abs(inOre - amount * 100) > 1e-6) throw new RangeError(`more than two decimals: ${amount} kr`)
  return ore(inOre)
}

export const NO_MONEY = ore(0)

export function sumOre(amounts: Iterable<Ore>): Ore {
  let sum = 0
  for (const amount of amounts) sum += amount
  return ore(sum)
}

/**
 * Half an øre rounds away from zero («half up»), so that a credit mirrors the charge it takes back.
 * Numerator and denominator are integers: a price is multiplied out first and rounded once, at the end.
 */
export function roundHalfUp(numerator: number, denominator: number): Ore {
  if (!Number.isSafeInteger(numerator)) throw new RangeError(`price out of range: ${numerator}`)
  const sign = Math.sign(numerator) * Math.sign(denominator)
  const [n, d] = [Math.abs(numerator), Math.abs(denominator)]
  const whole = Math.floor(n / d)
  return ore(sign * (2 * (n - whole * d) >= d ? whole + 1 : whole))
}
