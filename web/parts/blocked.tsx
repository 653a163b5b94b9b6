import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react'
import type { BlockedAgreement } from '#agreements/read-blocks.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { BLOCK_TEXTS } from '#words/blocks.ts'
import { formatDay } from '#words/format.ts'

export type BlockInWords = {
  readonly id: number
  readonly heading: string
  readonly lines: readonly string[]
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
    const lines = [...reasons, texts.meanwhile, texts.agreement(first.number, since)]
    return [{ id, heading: texts.heading(first.issuerName), lines }]
  })
}

export function Blocked({ blocks }: { blocks: readonly BlockInWords[] }) {
  return blocks.map(({ id, heading, lines }) => (
    <Alert key={id} data-color="warning">
      <div className="stack">
        <Heading level={2} data-size="2xs">
          {heading}
        </Heading>
        {lines.map((line) => (
          <Paragraph key={line}>{line}</Paragraph>
        ))}
      </div>
    </Alert>
  ))
}
