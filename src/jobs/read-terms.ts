import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DunningTerms, parseDunningTerms } from '#dunning/dunning-terms.ts'
import { type ChannelTerms, parseChannelTerms } from '#invoices/channel-terms.ts'
import { type InvoicingTerms, parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { type AvtaleGiroTerms, parseAvtaleGiroTerms } from '#payments/avtalegiro-terms.ts'
import { type NoticeTerms, parseNoticeTerms } from '#payments/notice-terms.ts'
import { type PayoutTerms, parsePayoutTerms } from '#payments/payout-terms.ts'
import { parseSettlementTerms, type SettlementTerms } from '#settlement/settlement-terms.ts'
import { parseSchedule, type Schedule } from './schedule.ts'

/** By what the scheduled jobs decide. */
export type Terms = {
  readonly invoicing: InvoicingTerms
  readonly channels: ChannelTerms
  readonly dunning: DunningTerms
  readonly avtalegiro: AvtaleGiroTerms
  readonly payouts: PayoutTerms
  readonly settlement: SettlementTerms
  readonly notices: NoticeTerms
}

export async function readTerms(data: string): Promise<Terms> {
  const [invoicing, channels, dunning, avtalegiro, payouts, settlement, notices] = await Promise.all(
    ['invoicing', 'channels', 'dunning', 'avtalegiro', 'refunds', 'settlement', 'notices'].map((name) =>
      readJson(data, name),
    ),
  )
  return {
    invoicing: parseInvoicingTerms(invoicing),
    channels: parseChannelTerms(channels),
    dunning: parseDunningTerms(dunning),
    avtalegiro: parseAvtaleGiroTerms(avtalegiro),
    payouts: parsePayoutTerms(payouts),
    settlement: parseSettlementTerms(settlement),
    notices: parseNoticeTerms(notices),
  }
}

export async function readSchedule(data: string): Promise<Schedule> {
  return parseSchedule(await readJson(data, 'schedule'))
}

async function readJson(data: string, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(data, `${name}.json`), 'utf8'))
}
