import { Heading, Paragraph } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { shownPlate } from '#core/plate.ts'
import type { ShownCap } from '#payments/read-caps.ts'
import { capGroupName, MONTH_TEXTS } from '#words/months.ts'

export type CapInWords = {
  readonly name: string
  readonly plate: string
  readonly counted: string
  readonly number: number
  readonly limit: number
}

/** `when`: «denne måneden». */
export function capsInWords(
  caps: readonly ShownCap[],
  when: string,
  language: Language,
): readonly CapInWords[] {
  return caps.map((cap) => ({
    name: capGroupName(cap, language),
    plate: shownPlate(cap.plate),
    counted: MONTH_TEXTS[language].counted(cap.number, cap.limit, when),
    number: cap.number,
    limit: cap.limit,
  }))
}

/** How far each vehicle has come towards each cap. Nothing where nothing has been counted. */
export function Caps({ language, caps }: { language: Language; caps: readonly CapInWords[] }) {
  const texts = MONTH_TEXTS[language]
  if (caps.length === 0) return null
  return (
    <section className="panel stack" aria-labelledby="caps">
      <Heading level={2} data-size="xs" id="caps">
        {texts.caps}
      </Heading>
      <ul className="caps">
        {caps.map(({ name, plate, counted, number, limit }, i) => (
          <li key={`${i} ${plate} ${name}`}>
            <span className="plate" translate="no">
              {plate}
            </span>
            <span className="cap">
              <span className="strong">{name}</span>
              <span>{number < limit ? counted : `${counted}. ${texts.reached}`}</span>
              {/* The sentence says the same. */}
              <progress aria-hidden="true" value={Math.min(number, limit)} max={limit} />
            </span>
          </li>
        ))}
      </ul>
      <Paragraph className="quiet">{texts.capsWhy}</Paragraph>
    </section>
  )
}
