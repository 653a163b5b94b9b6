// long because: it is the list of every command, each with its usage.
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { osloDay, osloMonth, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { businessNow, readClock, setClock } from '#db/clock.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { connectAs, openServer, prepareSchema } from '#db/server.ts'
import { settleClaims } from '#dunning/settle-claims.ts'
import { verify } from '#jobs/verify.ts'
import { correctionStep, ratingStep, takeInStep } from '#jobs/work.ts'
import { limitsOn, parseIntakeLimits } from '#passages/limits.ts'
import { readOtherIssuers, readTagsElsewhere } from '#passages/read-listed.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { decideQueuedPayment, undoAllocation } from '#payments/decide-payment.ts'
import { importPayments } from '#payments/import-payments.ts'
import { readPaymentQueue } from '#payments/read-queue.ts'
import { settleRefunds } from '#payments/settle-refunds.ts'
import { explainPassage } from '#rating/explain-passage.ts'
import { explanationLines } from '#rating/explanation.ts'
import { importTariffs } from '#rating/import-tariffs.ts'
import { parkSuspicious } from '#rating/park-agreements.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { importPortfolio } from '#tags/import-portfolio.ts'
import { CLAIMS_USAGE, runClaims, runImportMandates } from './avtalegiro-commands.ts'
import { EXPORT_JOURNAL_USAGE, runExportJournal } from './book-commands.ts'
import { CHANNEL_COMMANDS } from './channel-commands.ts'
import { CORRECT_USAGE, runCorrect } from './correction-commands.ts'
import {
  COLLECTION_IN_USAGE,
  COLLECTION_OUT_USAGE,
  DUNNING_USAGE,
  HOLD_CLAIM_USAGE,
  RELEASE_CLAIM_USAGE,
  runCollectionIn,
  runCollectionOut,
  runDunningCommand,
  runHoldClaim,
  runReleaseClaim,
} from './dunning-commands.ts'
import { EXPORT_EHF_USAGE, runExportEhf } from './e-invoice-commands.ts'
import { EXEMPT_USAGE, runExempt } from './exemption-commands.ts'
import { HOLDS_USAGE, REJECT_USAGE, RELEASE_USAGE, runHolds, runReject, runRelease } from './hold-commands.ts'
import type { Installation } from './installation.ts'
import {
  COST_CENTRE_USAGE,
  FOREIGN_OWNERS_USAGE,
  INVOICE_SHAPE_USAGE,
  runCostCentre,
  runForeignOwnersOut,
  runInvoiceShape,
} from './invoice-shape-commands.ts'
import { INVOICING_USAGE, runInvoicing } from './invoicing-commands.ts'
import { workerOf } from './processes.ts'
import {
  IMPORT_REFUND_STATUS_USAGE,
  REFUNDS_USAGE,
  runImportRefundStatus,
  runRefunds,
} from './refund-commands.ts'
import { SETTLEMENT_COMMANDS } from './settlement-commands.ts'
import { runTagEnded, runTagIssued, TAG_ENDED_USAGE, TAG_ISSUED_USAGE } from './tag-commands.ts'

type Run = (at: { db: Db; now: number; installation: Installation; args: string[] }) => Promise<number>

const COMMANDS: Record<string, { usage: string; run: Run }> = {
  'import-tariffs': { usage: '[FOLDER]', run: runImportTariffs },
  'import-portfolio': { usage: 'FILE', run: runImportPortfolio },
  'import-passages': { usage: 'FILE', run: runImportPassages },
  rate: { usage: '', run: runRate },
  'run-invoicing': {
    usage: INVOICING_USAGE,
    run: ({ db, now, installation: { data, newId, say }, args }) =>
      runInvoicing({ db, now, data, newId, say, park: () => parkSuspicious(db, now) }, args),
  },
  'invoice-shape': {
    usage: INVOICE_SHAPE_USAGE,
    run: ({ db, now, installation, args }) => runInvoiceShape({ db, now, say: installation.say }, args),
  },
  'cost-centre': {
    usage: COST_CENTRE_USAGE,
    run: ({ db, now, installation, args }) => runCostCentre({ db, now, say: installation.say }, args),
  },
  'foreign-owners-out': {
    usage: FOREIGN_OWNERS_USAGE,
    run: ({ db, now, installation, args }) => runForeignOwnersOut({ db, now, say: installation.say }, args),
  },
  'tag-issued': {
    usage: TAG_ISSUED_USAGE,
    run: ({ db, now, installation: { data, say }, args }) => runTagIssued({ db, now, data, say }, args),
  },
  'tag-returned': { usage: TAG_ENDED_USAGE, run: tagEnded('returned') },
  'tag-lost': { usage: TAG_ENDED_USAGE, run: tagEnded('lost') },
  'tag-damaged': { usage: TAG_ENDED_USAGE, run: tagEnded('damaged') },
  'export-ehf': {
    usage: EXPORT_EHF_USAGE,
    run: ({ db, installation, args }) => runExportEhf({ db, say: installation.say }, args),
  },
  'import-payments': { usage: 'FILE [--issuer CODE]', run: runImportPayments },
  'import-mandates': {
    usage: 'FILE',
    run: ({ db, now, installation: { data, home, say }, args }) =>
      runImportMandates({ db, now, data, home, say }, args),
  },
  claims: {
    usage: CLAIMS_USAGE,
    run: ({ db, now, installation: { data, home, say }, args }) =>
      runClaims({ db, now, data, home, say }, args),
  },
  refunds: {
    usage: REFUNDS_USAGE,
    run: ({ db, now, installation: { data, home, say }, args }) =>
      runRefunds({ db, now, data, home, say }, args),
  },
  'import-refund-status': {
    usage: IMPORT_REFUND_STATUS_USAGE,
    run: ({ db, now, installation: { data, home, say }, args }) =>
      runImportRefundStatus({ db, now, data, home, say }, args),
  },
  'payment-queue': { usage: '[allocate PAYMENT INVOICE | undo PAYMENT]', run: runPaymentQueue },
  'run-dunning': {
    usage: DUNNING_USAGE,
    run: ({ db, now, installation: { data, newId, say }, args }) =>
      runDunningCommand({ db, now, data, newId, say }, args),
  },
  'hold-claim': {
    usage: HOLD_CLAIM_USAGE,
    run: ({ db, now, installation, args }) => runHoldClaim({ db, now, say: installation.say }, args),
  },
  'release-claim': {
    usage: RELEASE_CLAIM_USAGE,
    run: ({ db, now, installation, args }) => runReleaseClaim({ db, now, say: installation.say }, args),
  },
  'collection-out': {
    usage: COLLECTION_OUT_USAGE,
    run: ({ db, now, installation, args }) => runCollectionOut({ db, now, say: installation.say }, args),
  },
  'collection-in': {
    usage: COLLECTION_IN_USAGE,
    run: ({ db, now, installation, args }) => runCollectionIn({ db, now, say: installation.say }, args),
  },
  ...SETTLEMENT_COMMANDS,
  ...CHANNEL_COMMANDS,
  correct: {
    usage: CORRECT_USAGE,
    run: ({ db, now, installation, args }) => runCorrect({ db, now, say: installation.say }, args),
  },
  exempt: {
    usage: EXEMPT_USAGE,
    run: ({ db, now, installation: { data, say }, args }) => runExempt({ db, now, data, say }, args),
  },
  listed: { usage: 'tags-elsewhere [YYYY-MM] | other-issuers', run: runListed },
  holds: {
    usage: HOLDS_USAGE,
    run: ({ db, now, installation }) => runHolds({ db, now, say: installation.say }),
  },
  release: {
    usage: RELEASE_USAGE,
    run: ({ db, now, installation, args }) => runRelease({ db, now, say: installation.say }, args),
  },
  reject: {
    usage: REJECT_USAGE,
    run: ({ db, now, installation, args }) => runReject({ db, now, say: installation.say }, args),
  },
  'export-journal': {
    usage: EXPORT_JOURNAL_USAGE,
    run: ({ db, installation, args }) => runExportJournal({ db, say: installation.say }, args),
  },
  verify: { usage: '', run: runVerify },
  explain: { usage: 'PASSAGE', run: runExplain },
  day: { usage: 'DATE', run: runDay },
}

function tagEnded(end: 'returned' | 'lost' | 'damaged'): Run {
  return ({ db, now, installation: { data, say }, args }) => runTagEnded({ db, now, data, say }, end, args)
}

/** One command against the installation's database, as `batch`. Returns the exit code. */
export async function command(installation: Installation, name: string, args: string[]): Promise<number> {
  const found = COMMANDS[name]
  if (!found) {
    for (const [known, { usage }] of Object.entries(COMMANDS)) installation.say(`brikke ${known} ${usage}`)
    return name === 'help' ? 0 : 1
  }
  const server = await openServer(installation.database)
  try {
    await prepareSchema(server, installation.database)
    const db = connectAs(server, 'batch', installation.database, { max: 4 })
    try {
      return await found.run({
        db,
        now: businessNow(await readClock(db), installation.machineNow()),
        installation,
        args,
      })
    } finally {
      await db.end()
    }
  } finally {
    await server.stop()
  }
}

async function runImportTariffs({ db, now, installation, args }: Parameters<Run>[0]): Promise<number> {
  const result = await importTariffs(db, args[0] ?? installation.data, { now })
  if ('errors' in result) {
    for (const { file, path, reason } of result.errors) installation.say(`${file}: ${path}: ${reason}`)
    return 1
  }
  installation.say(
    `${result.projects} projects, ${result.stations} stations; changed: ${result.changed.join(', ') || 'none'}`,
  )
  return 0
}

async function runImportPortfolio({ db, now, installation, args }: Parameters<Run>[0]): Promise<number> {
  const { encryptionKey, digestKey: digestKeyHex, random, newId, synthetic } = installation
  const report = await importPortfolio(db, required(args[0], 'FILE'), {
    now,
    newId,
    encryptionKey,
    digestKeyHex,
    random,
    synthetic,
  })
  installation.say(JSON.stringify(report, null, 2))
  return 0
}

async function runImportPassages({ db, now, installation, args }: Parameters<Run>[0]): Promise<number> {
  const limits = parseIntakeLimits(
    JSON.parse(await readFile(join(installation.data, 'passage-intake.json'), 'utf8')),
  )
  const received = await receiveFile(db, createReadStream(required(args[0], 'FILE')), {
    now,
    publicId: installation.newId(),
    key: installation.encryptionKey,
    random: installation.random,
    lineBytesMax: limitsOn(limits, osloDay(now)).lineBytesMax,
  })
  if (isRefusal(received)) {
    installation.say(
      `refused: ${received.refused} at line ${received.line}${received.detail ? ` (${received.detail})` : ''}`,
    )
    return 1
  }
  const worker = await workerOf(installation, db)
  while ((await takeInStep(worker)) > 0);
  const [file] = await db<{ state: string; a: number; d: number; r: number }[]>`
    select state, accepted_count as a, duplicate_count as d, rejected_count as r from passage_file where id = ${received.fileId}`
  installation.say(`${file?.state}: ${file?.a} accepted, ${file?.d} duplicate, ${file?.r} rejected`)
  return 0
}

async function runRate({ db, installation }: Parameters<Run>[0]): Promise<number> {
  const worker = await workerOf(installation, db)
  const step = ratingStep(worker)
  let vehicles = 0
  for (;;) {
    const put = await correctionStep(worker)
    const done = await step()
    vehicles += done
    if (put === 0 && done === 0) break
  }
  installation.say(`${vehicles} vehicles rated`)
  return 0
}

async function runImportPayments({ db, now, installation, args }: Parameters<Run>[0]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { issuer: { type: 'string' } },
  })
  const result = await importPayments(db, await readFile(required(positionals[0], 'FILE')), {
    now,
    ...(values.issuer === undefined ? {} : { issuer: values.issuer }),
  })
  // What was paid may have been in collection: its block is lifted at once.
  await settleClaims(db, { now })
  // The same statement tells which refunds have left our account, and which came back.
  await settleRefunds(db, { now })
  installation.say(JSON.stringify(result))
  return isRefusal(result) ? 1 : 0
}

async function runPaymentQueue({ db, now, installation, args }: Parameters<Run>[0]): Promise<number> {
  const [verb, payment, invoice] = args
  if (verb === undefined) {
    for (const row of await readPaymentQueue(db)) installation.say(JSON.stringify(row))
    return 0
  }
  const paymentId = Number(required(payment, 'PAYMENT'))
  const result =
    verb === 'undo'
      ? await undoAllocation(db, { paymentId, now })
      : await decideQueuedPayment(db, { paymentId, invoiceId: Number(required(invoice, 'INVOICE')), now })
  installation.say(isRefusal(result) ? `refused: ${result.refused}` : 'done')
  return isRefusal(result) ? 1 : 0
}

/** Passages somebody should look at. */
async function runListed({ db, now, installation, args }: Parameters<Run>[0]): Promise<number> {
  const [what, month = osloMonth(now).slice(0, 7)] = args
  const rows =
    what === 'other-issuers'
      ? await readOtherIssuers(db, { limit: 1_000 })
      : await readTagsElsewhere(db, { monthOn: `${month}-01`, limit: 1_000 })
  for (const row of rows) installation.say(JSON.stringify(row))
  return 0
}

async function runVerify({ db, now, installation }: Parameters<Run>[0]): Promise<number> {
  const { checked, broken } = await verify(db, { now })
  for (const { code, says, count, ids } of broken)
    installation.say(`${code} broken ${count} times: ${says} (${ids.join(', ')})`)
  installation.say(`${checked} invariants checked, ${broken.length} broken`)
  return broken.length === 0 ? 0 : 1
}

/** Exit code 1 when the books do not say what rating says. */
async function runExplain({ db, now, installation, args }: Parameters<Run>[0]): Promise<number> {
  const passageId = Number(required(args[0], 'PASSAGE'))
  const { tariffs } = await readTariffs(db)
  const explained = await inTransaction(db, (tx) =>
    explainPassage(tx, tariffs, { passageId, partyIds: undefined, now }),
  )
  if (isRefusal(explained)) {
    installation.say(`refused: ${explained.refused}`)
    return 1
  }
  for (const line of explanationLines(explained, 'nb')) installation.say(line)
  return explained.agrees ? 0 : 1
}

/** Moves the demo's clock to 08:00 Oslo of a day, and does what is due by then. */
async function runDay({ db, installation, args }: Parameters<Run>[0]): Promise<number> {
  const businessAt = startOfOsloDay(required(args[0], 'DATE')) + 8 * 3_600_000
  if (!(await setClock(db, { businessAt, setAt: installation.machineNow() }))) {
    installation.say('the clock does not go back')
    return 1
  }
  return runRate({ db, now: businessAt, installation, args: [] })
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`${name} is missing`)
  return value
}
