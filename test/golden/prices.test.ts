// long because: one table, and what each kind of its rows is held against.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { parseDunningTerms } from '#dunning/dunning-terms.ts'
import { nextStep } from '#dunning/ladder.ts'
import { priceTrip } from '#ferry/price.ts'
import { decideInvoice } from '#invoices/decision.ts'
import { creditAfterOn, parseInvoicingTerms, triggerOn } from '#invoices/invoicing-terms.ts'
import { rateStretch } from '#rating/charge.ts'
import { grantedFor } from '#rating/exemption.ts'
import type { Outcome, Stretch, StretchPassage } from '#rating/stretch.ts'
import { parseTariffFile, type TariffFile } from '#rating/tariff-file.ts'
import { compileTariffs } from '#rating/tariffs.ts'
import { depositLeft, parseDepositTerms } from '#tags/deposit.ts'
import { movedFrom, parseTagTerms, tagTermsOn } from '#tags/move.ts'
import { fareRows, ferryRules, legIdOf } from '#test/ferry.ts'
import { type GoldenRow, goldenRows, undatedRows } from './prices-file.ts'

const DATA = join(import.meta.dirname, '..', '..', 'data')
const ROWS = goldenRows()
const UNDATED = undatedRows()
const named = (row: GoldenRow) => `${row.number}${row.part ? ` ${row.part}` : ''}: ${row.sentence}`
const pricedOf = (rows: readonly GoldenRow[]) =>
  rows.filter((row) => row.passages ?? row.daily).map((row) => [named(row), row] as const)
const PRICED = pricedOf(ROWS)

describe('the table of worked examples', () => {
  test('holds each number from 1 to 54, but for those whose figures have no day, and no part of one twice', () => {
    const undated = [...new Set(UNDATED.map((row) => row.number))]
    expect(undated).toEqual([34, 35, 36, 37, 41])
    const dated = [...new Set(ROWS.map((row) => row.number))]
    expect([...dated, ...undated].sort((a, b) => a - b)).toEqual(Array.from({ length: 54 }, (_, i) => i + 1))
    const parts = [...ROWS, ...UNDATED].map((row) => `${row.number} ${row.part}`)
    expect(new Set(parts).size).toBe(parts.length)
  })

  test('leaves out only what waits for something that is not there yet', () => {
    const waiting = ROWS.filter((row) => row['waits-for']).map((row) => row.number)
    expect(waiting).toEqual([54])
    const idle = ROWS.filter(
      (row) =>
        !row['waits-for'] &&
        !(
          row.moves ??
          row.ferries ??
          row.reminders ??
          row.invoicing ??
          row.deposits ??
          row.passages ??
          row.daily
        ),
    )
    expect(idle).toEqual([])
  })

  test('says what a row rests on that is derived or unclear', () => {
    const silent = ROWS.filter((row) => row.status !== 'S' && row.reading === undefined)
    expect(silent.map(named)).toEqual([])
  })
})

describe('prices', () => {
  test.each(PRICED)('%s', (_, row) => costsWhatItSays(row))

  test.each(PRICED.filter(([, row]) => row.corrected))('corrected, %s', (_, row) => {
    const file = tariffOf(row)
    const { suspension, pays } = row.corrected!
    const suspensions = [{ ...suspension, source: row.source }, ...file.suspensions]
    expect(rated(row, { ...file, suspensions }).map(kroner)).toEqual(pays)
  })

  test.each(PRICED)('fall to the owner without a valid agreement, and only then: %s', (_, row) => {
    const owners = rated(row, tariffOf(row)).map(
      (o) => o.outcome === 'charged' && o.because.some((s) => s.step === 'owner-pays'),
    )
    expect([...new Set(owners)]).toEqual([row.agreement === 'none'])
  })

  test.each(PRICED)('rest on a tariff with a source for its day: %s', (_, row) => {
    expect(restsOnExample(row)).toBe(false)
  })
})

describe('rules whose prices have no day', () => {
  test.each(pricedOf(UNDATED))('%s', (_, row) => {
    costsWhatItSays(row)
    // Once its price has a source for the day, it belongs in the table.
    expect(restsOnExample(row)).toBe(true)
  })
})

function costsWhatItSays(row: GoldenRow): void {
  const outcomes = rated(row, tariffOf(row))
  if (row.pays) expect(outcomes.map(kroner)).toEqual(row.pays)
  if (row.paid) expect(outcomes.map((o) => kroner(o) !== '0.00')).toEqual(row.paid)
  if (row.total) expect(inKroner(outcomes.reduce((sum, o) => sum + amount(o), 0))).toBe(row.total)
  if (row.free !== undefined) expect(outcomes.filter((o) => amount(o) === 0)).toHaveLength(row.free)
  if (row.last) expect(kroner(outcomes.at(-1)!)).toBe(row.last)
  expect(row.pays ?? row.paid ?? row.total ?? row.free).toBeDefined()
}

function restsOnExample(row: GoldenRow): boolean {
  return rated(row, tariffOf(row)).some(
    (o) => o.outcome === 'charged' && o.because.some((s) => s.step === 'tariff' && s.example),
  )
}

describe('reminders', () => {
  const terms = parseDunningTerms(JSON.parse(readFileSync(join(DATA, 'dunning.json'), 'utf8')))
  const reminders = ROWS.flatMap((row) => row.reminders ?? [])
  test.each(reminders.map((reminder) => [reminder.dueOn, reminder] as const))(
    '46: of what is due on %s',
    (_, { dueOn, earliestOn, fee }) => {
      const claim = {
        issuerCode: 'ferde',
        kind: 'invoice',
        state: 'sent',
        openOre: ore(20_000),
        dueOn,
        claimDueOn: dueOn,
        remindersSent: 0,
        inCollection: false,
        held: undefined,
        parked: false,
      } as const
      expect(nextStep(claim, addDays(earliestOn, -1), terms)).toMatchObject({ until: earliestOn })
      const step = nextStep(claim, earliestOn, terms)
      expect(step.step === 'reminder' && inKroner(step.feeOre)).toBe(fee)
    },
  )
})

describe('invoices', () => {
  const terms = parseInvoicingTerms(JSON.parse(readFileSync(join(DATA, 'invoicing.json'), 'utf8')))
  const cases = ROWS.flatMap((row) => (row.invoicing ?? []).map((one) => ({ ...one, number: row.number })))
  test.each(cases)('$number: $sum by $issuer on $asOf becomes $becomes', (one) => {
    const amount = kronerToOre(one.sum)
    const charge = { ...A_CHARGE, tariff: amount, amount, chargedAt: startOfOsloDay(one.oldestOn) }
    const candidate = { charges: [charge], parked: false, lastInvoicedOn: one.lastOn, endedOn: undefined }
    const trigger = triggerOn(terms, one.issuer, one.asOf, 'agreements')
    const creditAfter = creditAfterOn(terms, one.issuer, one.asOf)
    expect(decideInvoice(candidate, { asOf: one.asOf, trigger, creditAfter }).becomes).toBe(one.becomes)
  })
})

const A_CHARGE = {
  id: 1,
  kind: 'toll',
  chargerName: 'Ferde AS',
  stationName: null,
  passedAt: null,
  plate: null,
  vatPercent: 0,
  vat: ore(0),
} as const

function kronerToOre(text: string) {
  return ore(Math.round(Number(text) * 100))
}

describe('deposits', () => {
  const terms = parseDepositTerms(JSON.parse(readFileSync(join(DATA, 'deposits.json'), 'utf8')))
  test.each(ROWS.flatMap((row) => row.deposits ?? []))('50: $left of $paid is left on $on', (one) => {
    const deposit = { issuerCode: one.issuer, amount: kronerToOre(one.paid), askedOn: one.askedOn }
    expect(inKroner(depositLeft(terms, deposit, one.on))).toBe(one.left)
  })
})

describe('ferries', () => {
  test.each(ROWS.flatMap((row) => row.ferries ?? []))('49: a fare of $fare on $on holds $vat', (one) => {
    const rules = ferryRules(withFare(one))
    const trip = {
      legId: legIdOf(rules, 'flakk-rorvik'),
      sailedAt: startOfOsloDay(one.on),
      length_cm: 450,
      motorcycle: false,
      zeroEmission: false,
      persons: { adults: 0, children: 0, seniors: 0 },
    }
    const priced = priceTrip(trip, 'none', rules)
    if (isRefusal(priced)) throw new Error(priced.refused)
    expect([priced.fullFare, priced.fullToll, priced.vat].map(inKroner)).toEqual([
      one.fare,
      one.toll,
      one.vat,
    ])
  })
})

/** The sums of the example on one leg, whatever its fares are. */
function withFare({ fare, toll, on }: { fare: string; toll: string; on: string }) {
  const rows = fareRows()
  const of = {
    fare_ore: kronerToOre(fare),
    toll_ore: kronerToOre(toll),
    zero_emission_fare_ore: null,
    zero_emission_toll_ore: null,
  }
  return {
    ...rows,
    tables: rows.tables.map((table) =>
      table.code === 'flakk-rorvik-example' ? { ...table, from_on: on } : table,
    ),
    fares: rows.fares.map((row) =>
      row.table_code === 'flakk-rorvik-example' && row.group_code === 'AP1' ? { ...row, ...of } : row,
    ),
  }
}

describe('moves of a tag', () => {
  const terms = parseTagTerms(JSON.parse(readFileSync(join(DATA, 'tags.json'), 'utf8')))
  test.each(ROWS.flatMap((row) => (row.moves ?? []).map((move) => [move.effectiveOn, move] as const)))(
    '51: from %s',
    (_, { now, effectiveOn, holdsFrom, refused }) => {
      const at = Date.parse(now)
      const found = movedFrom(effectiveOn, at, tagTermsOn(terms, osloDay(at)))
      if (holdsFrom === undefined) expect(found).toEqual({ refused })
      else expect(found).toBe(Date.parse(holdsFrom))
    },
  )
})

function tariffOf(row: GoldenRow): TariffFile {
  const name = `${row.project}.json`
  const file = parseTariffFile(name, JSON.parse(readFileSync(join(DATA, 'tolls', name), 'utf8')))
  if ('errors' in file) throw new Error(JSON.stringify(file.errors))
  const { mode } = row.override ?? {}
  return mode ? { ...file, hourRules: file.hourRules.map((rule) => ({ ...rule, mode })) } : file
}

function rated(row: GoldenRow, file: TariffFile): readonly Outcome[] {
  const ids = new Map(file.stations.map((s, i) => [s.code, i + 1]))
  const tariffs = compileTariffs([{ file, stationIds: ids }])
  const passages = passagesOf(row, ids)
  const stretch = stretchOf(row)
  return row.alone
    ? passages.flatMap((passage) => rateStretch(stretch, [passage], tariffs))
    : rateStretch(stretch, passages, tariffs)
}

function stretchOf(row: GoldenRow): Stretch {
  const vehicle = {
    category: 'M1',
    totalWeightKg: 1_900,
    energy: 'petrol',
    euroClass: 6,
    ...row.vehicle,
  } as const
  return {
    vehicle: { ...vehicle, categoryDocumented: true },
    validAgreement: row.agreement !== 'none',
    exemptions: row.exemption ? [exemptionOf(row.exemption)] : [],
  }
}

function exemptionOf({ kind, decidedOn }: NonNullable<GoldenRow['exemption']>) {
  const granted = grantedFor(
    { kind, decidedOn, permitExpiresOn: addDays(decidedOn, 1_000) },
    { permitMonthsMin: 24 },
  )
  if (isRefusal(granted)) throw new Error(granted.refused)
  return { kind, tagId: 1, ...granted }
}

function passagesOf(row: GoldenRow, ids: ReadonlyMap<string, number>): StretchPassage[] {
  const listed = (row.passages ?? []).map((p) => ({ ...p, passedAt: Date.parse(p.at) }))
  const daily = (row.daily ?? []).flatMap((d) =>
    Array.from({ length: d.count }, (_, i) => ({
      station: d.station,
      by: d.by,
      passedAt: atTime(addDays(d.from, Math.floor(i / d.times.length)), d.times[i % d.times.length]!),
    })),
  )
  const all = row.alone ? listed : [...listed, ...daily].sort((a, b) => a.passedAt - b.passedAt)
  return all.map((p, i) => {
    const stationId = ids.get(p.station ?? row.station ?? '')
    if (stationId === undefined) throw new Error(`no station ${p.station ?? row.station}`)
    return {
      id: i + 1,
      stationId,
      lane: '1',
      passedAt: p.passedAt,
      readBy: p.by ?? 'tag',
      tagId: p.by === 'plate' ? undefined : 1,
      classSeen: undefined,
      tagOfAnotherVehicle: false,
      asIfTagRead: false,
    }
  })
}

function atTime(day: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return startOfOsloDay(day) + (hours * 60 + minutes) * 60_000
}

function amount(outcome: Outcome): number {
  if (outcome.outcome !== 'charged') throw new Error(`${outcome.outcome}: ${outcome.reason}`)
  return outcome.amount
}

function kroner(outcome: Outcome): string {
  return inKroner(amount(outcome))
}

function inKroner(ore: number): string {
  return (ore / 100).toFixed(2)
}
