import { parseArgs } from 'node:util'
import { z } from 'zod'
import { canonicalPlate } from '#core/plate.ts'
import { recordDocuments } from '#tags/record-documents.ts'
import { DOCUMENTS_REFUSALS } from '#words/vehicle-documents.ts'
import type { At, Commands } from './command.ts'

const USAGE = '--plate PLATE --country CODE --category CATEGORY [--weight KG] --from DATE --as STAFF'

export const VEHICLE_COMMANDS: Commands = {
  'document-vehicle': { usage: USAGE, run: runDocumentVehicle },
}

const shape = z.strictObject({
  plate: z.string().transform((text, made) => {
    const canonical = canonicalPlate(text)
    if (canonical === undefined) made.addIssue('not a plate')
    return canonical ?? ''
  }),
  country: z.string().regex(/^[A-Z]{1,3}$/),
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
