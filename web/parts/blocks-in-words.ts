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
  readonly toAddress: string | undefined
}

/** An agreement at a time, each reason with what lifts it. */
export function blocksInWords(
  blocks: readonly BlockedAgreement[],
  language: Language,
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
    const toAddress = isAddress ? texts.toAddress : undefined
    return [{ id, heading: texts.heading(first.issuerName), lines, toAddress }]
  })
}
