import { addDays } from '#core/oslo.ts'
import type { Dice } from '#test/traffic.ts'

/** How customers treat their invoices, of a hundred so many. */
const HABITS = [
  ['pays on time', 42],
  ['pays late', 12],
  ['pays the reminder', 10],
  ['pays in two parts', 8],
  ['pays a part', 6],
  ['pays twice', 5],
  ['pays too much', 3],
  ['pays with a wrong KID', 3],
  ['pays a part, which the bank takes back after the reminder', 3],
  ['pays, and the bank takes it back', 2],
  ['pays when it is in collection', 3],
  ['never pays', 3],
] as const
export type Habit = (typeof HABITS)[number][0]

/** What somebody does at their bank. Negative: the bank takes it back. */
export type Planned = { readonly on: string; readonly kid: string; readonly amountOre: number }

type Invoice = { readonly kid: string; readonly totalOre: number; readonly issuedOn: string }

export function pickHabit(dice: Dice): Habit {
  let left = dice() * 100
  for (const [habit, share] of HABITS) if ((left -= share) < 0) return habit
  return 'pays on time'
}

/** Two weeks to pay, two more to the reminder, two more to collection. */
export function planPayments(habit: Habit, { kid, totalOre, issuedOn }: Invoice, dice: Dice): Planned[] {
  const pay = (days: number, amountOre: number, over = kid): Planned[] =>
    amountOre === 0 ? [] : [{ on: addDays(issuedOn, days), kid: over, amountOre }]
  const part = Math.max(1, Math.floor(totalOre * (0.2 + dice() * 0.6)))
  const soon = 3 + Math.floor(dice() * 10)
  switch (habit) {
    case 'pays on time':
      return pay(soon, totalOre)
    case 'pays late':
      return pay(15 + Math.floor(dice() * 12), totalOre)
    // With the fee, of what the reminder says: what is too much is their credit.
    case 'pays the reminder':
      return pay(32 + soon, totalOre + FEE_ORE)
    case 'pays in two parts':
      return [...pay(soon, part), ...pay(soon + 12, totalOre - part)]
    case 'pays a part':
      return pay(soon, part)
    case 'pays twice':
      return [...pay(soon, totalOre), ...pay(soon + 4, totalOre)]
    case 'pays too much':
      return pay(soon, totalOre + 1 + Math.floor(dice() * 20_000))
    case 'pays with a wrong KID':
      return pay(soon, totalOre, '1234567890128')
    case 'pays a part, which the bank takes back after the reminder':
      return [...pay(soon, part), ...pay(34, -part), ...pay(44, totalOre + FEE_ORE)]
    case 'pays, and the bank takes it back':
      return [...pay(soon, totalOre), ...pay(soon + 5, -totalOre)]
    case 'pays when it is in collection':
      return pay(62 + soon, totalOre + FEE_ORE)
    case 'never pays':
      return []
  }
}

/** What data/dunning.json asks for a reminder until October 2020. */
const FEE_ORE = 7_000
