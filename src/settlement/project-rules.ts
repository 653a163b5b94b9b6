import type { Day } from '#core/dated.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import type { ProjectRules } from '#words/questions/figures.ts'

/** What a toll project's tariff file says of a day, in the few words an answer has. None where it has no tariff that day. */
export function projectRules(file: TariffFile, company: string, day: Day): readonly ProjectRules[] {
  const holds = (row: Row) => row.from <= day && (row.to === undefined || day <= row.to)
  if (!file.tariffs.some(holds)) return []
  const rush = file.timeBands.filter(holds).flatMap(({ bands }) => bands)
  const discount = file.tagDiscounts.find(holds)
  return [
    {
      name: file.name,
      company,
      discount: discount && {
        class1Percent: discount.class1Percent,
        class2Percent: discount.class2Percent,
      },
      hourRules: unlike(
        file.hourRules.filter(holds).map(({ mode, minutes, requires, example }) => ({
          mode,
          minutes,
          asksForTag: requires.includes('tag'),
          example: example === true,
        })),
      ),
      caps: unlike(
        file.caps.filter(holds).map(({ class1, class2, perStation, example }) => ({
          class1,
          class2,
          perStation,
          example: example === true,
        })),
      ),
      electric: electricPrice(file, holds),
      rushHours: unlike(rush.flatMap(({ windows }) => windows)),
      noRushInJuly: rush.length > 0 && rush.every(({ notOn }) => notOn.includes('july')),
      disabledFree: file.exemptions.some((row) => row.kind === 'disabled-permit' && holds(row)),
    },
  ]
}

type Row = { readonly from: Day; readonly to?: Day | undefined }

/** A rule of its own goes before the column the vehicle group names, as it does when a price is worked out. */
function electricPrice(file: TariffFile, holds: (row: Row) => boolean): ProjectRules['electric'] {
  const row = file.zeroEmission.find(
    (rule) => holds(rule) && rule.classes.includes(1) && rule.energies.includes('electric'),
  )
  if (row) {
    const price = 'column' in row.rule ? 'own-tariff' : { percent: row.rule.sharePercent }
    return { price, example: row.example === true }
  }
  const groups = file.vehicleGroups.find(holds)?.class1
  const own = groups !== undefined && groups.electric !== groups.petrol
  return { price: own ? 'own-tariff' : 'as-others', example: false }
}

/** Several groups of stations mostly have the same rule. */
function unlike<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
