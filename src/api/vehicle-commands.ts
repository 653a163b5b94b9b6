import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startOfOsloDay } from '#core/oslo.ts'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { recordDocuments } from '#tags/record-documents.ts'
import { recordHolding } from '#tags/record-holding.ts'
import { DOCUMENTS_REFUSALS, HOLDING_REFUSALS } from '#words/vehicle-documents.ts'
import type { At, Commands } from './command.ts'
import { readAgreementId } from './read-agreement-id.ts'

const USAGE = '--plate PLATE --country CODE --category CATEGORY [--weight KG] --from DATE --as STAFF'

const HOLDING_USAGE = '--plate PLATE --country CODE --issuer CODE --agreement NUMBER --from DATE --as STAFF'

export const VEHICLE_COMMANDS: Commands = {
  'prove-holding': { usage: HOLDING_USAGE, run: runProveHolding },
  'document-vehicle': { usage: USAGE, run: runDocumentVehicle },
}

const plateShape = z.string().transform((text, made) => {
  const canonical = canonicalPlate(text)
  if (canonical === undefined) made.addIssue('not a plate')
  return canonical ?? ''
})
const countryShape = z.string().regex(/^[A-Z]{1,3}$/)

const shape = z.strictObject({
  plate: plateShape,
  country: countryShape,
  category: z.string().regex(/^[LMNOT]\d[a-z]?$/),
  weight: z.coerce.number().int().positive().optional(),
  from: z.iso.date(),
  as: z.string(),
})

/** What somebody has shown papers of: the category of a foreign vehicle, and its weight. Exit code 1 is a refusal. */
async function runDocumentVehicle(at: At, args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { plate: text, country: text, category: text, weight: text, from: text, as: text },
  })
  const asked = shape.safeParse({ ...values })
  if (!asked.success) {
    at.say(`document-vehicle ${USAGE}`)
    return 1
  }
  const { plate, country, category, weight, from, as } = asked.data
  const refused = await recordDocuments(at.db, {
    plate: { country, canonical: plate },
    category,
    totalWeightKg: weight,
    from,
    by: as,
  })
  at.say(refused ? `${refused.refused}: ${DOCUMENTS_REFUSALS.nb[refused.refused]}` : `from ${from}`)
  return refused ? 1 : 0
}

const holdingShape = z.strictObject({
  plate: plateShape,
  country: countryShape,
  issuer: z.string(),
  agreement: z.string(),
  from: z.iso.date(),
  as: z.string(),
})

/** Papers that a vehicle is the holder's own or leased: its passages read by plate are shown whole from the day on. */
async function runProveHolding(at: At, args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const
  const options = { plate: text, country: text, issuer: text, agreement: text, from: text, as: text }
  const asked = holdingShape.safeParse({ ...parseArgs({ args: [...args], options }).values })
  if (!asked.success) {
    at.say(`prove-holding ${HOLDING_USAGE}`)
    return 1
  }
  const { plate, country, issuer, agreement, from, as } = asked.data
  const proven = await recordHolding(at.db, {
    plate: { country, canonical: plate },
    agreementId: await readAgreementId(at.db, issuer, agreement),
    fromAt: startOfOsloDay(from),
    by: as,
  })
  at.say(isRefusal(proven) ? `${proven.refused}: ${HOLDING_REFUSALS.nb[proven.refused]}` : `from ${from}`)
  return isRefusal(proven) ? 1 : 0
}
