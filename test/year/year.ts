import type { Day } from '#core/dated.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'
import type { Worker } from '#jobs/work.ts'
import type { Dice } from '../../sandbox/dice.ts'
import type { Station } from '../../sandbox/stations.ts'
import type { WorkerWorld } from './business.ts'
import type { Customer, YearCountry } from './country.ts'
import type { Delivered } from './deliveries.ts'
import type { PlannedPayment } from './pay-invoices.ts'

/** Everything a year is played with, and what has happened so far. */
export type Year = {
  readonly seed: number
  readonly db: Db
  readonly admin: Db
  readonly world: WorkerWorld
  readonly worker: Worker
  readonly country: YearCountry
  readonly stations: ReadonlyMap<string, Station>
  readonly delivered: Delivered
  /** Where the bank and the others fetch files. */
  readonly home: string
  /** Who is a customer by now. */
  readonly customers: Customer[]
  readonly agenda: Map<Day, Appointment[]>
  readonly payments: Map<Day, PlannedPayment[]>
  readonly events: Map<string, number>
  /** Business time. */
  now: number
}

export type Appointment = (year: Year) => Promise<string>

/** A step of a day: what may happen, how often, and how it is done. It says what came of it, in a word or two. */
export type Step = {
  readonly name: string
  /** How often on a day, for a hundred customers. */
  readonly perDay: number
  readonly play: (year: Year, throws: Dice) => Promise<string>
}

const HOUR = 3_600_000

export function setClock(year: Year, day: Day, hour: number): void {
  year.now = startOfOsloDay(day) + hour * HOUR
}

export function count(year: Year, event: string, times = 1): void {
  if (times > 0) year.events.set(event, (year.events.get(event) ?? 0) + times)
}

/** What is to be done on a later day. */
export function plan(year: Year, day: Day, appointment: Appointment): void {
  year.agenda.set(day, [...(year.agenda.get(day) ?? []), appointment])
}

export function said(result: object): string {
  return 'refused' in result ? `refused: ${String(result.refused)}` : 'done'
}
