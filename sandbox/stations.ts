import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The roadside, from the public reference data: only what a toll station itself knows. */
export type Station = {
  readonly code: string
  readonly name: string
  readonly charger: string
  readonly project: string
  readonly projectName: string
  readonly direction: 'both' | 'inbound' | 'one-way'
  readonly open: readonly { readonly from: string; readonly to?: string }[]
}

/** Where the tolls are paid to. */
export type Payee = {
  readonly code: string
  readonly name: string
  readonly accountNumber: string
  readonly ocrAgreement: string
}

type TollFile = {
  readonly project: string
  readonly name: string
  readonly charger: string
  readonly stations: readonly Pick<Station, 'code' | 'name' | 'direction' | 'open'>[]
}

export function readStations(data: string): ReadonlyMap<string, Station> {
  const files = readdirSync(join(data, 'tolls')).filter((name) => /^[^.]+\.json$/.test(name))
  const stations = files.sort().flatMap((name) => {
    const { project, name: projectName, charger, stations } = readJson(join(data, 'tolls', name)) as TollFile
    return stations.map(({ code, name, direction, open }) => ({
      code,
      name,
      direction,
      open,
      charger,
      project,
      projectName,
    }))
  })
  return new Map(stations.map((station) => [station.code, station]))
}

export function readPayees(data: string): readonly Payee[] {
  const { companies } = readJson(join(data, 'companies.json')) as { companies: Payee[] }
  return companies.map(({ code, name, accountNumber, ocrAgreement }) => ({
    code,
    name,
    accountNumber,
    ocrAgreement,
  }))
}

export function isOpen({ open }: Station, day: string): boolean {
  return open.some(({ from, to }) => from <= day && (to === undefined || day <= to))
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
