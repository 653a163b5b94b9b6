import { dice } from './dice.ts'
import type { Vehicle } from './fleet.ts'
import { CARS, classSeen, LORRIES } from './models.ts'

const VISITORS = [
  { country: 'SE', plate: 'WKM417', foreignTag: '9752020001004711', region: 'oslo' },
  { country: 'SE', plate: 'RJD83B', region: 'bergen' },
  { country: 'DK', plate: 'CP40218', foreignTag: '9752080003120417', region: 'oslo' },
  { country: 'PL', plate: 'WX4417K', region: 'oslo' },
] as const

/** Guests from abroad, some with the tag of an issuer there. No Norwegian register knows them. */
export function visitors(of: { readonly seed: number; readonly first: number }): Vehicle[] {
  return VISITORS.map((visitor, i) => {
    const model = visitor.country === 'PL' ? LORRIES[0] : dice(of.seed, 'visitor', i).pick(CARS)
    return {
      ...visitor,
      ref: `v-${of.first + i}`,
      model,
      firstRegisteredOn: '2016-05-02',
      owners: [],
      pattern: 'occasional',
      classSeen: classSeen(model),
    }
  })
}
