import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AVTALEGIRO_COMMANDS } from '#api/avtalegiro-commands.ts'
import { BULK_PAYMENT_COMMANDS } from '#api/bulk-payment-commands.ts'
import { CHANNEL_COMMANDS } from '#api/channel-commands.ts'
import type { At, Commands } from '#api/command.ts'
import { DUNNING_COMMANDS } from '#api/dunning-commands.ts'
import { FERRY_COMMANDS } from '#api/ferry-commands.ts'
import { INTAKE_COMMANDS } from '#api/intake-commands.ts'
import { PAYMENT_COMMANDS } from '#api/payment-commands.ts'
import { RATING_COMMANDS } from '#api/rating-commands.ts'
import { REFUND_COMMANDS } from '#api/refund-commands.ts'
import type { Db } from '#db/connection.ts'
import { bban, camtText } from '#formats/camt.test-world.ts'
import { bankFile, NOW } from '#payments/payments.test-world.ts'
import { formatMandates } from '#test/golden/avtalegiro/format-mandates.ts'
import { passageFile, pLine, TEST_KEY } from '#test/passages.ts'
import { ring } from '#test/ring.ts'

const COMMANDS: Commands = {
  ...PAYMENT_COMMANDS,
  ...AVTALEGIRO_COMMANDS,
  ...REFUND_COMMANDS,
  ...DUNNING_COMMANDS,
  ...CHANNEL_COMMANDS,
  ...INTAKE_COMMANDS,
  ...RATING_COMMANDS,
  ...BULK_PAYMENT_COMMANDS,
  ...FERRY_COMMANDS,
}

/** Every file that comes from outside, by the command that takes it. The message of Vipps is no file; mails that came back are in returned-mails.db.test.ts. */
export const TAKEN_BY = {
  'OCR giro': 'import-payments',
  'camt.054': 'import-payments',
  'camt.053': 'import-payments',
  mandates: 'import-mandates',
  'pain.002': 'import-refund-status',
  'report of Vipps': 'import-vipps-report',
  'status from abroad': 'foreign-owners-in',
  'collection status': 'collection-in',
  'returned letters': 'letters-in',
  'bounced mails': 'mail-bounced',
  portfolio: 'import-portfolio',
  passages: 'import-passages',
  tariff: 'import-tariffs',
  'ferry receipts': 'import-ferry-trips',
} as const
export type OutsideFile = keyof typeof TAKEN_BY
export const OUTSIDE_FILES = Object.keys(TAKEN_BY) as readonly OutsideFile[]

export const OTHER_ACCOUNT = '98765432103'

/** Of 20 kroner each. */
export type Held = { readonly vippsReference: string; readonly chargeId: number }

/** One of each that is as it should be; `number` keeps the bank's keys apart. */
export function validFiles(of: {
  kid: string
  order: Buffer
  number: number
  /** What Vipps holds, and the collector abroad has been told of. */
  held: Held
}): Readonly<Record<OutsideFile, Buffer>> {
  const entries = [
    { amount: '20.00', reference: `A${of.number}`, details: [{ kid: of.kid, amount: '20.00' }] },
    { amount: '1.00', reference: `B${of.number}` },
  ]
  const mandate = { serial: 1, change: 'given' as const, kid: of.kid, wantsNotice: false }
  const transmissionNumber = String(of.number).padStart(7, '0')
  const assignment = { assignmentNumber: transmissionNumber, account: '15030000001', mandates: [mandate] }
  const lines = [1, 2].map((n) =>
    pLine(n, { at: `2019-12-09T12:0${n}:00+01:00`, tag: '5780001', plate: 'EK12345' }),
  )
  return {
    'OCR giro': bankFile([
      { kid: of.kid, amount: 2_000 },
      { kid: '12345', amount: 100 },
    ]),
    'camt.054': Buffer.from(
      camtText({
        entries,
        before: '<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>21.00</Sum></TtlNtries></TxsSummry>',
      }),
    ),
    'camt.053': Buffer.from(camtText({ message: 'camt.053.001.08', account: bban(OTHER_ACCOUNT), entries })),
    mandates: formatMandates({ transmissionNumber, count: 1, assignments: [assignment] }),
    'pain.002': of.order,
    'report of Vipps': vippsReport(of.held.vippsReference, of.number),
    'status from abroad': Buffer.from(
      `H;brikke-foreign-owners-status;1;ferde;ref-${of.number};2019-12-09;100\r\nS;${of.held.chargeId};2000\r\nZ;1\r\n`,
    ),
    'collection status': Buffer.from(
      'H;brikke-collection-status;1;ferde\r\nS;987;paid;27000;2019-12-09\r\nZ;1\r\n',
    ),
    'returned letters': Buffer.from('H;brikke-returned-letters;1\r\nR;987;moved;2019-12-09\r\nZ;1\r\n'),
    'bounced mails': Buffer.from('invoice:987\ninvoice:988:2\n'),
    portfolio: Buffer.from(
      `${JSON.stringify({ kind: 'person', ref: 'p-1', name: 'Åse Prøve' })}\n${JSON.stringify({ kind: 'person', ref: 'p-2', name: 'Ola Prøve' })}\n`,
    ),
    passages: Buffer.from(passageFile(lines, { number: String(of.number) })),
    tariff: Buffer.from(JSON.stringify(ring(), null, 1)),
    'ferry receipts': ferryReceipts(of.number),
  }
}

function ferryReceipts(number: number): Buffer {
  const lines = [8, 9].map((hour) => {
    const when = `2019-12-09T0${hour}:00:00+01:00`
    return `R;${number}-${hour};1;flakk-rorvik;${when};${when};480;AP1;;;;NO;EK12345;30;0;0;0;S;12900`
  })
  const head = `H;brikke-ferry-receipts;1;fjord1;${number};2019-12-09T22:00:00+01:00`
  return Buffer.from([head, ...lines, 'T;2;25800', ''].join('\n'))
}

function vippsReport(reference: string, number: number): Buffer {
  const entry = (entryType: string, amount: number, of: string) => ({
    pspReference: `${entryType}-${number}`,
    ledgerDate: '2019-12-09',
    entryType,
    reference: of,
    currency: 'NOK',
    amount,
  })
  const items = [
    entry('capture', 2_000, reference),
    entry('fees-retained', -100, 'fees'),
    entry('payout-scheduled', -1_900, 'payout'),
  ]
  return Buffer.from(JSON.stringify({ items }))
}

const root = join(import.meta.dirname, '../..')

export type Answer = { readonly code: number; readonly lines: readonly string[] }

/** Hands a file to its command, as a person would. A tariff file stands in a folder with the companies. */
export async function take(db: Db, name: OutsideFile, bytes: Buffer): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'brikke-bad-input-'))
  const path = join(folder, 'file')
  const lines: string[] = []
  const at = {
    db,
    now: NOW,
    data: join(root, 'data'),
    home: folder,
    encryptionKey: TEST_KEY,
    digestKey: 'ab'.repeat(32),
    synthetic: true,
    newId: () => randomUUID(),
    random: (count: number) => randomBytes(count),
    machineNow: () => NOW,
    say: (line: string) => lines.push(line),
  } as unknown as At
  if (name === 'tariff') {
    await mkdir(join(folder, 'tolls'))
    await writeFile(join(folder, 'companies.json'), COMPANIES)
    await writeFile(join(folder, 'tolls', 'ring.json'), bytes)
  } else await writeFile(path, bytes)
  const more = name === 'report of Vipps' ? ['--issuer', 'ferde'] : []
  const code = await COMMANDS[TAKEN_BY[name]]!.run(at, [name === 'tariff' ? folder : path, ...more])
  return { code, lines }
}

const COMPANIES = JSON.stringify({
  companies: [
    {
      id: 1,
      code: 'ferde',
      name: 'Ferde AS',
      organisationNumber: '923456783',
      tollCharger: true,
      issuer: true,
      accountNumber: '15030000001',
      kidPrefix: '3101',
      ocrAgreement: '008560001',
      phone: null,
      email: null,
      website: null,
      street: null,
      postalCode: null,
      place: null,
      source: 'test',
    },
  ],
})
