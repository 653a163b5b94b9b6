import type { Dice } from './dice.ts'
import type { Model } from './models.ts'

/** A plate nobody has, from the series of its kind: electric, hydrogen, motorcycle with four digits, the rest. */
export function newPlate(taken: Set<string>, model: Model, throws: Dice): string {
  for (;;) {
    const plate = `${throws.pick(seriesOf(model))}${digitsOf(model, throws)}`
    if (taken.has(plate)) continue
    taken.add(plate)
    return plate
  }
}

const ELECTRIC = ['EK', 'EL', 'EV', 'EB', 'EC']
const OTHERS = 'AR BR BT DN DP DR FN HD JX KH LS PR RJ RK SR SV SX VJ VK YK'.split(' ')

function seriesOf({ energy }: Model): readonly string[] {
  return energy === 'electric' ? ELECTRIC : energy === 'hydrogen' ? ['HY'] : OTHERS
}

function digitsOf({ category }: Model, throws: Dice): number {
  return category === 'L3e' ? throws.whole(1_000, 9_999) : throws.whole(10_000, 99_999)
}
