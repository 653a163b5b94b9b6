import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll } from 'vitest'
import { type Ore, ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { importPayments } from '#payments/import-payments.ts'
import { bankFile } from '#payments/payments.test-world.ts'
import { testDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import type { Connection, ConnectionTerms } from './connection.ts'
import type { FareTable, FerryLeg, FerryRules } from './fare.ts'
import { importReceipts } from './import-receipts.ts'
import type { FerryLimits } from './limits.ts'
import { openFerryAccount } from './open-account.ts'
import { postAccounts } from './post-accounts.ts'
import type { WrittenVehicle } from './vehicle.ts'

const FROM = { from: '2019-01-01', source: 'test' } as const

export const LIMITS: FerryLimits = {
  discountPercent: { tag: 10, private: 50, organisation: 40, person: 17 },
  discountBy: {
    tag: { agreement: true, tagAlone: true },
    card: { agreement: true, tagAlone: false },
    plate: { agreement: true, tagAlone: false },
    manual: { agreement: false, tagAlone: false },
  },
  refillSharePercent: 25,
  refillAsks: 'whole',
  organisationMinimumPercent: 10,
  privateAboveOre: ore(0),
  cardFeeOre: ore(5_000),
  privateVehiclesMax: 2,
  postingDayEndMinute: 1440,
  tollTurnover: 'toll-charger',
  rounding: { share: 'krone', discount: 'ore' },
  childPercent: 50,
  seniorPercent: 50,
  towing: {
    vehicleMaxCm: 600,
    weightMaxKg: 3500,
    factors: [{ toCm: 600, factor: 1 }, { toCm: 1000, factor: 2 }, { factor: 3 }],
    multipliesToll: true,
  },
  lengthMaxCm: 4000,
}

/** Three legs: one by tag, one by card where persons pay, and one by tag with a toll part. All at round prices. */
export const RULES: FerryRules = {
  legs: new Map(
    [
      leg(
        1,
        'anda-lote',
        { medium: 'tag', regulation: 'autopass', personsPay: false },
        { AP1: 100, AP2: 250, AP4: 500, MC: 50 },
      ),
      leg(
        2,
        'horn-igeroy',
        { medium: 'card', regulation: 'riks', personsPay: true },
        { B2: 100, AP1: 100 },
        { adult: 40 },
      ),
      leg(
        3,
        'flakk-rorvik',
        { medium: 'tag', regulation: 'autopass', personsPay: false, toll: 'discounted' },
        { AP1: 80, AP2: 170 },
        { toll: 50 },
      ),
    ].map((one) => [one.id, one]),
  ),
  groups: new Map([
    ['autopass', [{ code: 'AP1', toCm: 600 }, { code: 'AP2', toCm: 800 }, { code: 'AP4' }]],
    ['riks', [{ code: 'AP1', toCm: 600 }, { code: 'AP2' }]],
  ]),
  zeroEmission: [],
  vat: [{ ...FROM, value: 12 }],
  prepaidAmounts: [
    { ...FROM, value: amounts(3_500, 13_900, 26_300) },
    { from: '2020-01-01', source: 'test', value: amounts(3_600, 14_300, 27_100) },
  ],
  limits: [{ ...FROM, value: LIMITS }],
  invoiceFees: [],
  zoneSurcharges: [],
}

function amounts(...kroner: readonly number[]) {
  const [first, second, third] = kroner.map((amount) => ore(amount * 100))
  const classes = [{ toCm: 800, amountOre: first }, { toCm: 1750, amountOre: second }, { amountOre: third }]
  return { classes, certainty: 'example' as const }
}

function leg(
  id: number,
  code: string,
  terms: Omit<ConnectionTerms, 'certainty'>,
  fares: Readonly<Record<string, number>>,
  beside: { adult?: number; toll?: number } = {},
): FerryLeg {
  const connection: Connection = {
    code,
    name: code,
    authority: 'all',
    membership: 'in',
    terms: [{ ...FROM, value: { toll: 'none', ...terms, certainty: 'example' } }],
    companies: [{ ...FROM, value: 'fjord1' }],
  }
  const kroner = (amount = 0) => ore(amount * 100)
  const table: FareTable = {
    code: `${code}-test`,
    regulation: terms.regulation ?? 'autopass',
    certainty: 'example',
    groups: new Map(
      Object.entries(fares).map(([group, fare]) => [
        group,
        { fare: kroner(fare), toll: kroner(beside.toll) },
      ]),
    ),
    ...(beside.adult === undefined ? {} : { adult: kroner(beside.adult) }),
  }
  return { id, code, name: code, connection, zones: [], free: [], fares: [{ ...FROM, value: table }] }
}

/** Midday of a day in winter. */
export const at = (day: string, time = '12:00') => Date.parse(`${day}T${time}:00+01:00`)

const terms = parseInvoicingTerms(
  JSON.parse(readFileSync(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
)
const topUps = [{ ...FROM, value: { asksAbovePercent: 200, mostPercent: 1_000 } }]
export const WITH = { newId: randomUUID, terms, channels: undefined, rules: RULES, topUps }

/** A database with the company that keeps ferry accounts, a toll company and a ferry company. */
export function ferryDatabase() {
  const database = testDatabase()
  beforeAll(() => ferryCompanies(database.batch))
  return database
}

export async function ferryCompanies(db: Db): Promise<void> {
  await db`
    insert into company (id, code, name, toll_charger, issuer, ferry_accounts, account_number, kid_prefix, ocr_agreement, source)
    values (1, 'ferde', 'Ferde AS', true, true, false, '15030000001', '3101', '008560001', 'test'),
           (6, 'skyttel', 'Skyttel AS', false, true, true, '15030000002', '6010', '008560002', 'test'),
           (11, 'fjord1', 'Fjord1 AS', false, false, false, null, null, null, 'test')
    on conflict (id) do nothing`
}

export const CAR: WrittenVehicle = { country: 'NO', plate: 'EK 12345', length_cm: 480 }

let plates = 20_000
export const aCar = (over: Partial<WrittenVehicle> = {}): WrittenVehicle => ({
  ...CAR,
  plate: `EK ${++plates}`,
  ...over,
})

export type TestAccount = { agreementId: number; partyId: number; invoiceId: number; agreed: Ore }

export async function anAccount(
  db: Db,
  vehicles: readonly WrittenVehicle[] = [aCar()],
  of: { partyId?: number; now?: number } = {},
): Promise<TestAccount> {
  const partyId = of.partyId ?? (await aPerson(db))
  const opened = await inTransaction(db, (tx) =>
    openFerryAccount(
      tx,
      { partyId, vehicles, termsVersion: '2019-01-15' },
      { ...WITH, now: of.now ?? at('2019-12-02') },
    ),
  )
  if (isRefusal(opened)) throw new Error(opened.refused)
  return { ...opened, partyId }
}

export async function anOrganisation(db: Db, number = '987654325'): Promise<number> {
  const [row] = await db<{ id: number }[]>`
    insert into party (public_id, kind, name, organisation_number, email, street, postal_code, place)
    values (${randomUUID()}, 'organisation', 'Fjordfrakt AS', ${number}, 'post@fjordfrakt.example', 'Kaien 1', '6800', 'Førde')
    returning id`
  return row?.id ?? 0
}

/** In kroner, to an invoice. */
export async function payInvoice(
  db: Db,
  invoiceId: number,
  kroner: number,
  now = at('2019-12-03'),
): Promise<void> {
  const [invoice] = await db<{ kid: string }[]>`select kid from invoice where id = ${invoiceId}`
  const paid = await importPayments(
    db,
    bankFile([{ kid: invoice?.kid ?? '', amount: kroner * 100 }], { agreement: '008560002' }),
    { now },
  )
  if (isRefusal(paid)) throw new Error(paid.refused)
}

/** The bank takes back what was paid on an invoice. */
export async function takeBack(db: Db, invoiceId: number, now: number): Promise<void> {
  const [invoice] = await db<{ kid: string; paid: number }[]>`
    select kid, allocated_ore as paid from invoice where id = ${invoiceId}`
  const reversal = bankFile([{ kid: invoice?.kid ?? '', amount: -(invoice?.paid ?? 0) }], {
    agreement: '008560002',
  })
  const taken = await importPayments(db, reversal, { now })
  if (isRefusal(taken)) throw new Error(taken.refused)
}

let references = 0

type Sailed = {
  leg?: string
  day?: string
  time?: string
  length?: number
  class?: string
  tag?: string
  card?: string
  plate?: string
  towing?: number
  persons?: readonly [number, number, number]
  cancelled?: boolean
  reference?: string
  version?: number
}

/** A line of a receipt file. */
export function aTrip(of: Sailed): string {
  const { leg = 'anda-lote', day = '2019-12-04', time = '08:00', length = 480, persons = [0, 0, 0] } = of
  const reference = of.reference ?? `ref-${++references}`
  const when = `${day}T${time}:00+01:00`
  return [
    'R',
    reference,
    of.version ?? 1,
    leg,
    when,
    when,
    length,
    of.class ?? 'AP1',
    of.towing ?? '',
    of.tag ?? '',
    of.card ?? '',
    of.plate ? 'NO' : '',
    of.plate ?? '',
    '30',
    ...persons,
    of.cancelled ? 'X' : 'S',
    10_000,
  ].join(';')
}

let files = 0

export function receiptFile(
  lines: readonly string[],
  over: { count?: number; sum?: number; company?: string } = {},
): Buffer {
  const count = over.count ?? lines.length
  return Buffer.from(
    [
      `H;brikke-ferry-receipts;1;${over.company ?? 'fjord1'};${++files};2020-01-31T12:00:00+01:00`,
      ...lines,
      `T;${count};${over.sum ?? lines.length * 10_000}`,
      '',
    ].join('\n'),
  )
}

export async function sail(db: Db, trips: readonly Sailed[], now = at('2019-12-04', '20:00')) {
  const taken = await importReceipts(db, receiptFile(trips.map(aTrip)), { now, rules: RULES })
  if (isRefusal(taken)) throw new Error(`${taken.refused} ${taken.detail ?? ''}`)
  return taken
}

/** Posts a day with all that came in before its end. */
export async function post(db: Db, day: string) {
  return postAccounts(db, { ...WITH, day, now: at(day, '23:59') })
}

export async function accountAfter(db: Db, { agreementId }: { agreementId: number }) {
  const [row] = await db<{ state: string; balance: number; agreed: number }[]>`
    select state, balance_ore / 100.0 as balance, agreed_ore / 100 as agreed from ferry_account where agreement_id = ${agreementId}`
  return row && { ...row, balance: Number(row.balance) }
}

export async function statementOf(db: Db, { agreementId }: { agreementId: number }) {
  return db<
    { kind: string; amount: number; balance: number; discount: string | null; paidBy: string | null }[]
  >`
    select kind, amount_ore as amount, balance_ore as balance, discount, paid_by as "paidBy"
    from ferry_entry where agreement_id = ${agreementId} order by entry_number`
}
