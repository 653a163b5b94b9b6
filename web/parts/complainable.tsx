import { Heading, Paragraph } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'
import type { complainableInWords } from './complainable-in-words.ts'

export function Chosen(props: {
  language: Language
  passages: readonly ReturnType<typeof complainableInWords>[]
}) {
  const { language, passages } = props
  return (
    <section className="stack" aria-labelledby="chosen">
      <Heading level={2} data-size="sm" id="chosen">
        {COMPLAINT_TEXTS[language].passages}
      </Heading>
      <ul className="cases">
        {passages.map(({ id, what, plate, amount, notes }) => (
          <li key={id} className="panel">
            <div>
              <Paragraph className="strong">{what}</Paragraph>
              <Paragraph className="quiet">
                <span translate="no">{plate}</span>
              </Paragraph>
              <Paragraph>{notes.join(' ')}</Paragraph>
            </div>
            <span className="amount">{amount}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
