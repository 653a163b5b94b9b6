import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { osloDay, osloMonth } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { takeInStep } from '#jobs/work.ts'
import { limitsOn, parseIntakeLimits } from '#passages/limits.ts'
import { readOtherIssuers, readOwnerless, readStolenTags, readTagsElsewhere } from '#passages/read-listed.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { importPortfolio } from '#tags/import-portfolio.ts'
import { FILE_REFUSALS } from '#words/files.ts'
import { type At, type Commands, needed } from './command.ts'
import { workerOf } from './processes.ts'

/** Customers and passages in, and the passages that somebody should look at. */
export const INTAKE_COMMANDS: Commands = {
  'import-portfolio': { usage: 'FILE', run: runImportPortfolio },
  'import-passages': { usage: 'FILE', run: runImportPassages },
  listed: { usage: 'tags-elsewhere [YYYY-MM] | other-issuers | stolen-tags | owner-unknown', run: runListed },
}

async function runImportPortfolio(at: At, [file]: string[]): Promise<number> {
  const { db, now, encryptionKey, digestKey: digestKeyHex, random, newId, synthetic } = at
  const report = await importPortfolio(db, needed(file, 'FILE'), {
    now,
    newId,
    encryptionKey,
    digestKeyHex,
    random,
    synthetic,
  })
  at.say(JSON.stringify(report, null, 2))
  const { unreadable, ...kinds } = report.kinds
  if (Object.values(kinds).some(({ read }) => read > 0)) return 0
  const refused = unreadable.read === 0 ? 'empty-file' : 'not-a-portfolio'
  at.say(`${refused}: ${FILE_REFUSALS.nb[refused]}`)
  return 1
}

async function runImportPassages(at: At, [file]: string[]): Promise<number> {
  const { db, now } = at
  const limits = await readLimits(at)
  const received = await receiveFile(db, createReadStream(needed(file, 'FILE')), {
    now,
    publicId: at.newId(),
    key: at.encryptionKey,
    random: at.random,
    lineBytesMax: limitsOn(limits, osloDay(now)).lineBytesMax,
  })
  if (isRefusal(received)) {
    const { refused, line, detail } = received
    at.say(`refused: ${refused} at line ${line}${detail ? ` (${detail})` : ''}`)
    at.say(`${refused}: ${FILE_REFUSALS.nb[refused]}`)
    return 1
  }
  const worker = await workerOf(at, db)
  while ((await takeInStep(worker)) > 0);
  const [taken] = await db<{ state: string; a: number; d: number; r: number }[]>`
    select state, accepted_count as a, duplicate_count as d, rejected_count as r
    from passage_file where id = ${received.fileId}`
  at.say(`${taken?.state}: ${taken?.a} accepted, ${taken?.d} duplicate, ${taken?.r} rejected`)
  return 0
}

async function runListed(at: At, args: string[]): Promise<number> {
  for (const row of await readListed(at, args)) at.say(JSON.stringify(row))
  return 0
}

async function readListed(at: At, [what, month = osloMonth(at.now).slice(0, 7)]: string[]) {
  const of = { limit: 1_000 }
  switch (what) {
    case 'other-issuers':
      return readOtherIssuers(at.db, of)
    case 'stolen-tags':
      return readStolenTags(at.db, of)
    case 'owner-unknown': {
      const triesMin = limitsOn(await readLimits(at), osloDay(at.now)).ownerTriesMax
      return triesMin === undefined ? [] : readOwnerless(at.db, { ...of, triesMin })
    }
    default:
      return readTagsElsewhere(at.db, { ...of, monthOn: `${month}-01` })
  }
}

async function readLimits(at: At) {
  return parseIntakeLimits(JSON.parse(await readFile(join(at.data, 'passage-intake.json'), 'utf8')))
}
