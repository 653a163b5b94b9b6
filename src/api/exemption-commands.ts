import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Dated, valueOn } from '#core/dated.ts'
import { osloDay } from '#core/oslo.ts'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { endExemption, grantExemption } from '#rating/grant-exemption.ts'
import { RATING_REFUSALS } from '#words/corrections.ts'
import type { Commands } from './command.ts'

const EXEMPT_USAGE =
  'grant --plate PLATE [--country NO] --kind disabled-permit|emergency|scheduled-bus --charger CODE [--expires DATE] --as STAFF | end --plate PLATE [--country NO] --kind KIND --as STAFF'

export const EXEMPTION_COMMANDS: Commands = {
  exempt: { usage: EXEMPT_USAGE, run: runExempt },
}

const kind = z.enum(['disabled-permit', 'emergency', 'scheduled-bus'])

/** What a toll charger has decided on an application for exemption. Exit code 1 is a refusal. */
async function runExempt(
  at: { db: Db; now: number; data: string; say: (line: string) => void },
  args: readonly string[],
): Promise<number> {
  const [verb, ...rest] = args
  const { values } = parseArgs({
    args: rest,
    options: {
      plate: { type: 'string' },
      country: { type: 'string', default: 'NO' },
      kind: { type: 'string' },
      charger: { type: 'string' },
      expires: { type: 'string' },
      as: { type: 'string' },
    },
  })
  const plate = canonicalPlate(values.plate ?? '')
  const { as } = values
  if (plate === undefined || as === undefined || (verb !== 'grant' && verb !== 'end')) {
    at.say(`exempt ${EXEMPT_USAGE}`)
    return 1
  }
  const of = { kind: kind.parse(values.kind), country: values.country, plate, by: as }
  if (verb === 'end') {
    const ended = await endExemption(at.db, of, at.now)
    at.say(isRefusal(ended) ? `${ended.refused}: ${RATING_REFUSALS.nb[ended.refused]}` : `${ended} ended`)
    return isRefusal(ended) ? 1 : 0
  }
  const [charger] = await at.db<
    { id: number }[]
  >`select id from company where code = ${values.charger ?? ''} and toll_charger`
  if (!charger) throw new Error(`no toll charger ${values.charger}`)
  const granted = await grantExemption(
    at.db,
    {
      ...of,
      chargerId: charger.id,
      permitExpiresOn: values.expires === undefined ? undefined : z.iso.date().parse(values.expires),
      permitMonthsMin: await permitMonthsMin(at.data, osloDay(at.now)),
    },
    at.now,
  )
  at.say(
    isRefusal(granted)
      ? `${granted.refused}: ${RATING_REFUSALS.nb[granted.refused]}`
      : `from ${osloDay(granted.from)}`,
  )
  return isRefusal(granted) ? 1 : 0
}

const terms = z.strictObject({
  terms: z.array(
    z.strictObject({
      from: z.iso.date(),
      source: z.string(),
      value: z.strictObject({ permitMonthsMin: z.number().int() }),
    }),
  ),
})

async function permitMonthsMin(data: string, day: string): Promise<number> {
  const file = terms.parse(JSON.parse(await readFile(join(data, 'exemptions.json'), 'utf8')))
  const found = valueOn(file.terms as readonly Dated<{ permitMonthsMin: number }>[], day)
  if (!found) throw new Error(`no terms of exemption for ${day}`)
  return found.value.permitMonthsMin
}
