import type { Day } from '#core/dated.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { RuleList } from '#words/explanation.ts'
import type { Energy, TariffFile } from './tariff-file.ts'

/** The row of data that a step of a price rests on. */
export type RuleSource = {
  readonly project: string
  readonly list: RuleList
  /** Its place in the file's list, from 0. */
  readonly number: number
  readonly from: Day
  readonly source: string
  readonly example: boolean
}

/** Where a passage was priced, and what passed. */
export type PricedAt = {
  readonly file: TariffFile
  readonly station: string
  readonly day: Day
  readonly class: 1 | 2 | undefined
  readonly energy: Energy | undefined
}

/** The rows of the station's tariff file that a step was taken by; none where it rests on what was read, or on an agreement. */
export function sourcesOf(step: PriceStep, at: PricedAt): readonly RuleSource[] {
  const { file, station } = at
  const priceGroup = file.stations.find(({ code }) => code === station)?.priceGroup
  const stands = ({ stations }: { stations: 'all' | readonly string[] }) =>
    stations === 'all' || stations.includes(station)
  switch (step.step) {
    case 'tariff':
      return [
        ...named(at, 'tariffs', file.tariffs, (row) => row.priceGroup === priceGroup).map((row) => ({
          ...row,
          example: step.example === true,
        })),
        ...named(
          at,
          'timeBands',
          file.timeBands,
          ({ priceGroups }) => priceGroups === 'all' || priceGroups.some((group) => group === priceGroup),
        ),
        ...named(at, 'vehicleGroups', file.vehicleGroups, () => true),
      ]
    case 'suspended-band':
      return named(at, 'suspensions', file.suspensions, ({ band }) => band === step.band)
    case 'class-1-by-agreement':
      return named(at, 'm1ByAgreement', file.m1ByAgreement ?? [], () => true)
    case 'dearest-in-class':
      return named(at, 'vehicleGroups', file.vehicleGroups, () => true)
    case 'tag-discount':
    case 'no-tag-discount':
      return named(at, 'tagDiscounts', file.tagDiscounts, () => true)
    case 'zero-emission-price':
      return named(at, 'zeroEmission', file.zeroEmission, (row) => 'column' in row.rule && isOf(row, at))
    case 'zero-emission-share':
      return named(
        at,
        'zeroEmission',
        file.zeroEmission,
        (row) => 'sharePercent' in row.rule && row.rule.sharePercent === step.percent && isOf(row, at),
      )
    case 'exemption':
      return named(at, 'exemptions', file.exemptions, ({ kind }) => kind === step.kind)
    case 'hour-rule':
    case 'reverse-hour-rule':
      return named(at, 'hourRules', file.hourRules, (row) => row.group === step.group && stands(row))
    case 'pair-rule':
      return named(
        at,
        'pairRules',
        file.pairRules,
        (row) => row.kind === step.kind && (stands(row) || (row.frees ?? []).includes(station)),
      )
    case 'cap-reached':
      return capSource(at, step.group)
    case 'owner-pays':
    case 'as-if-tag-read':
      return []
  }
}

/** The cap that a paid passage is counted in. */
export function capSource(at: PricedAt, group: string): readonly RuleSource[] {
  return named(at, 'caps', at.file.caps, (row) => row.group === group)
}

function isOf(row: TariffFile['zeroEmission'][number], by: PricedAt): boolean {
  return row.energies.some((energy) => energy === by.energy) && row.classes.some((of) => of === by.class)
}

type Dated = {
  readonly from: Day
  readonly to?: Day | undefined
  readonly source: string
  readonly example?: true | undefined
}

function named<Row extends Dated>(
  { file, day }: PricedAt,
  list: RuleList,
  rows: readonly Row[],
  isIt: (row: Row) => boolean,
): readonly RuleSource[] {
  return rows.flatMap((row, number) => {
    const { from, to, source, example } = row
    const holds = from <= day && (to === undefined || day <= to)
    if (!holds || !isIt(row)) return []
    return [{ project: file.project, list, number, from, source, example: example === true }]
  })
}
