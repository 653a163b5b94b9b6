import type { BlockedAgreement } from '#agreements/read-blocks.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { BLOCK_TEXTS } from '#words/blocks.ts'
import { formatDay } from '#words/format.ts'

export type BlockInWords = {
  readonly id: number
  readonly heading: string
  readonly lines: readonly string[]
  /** What the customer puts right here, and so lifts the block. */
  readonly toAddress: { readonly at: string; readonly text: string } | undefined
}

/** Where a customer's address is put right. Who is only one need not be named. */
export function addressOf(customer: string, { isOneOfSeveral }: { isOneOfSeveral: boolean }): string {
  return `/min-side/profil${isOneOfSeveral ? `?kunde=${customer}` : ''}#part-address`
}

/** An agreement at a time, each reason with what lifts it. */
export function blocksInWords(
  blocks: readonly BlockedAgreement[],
  { language, isOneOfSeveral }: { language: Language; isOneOfSeveral: boolean },
): readonly BlockInWords[] {
  const texts = BLOCK_TEXTS[language]
  return [...Map.groupBy(blocks, ({ agreementId }) => agreementId)].flatMap(([id, own]) => {
    const [first] = own
    if (!first) return []
    const reasons = own.map(({ because }) => `${texts.because[because]} ${texts.lifts[because]}`)
    const since = formatDay(osloDay(Math.min(...own.map(({ since: from }) => from))), language)
    const meanwhile = first.isFerry ? texts.meanwhileFerry : texts.meanwhile
    const lines = [...reasons, meanwhile, texts.agreement(first.number, since)]
    const isAddress = own.some(({ because }) => because === 'address-missing')
    const at = addressOf(first.customer, { isOneOfSeveral })
    const toAddress = isAddress ? { at, text: texts.toAddress } : undefined
    return [{ id, heading: texts.heading(first.issuerName), lines, toAddress }]
  })
}
