import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import type { CorrectionTexts, Fault } from '#rating/correction.ts'
import { decideCorrection } from '#rating/decide-correction.ts'
import { previewCorrection } from '#rating/preview-correction.ts'
import { readCorrections, readLargest, readStationId } from '#rating/read-correction.ts'
import { requestCorrection, requestUndoing } from '#rating/request-correction.ts'
import { parseTariffFile } from '#rating/tariff-file.ts'
import { type CorrectionRefusal, RATING_REFUSALS } from '#words/corrections.ts'
import { formatKroner } from '#words/format.ts'
import { type Commands, needed, neededId, UsageError } from './command.ts'

type At = { readonly db: Db; readonly now: number; readonly say: (line: string) => void }

const CORRECT_USAGE =
  'list | request --kind KIND (--station [CHARGER/]CODE | --project CODE) --from INSTANT --to INSTANT [--seconds N] [--tariff FILE] ' +
  '--nb TEXT --nn TEXT --en TEXT --as STAFF | preview ID | approve ID --as STAFF | reject ID --as STAFF | undo ID --nb … --as STAFF'

export const CORRECTION_COMMANDS: Commands = {
  correct: { usage: CORRECT_USAGE, run: runCorrect },
}

/**
 * A fault put right for many at once. `request` chooses and changes nothing, `preview` says what it would do, `approve` is
 * another member of staff's; the worker (or `rate`) books it. Exit code 1 is a refusal.
 */
async function runCorrect(at: At, args: readonly string[]): Promise<number> {
  const [verb = 'list', ...rest] = args
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      station: { type: 'string' },
      project: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      seconds: { type: 'string' },
      tariff: { type: 'string' },
      nb: { type: 'string' },
      nn: { type: 'string' },
      en: { type: 'string' },
      as: { type: 'string' },
    },
  })
  const correctionId = () => neededId(positionals[0], 'ID')
  switch (verb) {
    case 'list':
      for (const row of await readCorrections(at.db)) at.say(JSON.stringify(row))
      return 0
    case 'request':
      return request(at, values)
    case 'undo':
      return said(
        at,
        await requestUndoing(at.db, {
          correctionId: correctionId(),
          says: textsOf(values),
          by: needed(values.as, '--as'),
          now: at.now,
        }),
      )
    case 'preview':
      return preview(at, correctionId())
    case 'approve':
    case 'reject': {
      const state = verb === 'approve' ? ('approved' as const) : ('rejected' as const)
      const by = needed(values.as, '--as')
      return said(
        at,
        (await decideCorrection(at.db, { correctionId: correctionId(), state, by, now: at.now })) ?? {
          state,
        },
      )
    }
    default:
      at.say(`correct ${CORRECT_USAGE}`)
      return 1
  }
}

type Values = Partial<
  Record<
    'kind' | 'station' | 'project' | 'from' | 'to' | 'seconds' | 'tariff' | 'nb' | 'nn' | 'en' | 'as',
    string
  >
>

async function request(at: At, values: Values): Promise<number> {
  const stationId = values.station === undefined ? undefined : await readStationId(at.db, values.station)
  if (isRefusal(stationId)) return said(at, stationId)
  return said(
    at,
    await requestCorrection(at.db, {
      fault: await faultOf(values),
      of: {
        project: values.project,
        stationId,
        from: instant(needed(values.from, '--from')),
        to: instant(needed(values.to, '--to')),
      },
      says: textsOf(values),
      by: needed(values.as, '--as'),
      now: at.now,
    }),
  )
}

async function faultOf(values: Values): Promise<Fault> {
  const { kind } = values
  switch (kind) {
    case 'clock-error':
      return { kind, shiftSeconds: shiftOf(needed(values.seconds, '--seconds')) }
    case 'tariff': {
      const path = needed(values.tariff, '--tariff')
      const file = parseTariffFile(path, await readJson(path))
      if ('errors' in file) throw new UsageError(file.errors.map((e) => `${e.path}: ${e.reason}`).join('\n'))
      return { kind, tariff: file }
    }
    case 'as-if-tag-read':
    case 'withdrawal':
    case 're-rate':
      return { kind }
    default:
      throw new UsageError(
        `--kind is clock-error, as-if-tag-read, withdrawal, tariff or re-rate, not ${kind}`,
      )
  }
}

async function preview(at: At, correctionId: number): Promise<number> {
  const found = await previewCorrection(at.db, correctionId, {
    now: at.now,
    progress: (passages) => at.say(`${passages} passages …`),
  })
  if (isRefusal(found)) return said(at, found)
  at.say(
    `${found.passages} passages, ${found.customers} customers: ${formatKroner(ore(found.chargedOre), 'nb')} more, ${formatKroner(ore(found.creditedOre), 'nb')} back`,
  )
  if (found.waiting > 0)
    at.say(`${found.waiting} of them wait for their owner or issuer, and have no price yet`)
  if (found.passedOver > 0) at.say(`${found.passedOver} of them stand no longer, or are so already`)
  for (const { partyId, amountOre } of await readLargest(at.db, correctionId))
    at.say(`  party ${partyId}: ${formatKroner(ore(amountOre), 'nb')}`)
  return 0
}

function said(at: At, result: object): number {
  at.say(JSON.stringify(result))
  if (isRefusal(result) && Object.hasOwn(RATING_REFUSALS.nb, result.refused))
    at.say(RATING_REFUSALS.nb[result.refused as CorrectionRefusal])
  return isRefusal(result) ? 1 : 0
}

function textsOf(values: Values): CorrectionTexts {
  return {
    nb: needed(values.nb, '--nb'),
    nn: needed(values.nn, '--nn'),
    en: needed(values.en, '--en'),
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`${path} is no JSON file that can be read`, { cause: error })
  }
}

function shiftOf(text: string): number {
  if (!/^-?[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`--seconds is a whole number and not 0, not ${text}`)
  return Number(text)
}

function instant(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at) || !/([+-]\d\d:\d\d|Z)$/.test(text))
    throw new UsageError(`not an instant with an offset: ${text}`)
  return at
}
