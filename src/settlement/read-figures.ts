import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Dated } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'
import { parseDunningTerms } from '#dunning/dunning-terms.ts'
import { parseChannelTerms } from '#invoices/channel-terms.ts'
import { parseComplaintTerms } from '#invoices/complaint-terms.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { parsePayoutTerms } from '#payments/payout-terms.ts'
import { readTariffVersion } from '#rating/store-tariffs.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import { parseDepositTerms } from '#tags/deposit.ts'
import { parseTagTerms } from '#tags/move.ts'
import { type FigureData, parseAnswerTerms } from './figures.ts'
import { parseRetentionTerms } from './retention-terms.ts'

/** What answers rest on, as loaded. Hand in what was read last: it comes back when nothing has changed since. */
export type LoadedFigures = { readonly version: string; readonly data: FigureData }

/** The tariffs and companies as they are loaded, and the dated data that lies beside the code. */
export async function readFigures(db: Queryable, last?: LoadedFigures): Promise<LoadedFigures> {
  const version = await readTariffVersion(db)
  if (last?.version === version) return last
  const companies = await db<FigureData['companies'][number][]>`
    select code, name, issuer, toll_charger as "tollCharger" from company order by id`
  const files = await db<{ content: TariffFile }[]>`select content from tariff_file order by project_code`
  return {
    version,
    data: { ...(await readDatedData()), companies, tariffs: files.map(({ content }) => content) },
  }
}

/** The files of `data/` that lie beside the code: the same wherever this is installed. */
export async function readDatedData(): Promise<Omit<FigureData, 'companies' | 'tariffs'>> {
  return {
    answers: parseAnswerTerms(await json('questions')),
    channels: parseChannelTerms(await json('channels')),
    complaints: parseComplaintTerms(await json('complaints')),
    deposits: parseDepositTerms(await json('deposits')),
    dunning: parseDunningTerms(await json('dunning')),
    exemptions: exemptionTerms.parse(await json('exemptions')).terms as Dated<{ permitMonthsMin: number }>[],
    invoicing: parseInvoicingTerms(await json('invoicing')),
    payouts: parsePayoutTerms(await json('refunds')),
    retention: parseRetentionTerms(await json('retention')),
    tags: parseTagTerms(await json('tags')),
  }
}

async function json(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`../../data/${name}.json`, import.meta.url), 'utf8'))
}

const exemptionTerms = z.object({
  terms: z.array(
    z.object({
      from: z.iso.date(),
      to: z.iso.date().optional(),
      source: z.string(),
      value: z.object({ permitMonthsMin: z.int() }),
    }),
  ),
})
