import type { Dice } from './dice.ts'

/** Numbers with check digits, by the public rules. All that are made here are synthetic. */
export function syntheticNationalId(of: {
  readonly born: string
  readonly individual: number
  readonly dNumber?: boolean
}): string | undefined {
  const [year = '', month = '', day = ''] = of.born.split('-')
  const date = `${pad(Number(day) + (of.dNumber ? 40 : 0), 2)}${pad(Number(month) + 80, 2)}${year.slice(2)}`
  const nine = date + pad(of.individual, 3)
  const first = checkDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2])
  if (first === undefined) return undefined
  const second = checkDigit(nine + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
  return second === undefined ? undefined : nine + first + second
}

/** The first number that can be made for somebody born that day, counting on from where the dice point. */
export function nationalIdFor(born: string, dice: Dice, taken: ReadonlySet<string>): string {
  const individual = dice.whole(0, 479)
  for (let tried = 0; tried < 20; tried++) {
    const made = syntheticNationalId({ born, individual: individual + tried })
    if (made !== undefined && !taken.has(made)) return made
  }
  throw new Error(`no national identity number left for ${born}`)
}

/** Beginning with 31, as the synthetic organisations of the public test register do. */
export function organisationNumberFor(dice: Dice, taken: ReadonlySet<string>): string {
  for (;;) {
    const eight = `31${pad(dice.whole(0, 999_999), 6)}`
    const check = checkDigit(eight, [3, 2, 7, 6, 5, 4, 3, 2])
    if (check !== undefined && !taken.has(eight + check)) return eight + check
  }
}

/** A tag's PAN: issuer's prefix and serial, with a Luhn digit last. */
export function tagNumberOf(of: { readonly issuer: number; readonly serial: number }): string {
  const payload = `9578${pad(of.issuer, 2)}${pad(of.serial, 9)}`
  let sum = 0
  for (let i = payload.length - 1, weight = 2; i >= 0; i--, weight = 3 - weight) {
    const product = Number(payload[i]) * weight
    sum += product > 9 ? product - 9 : product
  }
  return payload + ((10 - (sum % 10)) % 10)
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function checkDigit(digits: string, weights: readonly number[]): string | undefined {
  const rest = weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11
  if (rest === 1) return undefined
  return String((11 - rest) % 11)
}
