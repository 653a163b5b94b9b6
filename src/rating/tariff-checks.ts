import type { TariffFile } from './tariff-file.ts'

export type TariffProblem = { readonly path: string; readonly reason: string }

/** What the shape alone cannot say of a tariff file: that its rows fit together. Described in docs/formats/tariff-file.md. */
export function checkTariffFile(file: TariffFile): TariffProblem[] {
  return [
    ...duplicateStations(file),
    ...rowsInOrder(file),
    ...unknownStations(file),
    ...unknownPriceGroups(file),
    ...unknownBands(file),
    ...missingColumns(file),
    ...missingPrices(file),
    ...halfPairRules(file),
    ...emptyCaps(file),
  ]
}

type Period = { readonly from: string; readonly to?: string | undefined }
type Tariff = TariffFile['tariffs'][number]

function duplicateStations(file: TariffFile): TariffProblem[] {
  return file.stations.flatMap(({ code }, i) => {
    const first = file.stations.findIndex((station) => station.code === code)
    return first < i ? [{ path: `stations[${i}].code`, reason: `${code} is already stations[${first}]` }] : []
  })
}

/** Two rows of one kind never hold on one day: which of them counts would be a guess. */
function rowsInOrder(file: TariffFile): TariffProblem[] {
  return [
    ...file.stations.flatMap((station, i) => inOrder(`stations[${i}].open`, station.open, () => true)),
    ...inOrder('vehicleGroups', file.vehicleGroups, () => true),
    ...inOrder('m1ByAgreement', file.m1ByAgreement ?? [], () => true),
    ...inOrder('timeBands', file.timeBands, (a, b) => meet(a.priceGroups, b.priceGroups)),
    ...inOrder('tariffs', file.tariffs, (a, b) => a.priceGroup === b.priceGroup),
    ...inOrder('suspensions', file.suspensions, (a, b) => a.band === b.band),
    ...inOrder('tagDiscounts', file.tagDiscounts, () => true),
    ...inOrder(
      'zeroEmission',
      file.zeroEmission,
      (a, b) => meet(a.energies, b.energies) && meet(a.classes, b.classes),
    ),
    ...inOrder('hourRules', file.hourRules, (a, b) => a.group === b.group || meet(a.stations, b.stations)),
    ...inOrder('pairRules', file.pairRules, (a, b) => a.kind === b.kind && meet(a.stations, b.stations)),
    ...inOrder('caps', file.caps, (a, b) => a.group === b.group || meet(a.stations, b.stations)),
    ...inOrder('plateReads', file.plateReads ?? [], () => true),
    ...inOrder('exemptions', file.exemptions, (a, b) => a.kind === b.kind),
  ]
}

function inOrder<Row extends Period>(
  list: string,
  rows: readonly Row[],
  ofOneKind: (a: Row, b: Row) => boolean,
): TariffProblem[] {
  return rows.flatMap((row, i) => {
    const path = `${list}[${i}]`
    if (row.to !== undefined && row.to < row.from) {
      return [{ path: `${path}.to`, reason: `ends ${row.to}, before it begins ${row.from}` }]
    }
    return rows.slice(0, i).flatMap((earlier, e) => {
      if (!ofOneKind(earlier, row)) return []
      if (row.from < earlier.from)
        return [{ path: `${path}.from`, reason: `not in order: begins before ${list}[${e}]` }]
      if (!overlap(earlier, row)) return []
      return [
        {
          path: `${path}.from`,
          reason: `overlaps ${list}[${e}], which ${earlier.to ? `holds to ${earlier.to}` : 'has no last day'}`,
        },
      ]
    })
  })
}

function unknownStations(file: TariffFile): TariffProblem[] {
  const known = new Set(file.stations.map((station) => station.code))
  const unknown = (path: string, codes: 'all' | readonly string[] | undefined): TariffProblem[] =>
    codes === undefined || codes === 'all'
      ? []
      : codes.flatMap((code, i) =>
          known.has(code) ? [] : [{ path: `${path}[${i}]`, reason: `no station ${code}` }],
        )
  return [
    ...file.hourRules.flatMap((rule, i) => unknown(`hourRules[${i}].stations`, rule.stations)),
    ...file.pairRules.flatMap((rule, i) => [
      ...unknown(`pairRules[${i}].stations`, rule.stations),
      ...unknown(`pairRules[${i}].frees`, rule.frees),
    ]),
    ...file.caps.flatMap((cap, i) => unknown(`caps[${i}].stations`, cap.stations)),
  ]
}

function unknownPriceGroups(file: TariffFile): TariffProblem[] {
  const ofStations = new Set(file.stations.map((station) => station.priceGroup))
  const ofTariffs = new Set(file.tariffs.map((tariff) => tariff.priceGroup))
  return [
    ...file.stations.flatMap(({ priceGroup }, i) =>
      ofTariffs.has(priceGroup)
        ? []
        : [{ path: `stations[${i}].priceGroup`, reason: `no tariff for ${priceGroup}` }],
    ),
    ...file.tariffs.flatMap(({ priceGroup }, i) =>
      ofStations.has(priceGroup)
        ? []
        : [{ path: `tariffs[${i}].priceGroup`, reason: `no station of ${priceGroup}` }],
    ),
    ...file.timeBands.flatMap(({ priceGroups }, i) =>
      (priceGroups === 'all' ? [] : priceGroups).flatMap((group, g) =>
        ofStations.has(group)
          ? []
          : [{ path: `timeBands[${i}].priceGroups[${g}]`, reason: `no station of ${group}` }],
      ),
    ),
  ]
}

function unknownBands(file: TariffFile): TariffProblem[] {
  const windows = file.timeBands.flatMap((row, i) =>
    row.bands.flatMap(({ windows }, b) =>
      windows.flatMap((window, w) =>
        window.slice(0, 5) < window.slice(6)
          ? []
          : [
              {
                path: `timeBands[${i}].bands[${b}].windows[${w}]`,
                reason: `${window} ends before it begins`,
              },
            ],
      ),
    ),
  )
  const suspended = file.suspensions.flatMap((row, i) => {
    const bands = file.timeBands.filter((other) => overlap(other, row)).flatMap((other) => other.bands)
    const known = new Set(['off', ...bands.map(({ band }) => band)])
    return (['band', 'pays'] as const)
      .filter((field) => !known.has(row[field]))
      .map((field) => ({ path: `suspensions[${i}].${field}`, reason: `no time band ${row[field]}` }))
  })
  return [...windows, ...suspended]
}

/** Every column a vehicle can be sent to has a price on every day a tariff holds. */
function missingColumns(file: TariffFile): TariffProblem[] {
  return file.tariffs.flatMap((tariff, i) => {
    const asked = [...columnsByVehicle(file, tariff), ...columnsByZeroEmission(file, tariff)]
    const missing = asked.flatMap(({ of, column, by }) => {
      const prices = tariff[of]
      if (prices === undefined || column in prices) return []
      return [{ path: `tariffs[${i}].${of}`, reason: `no price column ${column}, which ${by} names` }]
    })
    const examples = (tariff.exampleColumns ?? []).flatMap((column, e) =>
      column in tariff.class1 || column in (tariff.class2 ?? {})
        ? []
        : [{ path: `tariffs[${i}].exampleColumns[${e}]`, reason: `no price column ${column}` }],
    )
    return [...missing, ...examples]
  })
}

type Asked = { readonly of: 'class1' | 'class2'; readonly column: string; readonly by: string }

function columnsByVehicle(file: TariffFile, tariff: Tariff): Asked[] {
  return file.vehicleGroups.flatMap((row, v) => {
    if (!overlap(row, tariff)) return []
    const by = `vehicleGroups[${v}]`
    const class1 = new Set(Object.values(row.class1))
    const class2 = new Set([...Object.values(row.class2.energy ?? {}), ...Object.values(row.class2.euro)])
    return [
      ...[...class1].map((column) => ({ of: 'class1' as const, column, by })),
      ...[...class2].map((column) => ({ of: 'class2' as const, column, by })),
    ]
  })
}

function columnsByZeroEmission(file: TariffFile, tariff: Tariff): Asked[] {
  return file.zeroEmission.flatMap((row, z) => {
    const { rule } = row
    if (!('column' in rule) || !overlap(row, tariff)) return []
    return row.classes.map((of) => ({
      of: of === 1 ? ('class1' as const) : ('class2' as const),
      column: rule.column,
      by: `zeroEmission[${z}]`,
    }))
  })
}

function missingPrices(file: TariffFile): TariffProblem[] {
  return file.tariffs.flatMap((tariff, i) => {
    const bands = new Set(['off'])
    for (const row of file.timeBands) {
      if (overlap(row, tariff) && meet(row.priceGroups, [tariff.priceGroup])) {
        for (const { band } of row.bands) bands.add(band)
      }
    }
    return (['class1', 'class2'] as const).flatMap((of) =>
      Object.entries(tariff[of] ?? {}).flatMap(([column, prices]) =>
        [...bands]
          .filter((band) => !(band in prices))
          .map((band) => ({ path: `tariffs[${i}].${of}.${column}`, reason: `no price for band ${band}` })),
      ),
    )
  })
}

function halfPairRules(file: TariffFile): TariffProblem[] {
  return file.pairRules.flatMap((rule, i) => {
    if (rule.kind === 'free-if-paid' && rule.frees === undefined)
      return [{ path: `pairRules[${i}].frees`, reason: 'a paid passage frees no station' }]
    if (rule.kind === 'annul-both' && rule.stations.length < 2)
      return [{ path: `pairRules[${i}].stations`, reason: 'a pair needs two stations' }]
    return []
  })
}

function emptyCaps(file: TariffFile): TariffProblem[] {
  return file.caps.flatMap((cap, i) =>
    cap.class1 === undefined && cap.class2 === undefined
      ? [{ path: `caps[${i}]`, reason: 'has a limit for neither class' }]
      : [],
  )
}

function overlap(a: Period, b: Period): boolean {
  return (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to)
}

function meet<Member>(a: 'all' | readonly Member[], b: 'all' | readonly Member[]): boolean {
  return a === 'all' || b === 'all' || a.some((member) => b.includes(member))
}
