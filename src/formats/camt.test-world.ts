import { isRefusal } from '#core/refusal.ts'
import { type CamtMessage, parseCamt } from './camt.ts'

export const ACCOUNT = '12345678903'
export const PAYER = '98765432103'

/** What a bank may write of a payment; what is left out is left out of the file. */
export type Written = {
  kid?: string
  amount?: string | undefined
  currency?: string
  direction?: string | undefined
  reference?: string | undefined
  endToEndId?: string
  remittance?: string
}
export type WrittenEntry = {
  amount: string
  currency?: string
  direction?: string
  reversal?: string
  status?: string
  reference?: string | undefined
  booked?: string
  details?: readonly Written[]
  batch?: string
  groups?: string
}
export type WrittenFile = {
  message?: CamtMessage
  account?: string
  entries?: readonly WrittenEntry[]
  before?: string
  body?: string
  header?: string
}

export const MESSAGES: readonly CamtMessage[] = [
  'camt.053.001.02',
  'camt.053.001.08',
  'camt.054.001.02',
  'camt.054.001.04',
  'camt.054.001.08',
]

function detail(
  { kid, amount, currency = 'NOK', direction, reference, endToEndId, remittance }: Written,
  v02: boolean,
) {
  const money = amount === undefined ? '' : `<Amt Ccy="${currency}">${amount}</Amt>`
  const told = v02 && money ? `<AmtDtls><TxAmt>${money}</TxAmt></AmtDtls>` : money
  const refs = [
    reference && `<AcctSvcrRef>${reference}</AcctSvcrRef>`,
    endToEndId && `<EndToEndId>${endToEndId}</EndToEndId>`,
  ]
  const strd =
    kid === undefined
      ? ''
      : `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${kid}</Ref></CdtrRefInf></Strd>`
  return `<TxDtls><Refs>${refs.filter(Boolean).join('')}</Refs>${told}${direction ? `<CdtDbtInd>${direction}</CdtDbtInd>` : ''}
<RltdPties><Dbtr><Nm>Ola Prøve</Nm></Dbtr><DbtrAcct><Id><Othr><Id>${PAYER}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></DbtrAcct></RltdPties>
<RmtInf>${remittance ?? strd}</RmtInf></TxDtls>`
}

function entry(written: WrittenEntry, message: CamtMessage) {
  const {
    amount,
    currency = 'NOK',
    direction = 'CRDT',
    reversal,
    status = 'BOOK',
    booked = '<Dt>2019-12-10</Dt>',
  } = written
  const sts = message.endsWith('08') ? `<Cd>${status}</Cd>` : status
  const details = (written.details ?? []).map((one) => detail(one, message.endsWith('02'))).join('\n')
  const groups =
    written.groups ??
    (details || written.batch ? `<NtryDtls>${written.batch ?? ''}${details}</NtryDtls>` : '')
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${reversal ? `<RvslInd>${reversal}</RvslInd>` : ''}
<Sts>${sts}</Sts>${booked && `<BookgDt>${booked}</BookgDt>`}${written.reference ? `<AcctSvcrRef>${written.reference}</AcctSvcrRef>` : ''}
${groups}</Ntry>`
}

export const bban = (digits: string) => `<Othr><Id>${digits}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr>`

export function camtText({
  message = 'camt.054.001.08',
  account = bban(ACCOUNT),
  entries = [],
  ...more
}: WrittenFile = {}): string {
  const [body, statement] = message.startsWith('camt.053')
    ? ['BkToCstmrStmt', 'Stmt']
    : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn']
  const inside =
    more.body ??
    `<${statement}><Id>S-1</Id><Acct><Id>${account}</Id></Acct>
${more.before ?? ''}
${entries.map((one) => entry(one, message)).join('\n')}
</${statement}>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${message}">
<${body}><GrpHdr><MsgId>M-1</MsgId><CreDtTm>2019-12-10T06:00:00+01:00</CreDtTm>${more.header ?? ''}</GrpHdr>
${inside}
</${body}></Document>`
}

export const readCamt = (file: WrittenFile = {}) => parseCamt(Buffer.from(camtText(file)))
export const readEntries = (...entries: WrittenEntry[]) => readCamt({ entries })
export const paymentsOf = (entries: readonly WrittenEntry[], message?: CamtMessage) => {
  const file = readCamt(message ? { entries, message } : { entries })
  if (isRefusal(file)) throw new TypeError(`${file.refused} ${file.detail} ${file.line}`)
  return file.statements.flatMap(({ payments }) => payments)
}
export const anEntry = (detailed: Written, more: Partial<WrittenEntry> = {}): WrittenEntry => ({
  amount: detailed.amount ?? '120.50',
  reference: 'E1',
  details: [detailed],
  ...more,
})
export const BATCH: WrittenEntry = {
  amount: '1500.75',
  reference: 'B7',
  details: [
    { kid: '1000016', amount: '1000.00', reference: 'B7-1' },
    { kid: '1000024', amount: '500.7', reference: 'B7-2' },
    { kid: '1000032', amount: '.05'.padStart(4, '0'), reference: 'B7-3' },
  ],
}
export const refusedFor = (file: ReturnType<typeof readCamt>) => (isRefusal(file) ? file.refused : 'read')
export const rejectedFor = (...entries: WrittenEntry[]) => {
  const file = readEntries(...entries)
  return isRefusal(file)
    ? file.refused
    : file.statements.flatMap((told) => told.rejected.map(({ because }) => because))
}
