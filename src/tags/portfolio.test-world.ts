import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { key } from '#core/seal.ts'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'
import { importPortfolio, type PortfolioReport } from './import-portfolio.ts'

/** One line of each kind, and a database to import them into. */
export function portfolioDatabase() {
  const database = testDatabase()
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portfolio-'))
    await aCompany(database.batch)
    await aCompany(database.batch, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  })
  afterAll(() => rm(folder, { recursive: true }))
  beforeEach(async () => {
    await database.owner`truncate tag_assignment, tag, vehicle, agreement_block, agreement, staff_member, party cascade`
  })
  return { database, take: (lines: readonly (object | string)[]) => take(database, folder, lines) }
}

export const settings = {
  now: Date.parse('2019-12-10T07:00:00Z'),
  newId: () => randomUUID(),
  encryptionKey: key(Buffer.alloc(32, 7)),
  digestKeyHex: 'd1ge57',
  random: (bytes: number) => randomBytes(bytes),
  synthetic: true,
}

export const kari = {
  kind: 'person',
  ref: 'p-1',
  name: 'Kari Nordmann',
  nationalId: nationalId(1),
  email: 'kari@example.org',
  phone: '90000001',
  street: 'Bryggen 3',
  postalCode: '5003',
  place: 'Bergen',
  country: 'NO',
  language: 'nn',
}
export const firm = {
  kind: 'organisation',
  ref: 'o-1',
  name: 'Fjord Transport AS',
  organisationNumber: '923456783',
  street: 'Kaien 1',
  postalCode: '5003',
  place: 'Bergen',
}
export const agreement = {
  kind: 'agreement',
  ref: 'a-1',
  party: 'p-1',
  issuer: 'ferde',
  agreementNumber: '100001',
  validFrom: '2019-01-15T00:00:00+01:00',
  validTo: null,
  deletesPassages: false,
  detailedInvoice: true,
  invoiceReference: null,
  termsVersion: '2019-01-15',
  blocks: [
    { because: 'debt-collection', from: '2019-03-01T00:00:00+01:00', to: '2019-04-01T00:00:00+02:00' },
  ],
}
export const car = {
  kind: 'vehicle',
  ref: 'v-1',
  country: 'NO',
  plate: 'ek 12345',
  category: 'M1',
  totalWeightKg: 1900,
  energy: 'electric',
  euroClass: null,
  make: 'Tesla',
  model: 'Model 3',
}
export const tag = {
  kind: 'tag',
  ref: 't-1',
  tagNumber: tagNumber(1),
  issuer: 'ferde',
  type: 'light',
  state: 'active',
}
export const assignment = {
  kind: 'assignment',
  ref: 'x-1',
  agreement: 'a-1',
  vehicle: 'v-1',
  tag: 't-1',
  from: '2019-01-15T00:00:00+01:00',
  to: null,
}
export const clerk = {
  kind: 'staff',
  ref: 's-1',
  company: 'ferde',
  name: 'Ola Berg',
  email: 'ola@ferde.example',
  role: 'case-worker',
}
export const everything = [kari, firm, agreement, car, tag, assignment, clerk]

async function take(
  database: TestDatabase,
  folder: string,
  lines: readonly (object | string)[],
): Promise<PortfolioReport> {
  const file = join(folder, `${randomUUID()}.ndjson`)
  await writeFile(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  return importPortfolio(database.batch, file, settings)
}

export function totals(report: PortfolioReport) {
  const sum = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 }
  for (const tally of Object.values(report.kinds)) {
    for (const field of Object.keys(sum) as (keyof typeof sum)[]) sum[field] += tally[field]
  }
  return sum
}

/** Synthetic: the month is 80 higher than any month. */
export function nationalId(n: number): string {
  const weights = [
    [3, 7, 6, 1, 8, 9, 4, 5, 2],
    [5, 4, 3, 2, 7, 6, 5, 4, 3, 2],
  ]
  for (let serial = n * 7; ; serial++) {
    let digits = `018180${String(serial).padStart(3, '0')}`
    for (const w of weights) {
      const sum = w.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
      digits += (11 - (sum % 11)) % 11
    }
    if (digits.length === 11) return digits
  }
}

export function tagNumber(n: number): string {
  return `20${String(n).padStart(6, '0')}1`
}
