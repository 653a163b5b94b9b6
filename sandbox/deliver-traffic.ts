import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Vehicle } from './fleet.ts'
import { addDays, isDay, osloDay } from './oslo.ts'
import { isOpen, type Station } from './stations.ts'
import { fileOf, type PassageFile, passageLine, type Traffic, tagAt } from './traffic.ts'
import { canonicalPlate, type World } from './world.ts'

/** Where passage files go, and each toll charger's credentials there. */
export type Addressee = {
  readonly minSideUrl: string
  readonly clients: Readonly<Record<string, { readonly clientId: string; readonly secret: string }>>
}

export type Delivered = { readonly name: string; readonly status: number; readonly answer: unknown }

const DAYS_MAX = 400
const TRIES = 4

export function filesBetween(
  traffic: Traffic,
  { from, to }: { readonly from: string; readonly to: string },
): PassageFile[] | undefined {
  if (!isDay(from) || !isDay(to) || to < from || addDays(from, DAYS_MAX) < to) return undefined
  const files: PassageFile[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) files.push(...traffic.filesOn(day))
  return files
}

/** One after the other, as they were made: a charger's machine does not overtake itself. */
export async function deliverFiles(
  files: readonly Pick<PassageFile, 'name' | 'charger' | 'text'>[],
  to: Addressee,
): Promise<Delivered[]> {
  const answers: Delivered[] = []
  for (const file of files) answers.push(await deliverFile(file, to))
  return answers
}

async function deliverFile(
  { name, charger, text }: Pick<PassageFile, 'name' | 'charger' | 'text'>,
  to: Addressee,
): Promise<Delivered> {
  const client = to.clients[charger]
  if (!client) return { name, status: 0, answer: `no credentials for ${charger} in PASSAGE_CLIENTS` }
  const request = {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${client.clientId}:${client.secret}`).toString('base64')}`,
      'content-type': 'text/plain; charset=utf-8',
    },
    body: text,
  }
  for (let left = TRIES - 1; ; left--) {
    try {
      const response = await fetch(`${to.minSideUrl}/api/passage-files`, request)
      const answer: unknown = await response.json().catch(() => null)
      if (response.status < 500 || left === 0) return { name, status: response.status, answer }
    } catch (error) {
      if (left === 0) return { name, status: 0, answer: error instanceof Error ? error.message : 'no answer' }
    }
    // The same file sent twice changes nothing, so trying again is safe.
    await new Promise((resolve) => setTimeout(resolve, (TRIES - left) * 300))
  }
}

export type TripAsked = {
  /** A plate, or a named person's key, name or national identity number. */
  readonly vehicle: string
  readonly station?: string | undefined
  readonly at: number
  /** As if the tag was not read. */
  readonly plateOnly?: boolean
}

export type OneTrip = {
  readonly file: PassageFile
  readonly sequence: number
  readonly plate: string
  readonly station: string
  readonly at: number
}

/** A fresh file with one passage. `undefined` says what was not found. */
export function oneTrip(
  asked: TripAsked,
  of: {
    readonly world: World
    readonly stations: ReadonlyMap<string, Station>
    readonly nextSequence: () => number
  },
): OneTrip | 'unknown-vehicle' | 'unknown-station' | 'station-not-open' {
  const { world, stations } = of
  const day = osloDay(asked.at)
  const vehicle = vehicleOf(world, asked.vehicle, asked.at)
  if (!vehicle) return 'unknown-vehicle'
  const station = stations.get(asked.station ?? USUAL[vehicle.region] ?? '')
  if (!station) return 'unknown-station'
  if (!isOpen(station, day)) return 'station-not-open'
  const mounted = tagAt(
    vehicle,
    world.assignments.filter((one) => one.vehicle.ref === vehicle.ref),
    asked.at,
  )
  const sequence = of.nextSequence()
  const line = passageLine({
    sequence,
    station,
    lane: 1,
    passedAt: asked.at,
    tagNumber: asked.plateOnly === true ? undefined : mounted,
    vehicle,
    classSeen: vehicle.classSeen,
    certainty: 97,
  })
  const name = `${station.charger}-tur-${sequence}.txt`
  const text = fileOf({
    charger: station.charger,
    number: `T${sequence}`,
    createdAt: asked.at,
    lines: [{ line }],
  })
  const file = { name, charger: station.charger, day, lines: 1, text }
  return { file, sequence, plate: vehicle.plate, station: station.code, at: asked.at }
}

/** A person drives the first of their vehicles that is under an agreement then, or else the first they own. */
function vehicleOf(world: World, text: string, at: number): Vehicle | undefined {
  const plate = canonicalPlate(text)
  const byPlate = world.vehicles.find((vehicle) => vehicle.plate === plate)
  if (byPlate) return byPlate
  const party =
    world.named.find(({ key, name }) => key === text || name === text)?.party ??
    [...world.customers, ...world.outsiders].find(
      ({ nationalId, organisationNumber }) => text === (nationalId ?? organisationNumber),
    )
  if (!party) return undefined
  return (
    world.assignments.find(
      ({ agreement, from, to }) => agreement.party === party && from <= at && (to === null || at < to),
    )?.vehicle ?? world.vehicles.find(({ owners }) => owners.some((owner) => owner.party === party))
  )
}

const USUAL: Readonly<Record<string, string>> = {
  oslo: 'oslo-e18-maritim',
  bergen: 'bergen-sandviken',
  'nord-jaeren': 'nj-e39-mosvatnet',
  trondheim: 'trondheim-s55',
  grenland: 'grenland-menstadbrua',
  vestfold: 'e18v-gulli',
  innlandet: 'e6gm-akershus-skaberud',
  kvam: 'kvam-steinsdalen',
  forde: 'forde-e39-bruland-forde-aust',
  helgeland: 'helgeland-toven',
}

/**
 * Sequences for trips made by hand: fifteen digits, which the days' own nine never reach. They follow the machine's clock,
 * and the last one given is kept in a file: a sequence is never used again, whether the file is lost or the clock set back.
 */
export function tripSequences(path: string, now: () => number): () => number {
  let last = existsSync(path)
    ? z
        .number()
        .int()
        .parse(JSON.parse(readFileSync(path, 'utf8')))
    : 0
  return () => {
    last = Math.max(last + 1, BY_HAND + now())
    writeFileSync(`${path}.new`, String(last))
    renameSync(`${path}.new`, path)
    return last
  }
}

const BY_HAND = 100_000_000_000_000
