import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Db } from '#db/connection.ts'
import type { CarriedBecause } from '#invoices/decision.ts'
import { type InvoicingTerms, parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import type { InvoicePreview } from '#invoices/preview.ts'
import { previewInvoices } from '#invoices/preview-invoices.ts'
import { parkSuspicious } from '#rating/park-agreements.ts'
import { formatKroner } from '#words/format.ts'
import { readChannelTerms } from './channel-commands.ts'
import type { Commands } from './command.ts'

const INVOICING_USAGE = '--as-of DATE [--all] [--preview]'

export const INVOICING_COMMANDS: Commands = {
  'run-invoicing': {
    usage: INVOICING_USAGE,
    run: (at, args) => runInvoicing({ ...at, park: () => parkSuspicious(at.db, at.now) }, args),
  },
}

type At = {
  readonly db: Db
  readonly now: number
  readonly data: string
  readonly newId: () => string
  readonly say: (line: string) => void
  /** Parks what must be looked at before it is invoiced. */
  readonly park: () => Promise<unknown>
}

/** By each issuer's trigger; `--all` whatever the sum and its age. `--preview` writes nothing, and parks nothing either. */
export async function runInvoicing(at: At, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { 'as-of': { type: 'string' }, all: { type: 'boolean' }, preview: { type: 'boolean' } },
  })
  const asOf = values['as-of']
  if (!z.iso.date().safeParse(asOf).success || !asOf) {
    at.say(`run-invoicing ${INVOICING_USAGE}`)
    return 1
  }
  const terms = await readInvoicingTerms(at.data)
  const run = { asOf, terms, of: values.all ? ('everything' as const) : ('what-is-due' as const) }
  if (values.preview) {
    for (const line of previewText(await previewInvoices(at.db, run))) at.say(line)
    return 0
  }
  await at.park()
  const { issued, totalOre, creditNotes, creditedOre } = await issueInvoices(at.db, {
    ...run,
    now: at.now,
    newId: at.newId,
    channels: await readChannelTerms(at.data),
  })
  at.say(`${issued} invoices, ${formatKroner(totalOre, 'nb')}`)
  if (creditNotes > 0) at.say(`${creditNotes} credit notes, ${formatKroner(creditedOre, 'nb')}`)
  return 0
}

const WHY: Record<CarriedBecause, string> = {
  'below-trigger': 'below the trigger',
  negative: 'nothing to pay, or owed to the customer',
  parked: 'parked',
}

function previewText(preview: InvoicePreview): readonly string[] {
  const { invoices, total, perIssuer, largest, creditNotes, credited, carried } = preview
  const kroner = (amount: typeof total) => formatKroner(amount, 'nb')
  return [
    `${invoices} invoices, ${kroner(total)}`,
    ...perIssuer.map((one) => `  ${one.issuer}: ${one.invoices} invoices, ${kroner(one.total)}`),
    ...(largest.length > 0 ? ['the largest:'] : []),
    ...largest.map(({ issuer, agreementNumber, partyId, total: sum }) => {
      const whose = agreementNumber === null ? `owner ${partyId}` : `agreement ${agreementNumber}`
      return `  ${issuer}, ${whose}: ${kroner(sum)}`
    }),
    ...(creditNotes > 0 ? [`${creditNotes} credit notes, ${kroner(credited)}`] : []),
    ...carried.map(({ because, count, total: sum, next }) => {
      const first = next === undefined ? '' : `, the first on ${next}`
      return `carried, ${WHY[because]}: ${count}, ${kroner(sum)}${first}`
    }),
  ]
}

export async function readInvoicingTerms(data: string): Promise<InvoicingTerms> {
  return parseInvoicingTerms(JSON.parse(await readFile(join(data, 'invoicing.json'), 'utf8')))
}
