import { Tag } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import type { PassageInWords } from './show-passages.ts'

/** What a passage costs, or why it has no price; and whether the tariff has a source. */
export function PriceTag(props: { language: Language; passage: PassageInWords; large?: boolean }) {
  const { language, passage, large } = props
  const { price, state, example } = passage
  return (
    <div className="passage-price">
      {state === 'charged' ? (
        <span className={large ? 'amount-large' : 'amount'}>{price}</span>
      ) : (
        <Tag data-color="neutral">{price}</Tag>
      )}
      {example && (
        <Tag data-color="warning" data-size="sm">
          {PASSAGE_TEXTS[language].example}
        </Tag>
      )}
    </div>
  )
}
